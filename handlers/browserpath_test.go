package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// kratosPath has browsers reach Kratos at a path of the host they are on.
func kratosPath(c *setup) { c.kratos.BrowserPath = "/kratos/" }

func TestKratosAtAPath(t *testing.T) {
	t.Parallel()
	s := newSite(t, kratosPath)
	t.Run("starts", func(t *testing.T) {
		for _, p := range flowPages {
			only(t, s.get(t, "/"+p.kind+"?return_to=https://shop.example/").starts("/kratos/self-service/"+p.kind+"/browser"), "return_to", "https://shop.example/")
		}
	})
	t.Run("forms", func(t *testing.T) {
		for _, p := range flowPages {
			s.kratos.on(fetchPath(p.kind), recorded(t, 200, p.first))
			forms := s.get(t, "/"+p.kind+"?flow="+flowID).want(http.StatusOK).doc.Find("main form[method=post]:not([action='/logout'])")
			if forms.Length() == 0 {
				t.Errorf("%s has no form", p.kind)
			}
			forms.Each(func(_ int, form *goquery.Selection) {
				if action := form.AttrOr("action", ""); !strings.HasPrefix(action, "/kratos/self-service/"+p.kind+"?flow=") {
					t.Errorf("%s posts to %s", p.kind, action)
				}
			})
		}
	})
	t.Run("links", func(t *testing.T) {
		s.kratos.on(fetchPath("verification"), recorded(t, 200, "verification-passed").replaced(t, "http://127.0.0.1:4455/", browserURL+"/continue"))
		link := s.get(t, "/verification?flow="+flowID).want(http.StatusOK).has("node/anchor/continue")
		if href := link.AttrOr("href", ""); href != "/kratos/continue" {
			t.Errorf("the link leads to %s", href)
		}
	})
	t.Run("the script still comes from us", func(t *testing.T) {
		s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
		script := s.get(t, "/login?flow="+flowID).want(http.StatusOK).has("node/script/webauthn_script")
		if src := script.AttrOr("src", ""); !strings.HasPrefix(src, "/.well-known/ory/webauthn.js?v=") {
			t.Errorf("src is %q", src)
		}
	})
	t.Run("sign-in and back", func(t *testing.T) {
		s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
		only(t, s.get(t, "/sessions").leads("/kratos/self-service/login/browser"), "return_to", s.URL+"/sessions")
	})
	t.Run("sign-out", func(t *testing.T) {
		s.kratos.on(logoutPath, recorded(t, 200, "logout-flow"))
		only(t, s.post(t, "/logout", nil).leads("/kratos/self-service/logout"), "token", "ory_lo_nBJT4SWzIFMXRf839sdUjIR221EeUumA")
	})
}

// Where Kratos sends a browser on is judged as Kratos said it: a path of ours proves nothing.
func TestKratosAtAPathIsFollowedAsBefore(t *testing.T) {
	t.Parallel()
	s := newSite(t, kratosPath)
	const path = "/settings?flow=" + flowID
	secondFactor := recorded(t, 403, "error-settings-aal2-required")
	elsewhere := reply{status: 422, body: []byte(`{"error":{"id":"browser_location_change_required"},"redirect_browser_to":"TARGET"}`)}

	s.kratos.on(fetchPath("settings"), secondFactor)
	only(t, s.get(t, path).leads("/kratos/self-service/login/browser"), "aal", "aal2", "return_to", s.URL+path)
	s.kratos.on(fetchPath("settings"), elsewhere.replaced(t, "TARGET", browserURL+"/continue"))
	s.get(t, path).leads("/kratos/continue")
	s.kratos.on(fetchPath("settings"), elsewhere.replaced(t, "TARGET", s.URL+"/sessions"))
	s.get(t, path).leads(s.URL + "/sessions")

	for _, like := range []string{browserURL + ".evil.example", browserURL + "@evil.example", "https://evil.example", "//evil.example", "/kratos//evil.example", "/kratos"} {
		s.kratos.on(fetchPath("settings"), secondFactor.replaced(t, browserURL, like))
		only(t, s.get(t, path).leads("/kratos/self-service/login/browser"), "aal", "aal2", "return_to", s.URL+path)
		s.kratos.on(fetchPath("settings"), elsewhere.replaced(t, "TARGET", like+"/"))
		if a := s.get(t, path).want(http.StatusUnprocessableEntity); a.Header.Get("Location") != "" {
			t.Errorf("%s is taken for Kratos", like)
		}
	}
}
