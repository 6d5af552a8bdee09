package doctor

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func writeConfig(t *testing.T, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "kratos.yml")
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// Later files win key by key, lists as a whole; JSON is YAML.
func TestKratosConfigOfSeveralFiles(t *testing.T) {
	t.Parallel()
	c, err := ReadKratosConfig([]string{
		writeConfig(t, `
serve: {public: {base_url: https://id.example.org/kratos/}}
selfservice:
  flows: {login: {ui_url: https://id.example.org/login}, error: {ui_url: https://id.example.org/error}}
  methods: {passkey: {enabled: true, config: {rp: {id: example.org, origins: [https://a.example.org, https://b.example.org]}}}}
`),
		writeConfig(t, `{"selfservice": {"flows": {"login": {"ui_url": "https://id.example.org/account/login", "lifespan": "1h"}},
			"methods": {"passkey": {"config": {"rp": {"origins": ["https://id.example.org"]}}}}}}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	passkey := c.SelfService.Methods["passkey"]
	if c.Serve.Public.BaseURL != "https://id.example.org/kratos/" || c.SelfService.Flows["error"].UIURL != "https://id.example.org/error" ||
		c.SelfService.Flows["login"].UIURL != "https://id.example.org/account/login" ||
		!passkey.Enabled || passkey.Config.RP.ID != "example.org" || !slices.Equal(passkey.Config.RP.Origins, []string{"https://id.example.org"}) {
		t.Errorf("%+v", c)
	}
}

func TestOriginsOfPasskeys(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		rp   RelyingPartyConfig
		want string
	}{
		{RelyingPartyConfig{ID: "id.example.org"}, "https://id.example.org"},
		{RelyingPartyConfig{ID: "example.org", Origin: "https://id.example.org"}, "https://id.example.org"},
		{RelyingPartyConfig{ID: "example.org", Origin: "https://old.example.org", Origins: []string{"https://id.example.org"}}, "https://id.example.org"},
	} {
		if got := test.rp.origins("https://auth.example.org"); !slices.Equal(got, []string{test.want}) {
			t.Errorf("%+v: %v, want %s", test.rp, got, test.want)
		}
	}
}

// An error holds no value, which may be a secret, but for those that are read.
func TestUnreadableKratosConfig(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"no YAML": "secrets: {cookie: [hush", "a list": "- hush", "a type": "secrets: hush\nselfservice: hush\n",
	} {
		c, err := ReadKratosConfig([]string{writeConfig(t, content)})
		if err == nil || c != nil {
			t.Errorf("%s: %+v", name, c)
		} else if name != "a type" && strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := ReadKratosConfig([]string{"/nowhere.yml"}); err == nil {
		t.Error("a file that is not there")
	}
}
