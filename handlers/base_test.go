package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// signedIn lets the stub answer like a Kratos that knows the visitor and every flow.
func (s *site) signedIn(t *testing.T) {
	t.Helper()
	for _, p := range flowPages {
		s.kratos.on(fetchPath(p.kind), recorded(t, 200, p.first))
	}
	s.kratos.on(initPath("settings"), recorded(t, 200, "settings-totp-active"))
	s.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal1"))
	s.kratos.on("GET /sessions", recorded(t, 200, "sessions-list").with("Link", `<`+browserURL+`/sessions?page_token=next>; rel="next"`))
	s.kratos.on("DELETE /sessions", recorded(t, 200, "sessions-revoke-others"))
	s.kratos.on("GET /self-service/logout/browser", recorded(t, 200, "logout-flow"))
	s.kratos.on("GET /self-service/errors", recorded(t, 200, "error-stub-500"))
	s.kratos.on("GET /.well-known/ory/webauthn.js", reply{body: []byte("x")})
	s.kratos.on("GET /health/ready", reply{body: []byte(`{}`)})
}

// routes are our GET routes and what each answers to a signed-in visitor.
var routes = []struct {
	path, query string
	status      int
}{
	{"", "", 200},
	{"/welcome", "", 200},
	{"/login", "flow=" + flowID, 200},
	{"/registration", "flow=" + flowID, 200},
	{"/recovery", "flow=" + flowID, 200},
	{"/verification", "flow=" + flowID, 200},
	{"/settings", "flow=" + flowID, 200},
	{"/login", "", 303},
	{"/sessions", "", 200},
	{"/logout", "", 200},
	{"/error", "id=stub:500", 500},
	{"/error", "", 404},
	{"/health/alive", "", 200},
	{"/health/ready", "", 200},
	{"/static/none.css", "", 404},
	{"/.well-known/ory/webauthn.js", "", 200},
	{"/.well-known/change-password", "", 303},
	{"/.well-known/passkey-endpoints", "", 200},
	{"/no/such/page", "", 404},
	{"/login/nested", "", 404},
}

func TestBasePath(t *testing.T) {
	t.Parallel()
	for given, base := range map[string]string{"": "", "/": "", "/auth": "/auth", "/auth/": "/auth", "/a/b/": "/a/b", "/konto-ü": "/konto-ü"} {
		t.Run(given, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, basePath(given))
			s.signedIn(t)
			for _, r := range routes {
				for _, slash := range []string{"", "/"} {
					path := base + r.path + slash
					if path == "" {
						path = "/"
					}
					a := s.get(t, path+"?"+r.query).want(r.status)
					under(t, a, base)
					if strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
						styled(t, s, a)
					}
				}
			}
		})
	}
}

// under checks that every way from an answer leads to a page of ours under the base, or to Kratos.
func under(t *testing.T, a *answer, base string) {
	t.Helper()
	ways := a.doc.Find("[href], [src], [action]").Map(func(_ int, e *goquery.Selection) string {
		return e.AttrOr("href", e.AttrOr("src", e.AttrOr("action", "")))
	})
	if to := a.Header.Get("Location"); to != "" {
		ways = append(ways, to)
	}
	for _, way := range ways {
		switch {
		case strings.HasPrefix(way, base+"/"), strings.HasPrefix(way, browserURL+"/"), strings.HasPrefix(way, "#"), strings.HasPrefix(way, "data:image/"):
		default:
			t.Errorf("%s leads to %q, which is neither under %q nor Kratos", a.Request.URL, way, base)
		}
		if strings.HasPrefix(way, "//") {
			t.Errorf("%s leads to another host: %q", a.Request.URL, way)
		}
	}
}

// styled checks that the page's stylesheet is there.
func styled(t *testing.T, s *site, a *answer) {
	t.Helper()
	href := a.doc.Find("link[rel=stylesheet]").AttrOr("href", "")
	if !strings.HasPrefix(href, "/") {
		t.Fatalf("%s: stylesheet at %q, which a nested page can't find", a.Request.URL, href)
	}
	s.get(t, href).want(http.StatusOK)
}

func TestOutsideTheBasePath(t *testing.T) {
	t.Parallel()
	s := newSite(t, basePath("/auth"))
	for _, path := range []string{"/", "/login", "/authx", "/authx/login", "//auth/login", "/favicon.ico"} {
		a := s.get(t, path).want(http.StatusNotFound)
		a.has("error/not_found")
		under(t, a, "/auth")
		styled(t, s, a)
	}
}

