package brands_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/user"
)

// One process serves a brand at each of three hosts and its own theme at all others, in front of a real Kratos.
func TestBrandByHost(t *testing.T) {
	dir := harness.Path(t, "brand", "examples")
	u := user.NewRegistered(t, shared.SharedStack(t, "brands", stack.Options{UIEnv: []string{"BRAND_DIR=" + dir}}))
	u.Open("/login")
	u.GotoFlow()
	for host, name := range map[string]string{"shop.localhost": "Quince & Thyme", "dev.localhost": "Kiln", "rail.localhost": "Nightline", "localhost": "Thyra"} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, u.URL.String(), nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host
		for _, c := range u.Cookies(u.Stack.KratosURL) {
			req.AddCookie(c)
		}
		res, err := oneshot.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		page := string(body)
		if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(page, `data-testid="login-auth-card"`) {
			t.Fatalf("%s: status %d, %v", host, res.StatusCode, err)
		}
		if !strings.Contains(page, " · "+strings.ReplaceAll(name, "&", "&amp;")+"</title>") {
			t.Errorf("%s does not show %s", host, name)
		}
	}
	u.SubmitCredentials()
	u.Expect("/")
}
