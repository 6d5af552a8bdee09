package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/brand"
)

func TestBarePages(t *testing.T) {
	t.Parallel()
	for _, allowed := range []bool{true, false} {
		s := newSite(t, func(c *setup) { c.Brand = brand.Brand{Name: brand.Same("Club"), Bare: allowed} })
		s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial").replaced(t, `/self-service/login/browser"`, `/self-service/login/browser?view=bare"`))
		s.kratos.on(fetchPath("recovery"), recorded(t, 200, "recovery-initial"))
		for _, test := range []struct {
			path, dest string
			bare       bool
		}{
			{"/welcome", "document", false},
			{"/welcome?view=bare", "document", true},
			{"/welcome?view=other", "document", false},
			{"/welcome", "iframe", true},
			{"/none", "iframe", true},
			{"/login?flow=" + flowID, "document", true}, // begun so
			{"/recovery?flow=" + flowID, "document", false},
			{"/recovery?flow=" + flowID, "iframe", true}, // wherever Kratos has sent the frame in between
		} {
			a := s.get(t, test.path, "Sec-Fetch-Dest", test.dest)
			if got := a.doc.Find(".site-header").Length() == 0; got != (test.bare && allowed) {
				t.Errorf("bare allowed: %t; %s as %s is bare: %t", allowed, test.path, test.dest, got)
			}
			if vary := strings.Join(a.Header.Values("Vary"), ", "); strings.Contains(vary, "Sec-Fetch-Dest") != allowed || !strings.Contains(vary, "Cookie") {
				t.Errorf("bare allowed: %t; %s varies by %q", allowed, test.path, vary)
			}
		}
	}
}

// Who has to sign in on the way to a bare page signs in on a bare page.
func TestTheWayToABarePageIsBare(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *setup) { c.Brand = brand.Brand{Name: brand.Same("Club"), Bare: true} })
	for name, refusal := range map[string]reply{"nobody": recorded(t, 401, "error-whoami-no-session"), "half signed in": recorded(t, 403, "error-whoami-aal2-required")} {
		s.kratos.on("GET /sessions/whoami", refusal)
		for _, path := range []string{"/settings?view=bare", "/sessions?view=bare", "/settings"} {
			to, err := url.Parse(s.get(t, path).want(http.StatusSeeOther).Header.Get("Location"))
			if err != nil {
				t.Fatal(err)
			}
			asked, _ := url.Parse(path)
			if got := to.Query().Get("view"); got != asked.Query().Get("view") {
				t.Errorf("%s: %s leads to a sign-in with view=%q", name, path, got)
			}
		}
	}
}