// A proxy that takes the base path off changes nothing that a browser sees.
func TestStrippedBasePath(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *setup) { c.BasePath, c.Stripped = "/auth", true })
	s.signedIn(t)
	for _, r := range routes {
		path := r.path
		if path == "" {
			path = "/"
		}
		a := s.get(t, path+"?"+r.query).want(r.status)
		under(t, a, "/auth")
		if href, ok := a.doc.Find("link[rel=stylesheet]").Attr("href"); ok {
			s.get(t, strings.TrimPrefix(href, "/auth")).want(http.StatusOK)
		}
	}
	s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	only(t, s.get(t, "/sessions?page_token=x").leads(browserURL+"/self-service/login/browser"), "return_to", s.URL+"/auth/sessions?page_token=x")
	s.get(t, "/auth/sessions").want(http.StatusNotFound)
}

func TestRedirectsUnderTheBasePath(t *testing.T) {
	t.Parallel()
	s := newSite(t, basePath("/a/b"))
	s.signedIn(t)
	s.post(t, "/a/b/sessions/revoke-others", nil).leads("/a/b/sessions")
	s.kratos.on(fetchPath("login"), recorded(t, 404, "error-flow-404"))
	s.get(t, "/a/b/login?flow="+flowID).leads("/a/b/login")
	s.kratos.on("GET /self-service/logout/browser", recorded(t, 401, "error-logout-no-session"))
	s.post(t, "/a/b/logout", nil).leads("/a/b/login")
	s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	only(t, s.get(t, "/a/b/sessions/?page_token=x").leads(browserURL+"/self-service/login/browser"), "return_to", s.URL+"/a/b/sessions?page_token=x")
}

// The home has the address that links to it have. Kratos compares it with what it may return to, where an operator may well
// have written https://id.example.org/auth/.
func TestTheWayBackToTheHomeUnderAPath(t *testing.T) {
	t.Parallel()
	s := newSite(t, basePath("/auth"))
	s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	for path, want := range map[string]string{"/auth": "/auth/", "/auth/": "/auth/", "/auth/?a=b": "/auth/?a=b", "/auth/sessions/": "/auth/sessions"} {
		to, err := url.Parse(s.get(t, path).want(http.StatusSeeOther).Header.Get("Location"))
		if err != nil {
			t.Fatal(err)
		}
		if got := to.Query().Get("return_to"); got != s.URL+want {
			t.Errorf("%s is returned to as %s, want %s", path, got, s.URL+want)
		}
	}
}

func TestMethodNotAllowed(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, c := range []struct{ method, path, allow string }{
		{http.MethodPost, "/login", http.MethodGet},
		{http.MethodPut, "/settings", http.MethodGet},
		{http.MethodDelete, "/", http.MethodGet},
		{http.MethodPost, "/error", http.MethodGet},
		{http.MethodGet, "/sessions/revoke", http.MethodPost},
		{http.MethodHead, "/sessions/revoke-others", http.MethodPost},
		{http.MethodPut, "/logout", http.MethodPost},
		{http.MethodPut, "/logout", http.MethodGet},
		{http.MethodTrace, "/login", http.MethodGet},
		{"BREW", "/login", http.MethodGet},
	} {
		a := s.do(t, c.method, c.path, "").want(http.StatusMethodNotAllowed)
		if got := a.Header.Get("Allow"); !strings.Contains(got, c.allow) {
			t.Errorf("%s %s: Allow is %q, want %s in it", c.method, c.path, got, c.allow)
		}
		if c.method != http.MethodHead {
			a.has("error/method")
		}
	}
}

func TestHead(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signedIn(t)
	paths := []string{s.get(t, "/welcome").assets()[0]}
	for _, r := range routes {
		path := url.URL{Path: "/" + strings.TrimPrefix(r.path, "/"), RawQuery: r.query}
		paths = append(paths, path.String())
	}
	for _, path := range paths {
		get, head := s.get(t, path), s.do(t, http.MethodHead, path, "")
		if head.StatusCode != get.StatusCode || head.body != "" {
			t.Errorf("HEAD %s: status %d and %d bytes, GET has %d", path, head.StatusCode, len(head.body), get.StatusCode)
		}
		for _, name := range []string{"Content-Type", "Cache-Control", "Location", "Vary", "Content-Language", "Content-Encoding"} {
			if head.Header.Get(name) != get.Header.Get(name) {
				t.Errorf("HEAD %s: %s is %q, GET has %q", path, name, head.Header.Get(name), get.Header.Get(name))
			}
		}
	}
}
