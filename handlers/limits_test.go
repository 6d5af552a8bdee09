package handlers_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestURLTooLong(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
	const limit = 32 << 10
	path := "/login?flow=" + flowID + "&return_to="
	s.get(t, path+strings.Repeat("x", limit-len(path))).want(http.StatusOK).has("login-auth-card")
	a := s.get(t, path+strings.Repeat("x", limit-len(path)+1), "Accept-Language", "de").want(http.StatusRequestURITooLong)
	a.has("error/bad_request")
	if lang := a.doc.Find("html").AttrOr("lang", ""); lang != "de" {
		t.Errorf("the page's language is %q", lang)
	}
}

// An application's challenge may take 9 KB: the way to Kratos and the page that comes of it have room for that.
func TestLongChallenge(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	challenge := strings.Repeat("c1-_", 9<<8)
	s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	only(t, s.get(t, "/login?login_challenge="+challenge).leads(browserURL+"/self-service/login/browser"), "login_challenge", challenge)
	only(t, s.get(t, "/sessions?page_token="+challenge).leads(browserURL+"/self-service/login/browser"), "return_to", s.URL+"/sessions?page_token="+challenge)
	s.kratos.on(fetchPath("login"), edited(t, "login-oauth2", func(f map[string]any) { f["oauth2_login_challenge"] = challenge }))
	link := s.get(t, "/login?flow="+flowID).want(http.StatusOK).has("signup-link").AttrOr("href", "")
	s.get(t, link).leads(browserURL + "/self-service/registration/browser")
}

// Who has more cookies than Kratos, what stands before it, or this server reads, is told so, and what to do.
func TestTooManyCookies(t *testing.T) {
	t.Parallel()
	nginx := reply{status: 400, body: []byte("<html><head><title>400 Request Header Or Cookie Too Large</title></head></html>")}
	for name, c := range map[string]struct {
		size  int
		reply reply
		asked bool
	}{
		"for Kratos":              {10 << 10, reply{status: 431}, true},
		"for a proxy before it":   {10 << 10, nginx, true},
		"for us":                  {65 << 10, recorded(t, 200, "session-whoami-aal1"), false},
		"as many as there may be": {63 << 10, reply{status: 431}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.kratos.on("GET /sessions/whoami", c.reply)
			for _, p := range flowPages {
				s.kratos.on(fetchPath(p.kind), c.reply)
			}
			cookies := "x=" + strings.Repeat("y", c.size-2)
			for _, path := range []string{"/", "/sessions", "/settings", "/login?flow=" + flowID, "/settings?flow=" + flowID} {
				a := s.get(t, path, "Cookie", cookies, "Accept-Language", "de").want(http.StatusRequestHeaderFieldsTooLarge)
				a.has("error/too_large")
				a.has("again-link")
				for _, asset := range a.assets() { // browsers send the same cookies with these
					s.get(t, asset, "Cookie", cookies).want(http.StatusOK)
				}
				if lang := a.doc.Find("html").AttrOr("lang", ""); lang != "de" {
					t.Errorf("the page's language is %q", lang)
				}
			}
			if asked := len(s.kratos.got("")) > 0; asked != c.asked {
				t.Errorf("Kratos was asked: %v", asked)
			}
		})
	}
}
