package doctor_test

import (
	"os"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/harness"
)

// A real Kratos with the settings of docs/install.md, at addresses of this machine, fits the server.
func TestKratosOfTheDocumentsIsWell(t *testing.T) {
	page, err := os.ReadFile(harness.Path(t, "docs", "install.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, settings, _ := strings.Cut(string(page), "```yaml\n")
	settings, _, found := strings.Cut(settings, "```")
	if !found || !strings.Contains(settings, "allowed_return_urls") {
		t.Fatalf("docs/install.md begins with another block than Kratos's: %s", settings)
	}
	s := shared.Stack(t)
	settings = strings.NewReplacer("https://auth.example.org", "$KRATOS", "https://id.example.org", s.UIURL, "example.org", "localhost").Replace(settings)
	k := startKratos(t, s, settings, "--dev")
	expect(t, doctor(t, k.settings(s), configFlags(k.arguments)...), nil)
}
