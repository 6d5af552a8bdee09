package handlers_test

import (
	"net/http"
	"testing"
)

func TestOurCookies(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		publicURL, prefix string
		secure            bool
	}{
		{"", "", false},
		{"http://id.example", "", false},
		{"https://id.example", "__Host-", true},
	} {
		t.Run(c.publicURL, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, basePath("/auth"), func(o *setup) { o.PublicURL = c.publicURL + map[bool]string{true: "/auth"}[c.publicURL != ""] })
			s.kratos.on(fetchPath("login"), recorded(t, 404, "error-flow-404"))
			a := s.get(t, "/auth/login?flow="+flowID)
			for _, name := range []string{"thyra_guard_login", "thyra_notice"} {
				cookie := a.cookie(c.prefix + name)
				if cookie == nil {
					t.Fatalf("no cookie %s in %q", c.prefix+name, a.Header.Values("Set-Cookie"))
				}
				if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Secure != c.secure ||
					cookie.Path != "/" || cookie.Domain != "" || cookie.MaxAge <= 0 || cookie.MaxAge > 300 {
					t.Errorf("cookie is %s", cookie)
				}
			}
			if got := len(a.Cookies()); got != 2 {
				t.Errorf("%d cookies, want 2: %q", got, a.Header.Values("Set-Cookie"))
			}
			// What we set we understand: the hop that a browser without cookies fails at goes on.
			mark := a.cookie(c.prefix + "thyra_guard_login")
			hop := s.get(t, "/auth/login?retry=1", "Cookie", mark.Name+"="+mark.Value)
			hop.leads(browserURL + "/self-service/login/browser")
			s.get(t, "/auth/login?retry=1").want(http.StatusForbidden).has("error/cookies")
			// And forget with the same attributes: another Path would leave it in place.
			s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
			mark = s.get(t, "/auth/sessions").cookie(c.prefix + "thyra_guard_sign_in")
			s.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal1"))
			gone := s.get(t, "/auth", "Cookie", mark.Name+"="+mark.Value).want(http.StatusOK).cookie(mark.Name)
			if gone == nil || gone.MaxAge >= 0 || gone.Path != mark.Path || gone.Secure != mark.Secure {
				t.Errorf("the mark is forgotten by %v", gone)
			}
		})
	}
}

// A cookie without the prefix could come from a sibling host.
func TestCookieWithoutPrefixIsNotOurs(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(o *setup) { o.PublicURL = "https://id.example" })
	s.get(t, "/welcome", "Cookie", "thyra_notice=session_revoked").want(http.StatusOK).lacks("notice/session_revoked")
	s.get(t, "/welcome", "Cookie", "__Host-thyra_notice=session_revoked").want(http.StatusOK).has("notice/session_revoked")
}

// Behind a proxy that ends TLS the scheme comes by header.
func TestCookiesBehindAProxy(t *testing.T) {
	t.Parallel()
	s := newSite(t, behindProxy)
	s.kratos.on(fetchPath("login"), recorded(t, 404, "error-flow-404"))
	a := s.get(t, "/login?flow="+flowID, "X-Forwarded-Proto", "https")
	if c := a.cookie("__Host-thyra_guard_login"); c == nil || !c.Secure {
		t.Errorf("cookies are %q", a.Header.Values("Set-Cookie"))
	}
}
