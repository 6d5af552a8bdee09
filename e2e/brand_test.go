package e2e_test

import (
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// One process serves a brand at each host, and its own look elsewhere, in front of a real Kratos.
func TestBrandsByHost(t *testing.T) {
	dir, err := filepath.Abs("../brand/examples")
	if err != nil {
		t.Fatal(err)
	}
	v := newMember(t, shared.running(t, "brands", stack.Options{UIEnv: []string{"BRAND_DIR=" + dir}}))
	v.open("/login")
	for host, name := range map[string]string{"shop.localhost": "Quince & Thyme", "dev.localhost": "Kiln", "localhost": "Thyra"} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, v.URL.String(), nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host
		for _, c := range v.Cookies(v.s.KratosURL) {
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
			t.Errorf("%s does not wear %s", host, name)
		}
	}
	v.Fill("identifier", v.email)
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.expect("/")
}

// TestAxeInBrands holds states in each example brand, light and dark, to axe's rules.
func TestAxeInBrands(t *testing.T) {
	t.Parallel()
	states := []string{
		"login-initial-v26.2.0", "login-many-providers", "registration-everything-wrong", "settings-everything-v26.2.0", "settings-many-keys",
		"sessions-phones-programs-and-the-unknown", "home-much-set-up-address-verified", "error-access-denied", "consent-every-scope", "login-about-to-expire",
	}
	script := axeScript(t)
	for _, l := range []look{{Viewport: chrome.Desktop()}, {Viewport: chrome.Phone(), Dark: true}} {
		v := l.see(t)
		v.OnNewPage(script)
		for _, brand := range []string{"shop", "dev"} {
			for _, id := range states {
				v.Goto(v.gallery.URL + state(t, v.gallery, id).URL + "?brand=" + brand)
				for _, bad := range chrome.Await[axeResult](v.Tab, runAxe).Violations {
					t.Errorf("%s in %s, %s: %s (%s): %s\n%s", id, brand, l, bad.Rule, bad.Impact, bad.Element, bad.Summary)
				}
			}
		}
	}
}
