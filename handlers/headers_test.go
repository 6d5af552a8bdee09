package handlers_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// transport stands for the way to Kratos.
type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// kinds are answers of every kind we give.
var kinds = []struct {
	name, method, path string
	headers            []string
	status             int
}{
	{"page", "GET", "/login?flow=" + flowID, nil, 200},
	{"account", "GET", "/", nil, 200},
	{"redirect to Kratos", "GET", "/login", nil, 303},
	{"redirect to us", "GET", "/recovery?flow=x", nil, 303},
	{"prefetch", "GET", "/login", []string{"Sec-Purpose", "prefetch"}, 503},
	{"not found", "GET", "/none", nil, 404},
	{"bad method", "PUT", "/login", nil, 405},
	{"options", "OPTIONS", "/login", nil, 204},
	{"head", "HEAD", "/welcome", nil, 200},
	{"cross-site", "POST", "/logout", []string{"Sec-Fetch-Site", "cross-site"}, 403},
	{"bad request", "POST", "/sessions/revoke", nil, 400},
	{"Kratos fails", "GET", "/registration?flow=" + flowID, nil, 502},
	{"health", "GET", "/health/alive", nil, 200},
	{"no asset", "GET", "/static/none.css", nil, 404},
}

var nonceOf = regexp.MustCompile(`script-src 'nonce-([A-Za-z0-9+/=_-]{20,})';`)

func TestSecurityHeaders(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signedIn(t)
	s.kratos.on(fetchPath("registration"), failing(500).with("Server", "kratos").with("X-Powered-By", "go"))
	seen := map[string]bool{}
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			secured(t, s.do(t, k.method, k.path, "", k.headers...).want(k.status), seen)
		})
	}
	if want := len(kinds); len(seen) != want {
		t.Errorf("%d answers have %d nonces", want, len(seen))
	}
}

// Files are protected as pages are, by a policy that allows nothing.
func TestSecurityHeadersOfFiles(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signedIn(t)
	for _, path := range append(s.get(t, "/welcome").assets(), "/.well-known/ory/webauthn.js") {
		a := s.get(t, path).want(http.StatusOK)
		protected(t, a)
		want := "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
		if got := strings.Join(a.Header.Values("Content-Security-Policy"), ", "); got != want {
			t.Errorf("the policy of %s is %q", path, got)
		}
		if got := a.Header.Values("Permissions-Policy"); len(got) > 0 {
			t.Errorf("%s runs nothing, and has the Permissions-Policy %q", path, got)
		}
	}
}

// protected checks what protects every answer.
func protected(t *testing.T, a *answer) {
	t.Helper()
	for name, want := range map[string]string{
		"X-Content-Type-Options":       "nosniff",
		"X-Frame-Options":              "DENY",
		"Referrer-Policy":              "same-origin",
		"Cross-Origin-Opener-Policy":   "", // pages may be popups, and WebKit can't go back where redirects between them differ
		"Cross-Origin-Resource-Policy": "same-origin",
		"Server":                       "",
		"X-Powered-By":                 "",
		"Access-Control-Allow-Origin":  "",
	} {
		if got := strings.Join(a.Header.Values(name), ", "); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// secured checks what protects a page, and that its scripts carry its own nonce.
func secured(t *testing.T, a *answer, seen map[string]bool) {
	t.Helper()
	protected(t, a)
	permissions := "publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), geolocation=(), microphone=(), payment=()"
	if got := strings.Join(a.Header.Values("Permissions-Policy"), ", "); got != permissions {
		t.Errorf("Permissions-Policy is %q", got)
	}
	policies := a.Header.Values("Content-Security-Policy")
	if len(policies) != 1 {
		t.Fatalf("%d policies", len(policies))
	}
	for _, want := range []string{
		"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'",
		"form-action 'self' " + browserURL + " ", "require-trusted-types-for 'script'", "trusted-types 'none'",
	} {
		if !strings.Contains(policies[0]+" ", want) {
			t.Errorf("policy %q lacks %q", policies[0], want)
		}
	}
	if strings.Contains(policies[0], "unsafe-") {
		t.Errorf("policy %q allows what it should prevent", policies[0])
	}
	found := nonceOf.FindStringSubmatch(policies[0])
	if found == nil {
		t.Fatalf("policy %q has no nonce", policies[0])
	}
	if seen[found[1]] {
		t.Error("the nonce of another answer")
	}
	seen[found[1]] = true
	a.doc.Find("script").Each(func(_ int, script *goquery.Selection) {
		if script.AttrOr("nonce", "") != found[1] {
			t.Errorf("script %q would not run under %q", script.AttrOr("src", ""), policies[0])
		}
		if script.Text() != "" {
			t.Error("an inline script")
		}
	})
	a.doc.Find("style, [style], [onclick], [onload]").Each(func(_ int, e *goquery.Selection) {
		t.Errorf("<%s> has what the policy forbids", goquery.NodeName(e))
	})
}

func TestFormActionOfKratosWithTLS(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *setup) { c.kratos.BrowserURL = "https://kratos.example/base" })
	policy := strings.Split(s.get(t, "/welcome").Header.Get("Content-Security-Policy"), "; ")
	if !slices.Contains(policy, "form-action 'self' https://kratos.example https:") {
		t.Errorf("policy is %q", policy)
	}
}

func TestHSTSWhereTLSEndsHere(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for address, want := range map[string]string{"https://id.example/welcome": "max-age=31536000", "http://id.example/welcome": ""} {
		w := httptest.NewRecorder()
		s.Config.Handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
		if got := w.Header().Get("Strict-Transport-Security"); got != want {
			t.Errorf("%s: Strict-Transport-Security is %q, want %q", address, got, want)
		}
	}
}

// Behind a proxy that ends TLS the setting tells as much as the proxy does.
func TestHSTSByPublicURL(t *testing.T) {
	t.Parallel()
	for public, want := range map[string]string{"https://id.example": "max-age=31536000", "http://id.example": ""} {
		s := newSite(t, func(c *setup) { c.PublicURL = public })
		if got := s.get(t, "/welcome").Header.Get("Strict-Transport-Security"); got != want {
			t.Errorf("%s: Strict-Transport-Security is %q, want %q", public, got, want)
		}
	}
}

func TestPanic(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *setup) {
		c.kratos.Transport = transport(func(r *http.Request) (*http.Response, error) {
			if strings.HasSuffix(r.URL.Path, "/flows") {
				panic("of a test")
			}
			return nil, errors.New("of a test")
		})
	})
	for _, p := range flowPages {
		a := s.get(t, "/"+p.kind+"?flow="+secretFlow, "Cookie", secretCookie, "Accept-Language", "de").want(http.StatusInternalServerError)
		a.has("error/internal")
		secured(t, a, map[string]bool{})
		private(t, a)
		if a.doc.Find("html").AttrOr("lang", "") != "de" {
			t.Error("the page is not in the visitor's language")
		}
		if strings.Contains(a.body, "of a test") || strings.Contains(a.body, "goroutine") {
			t.Error("the page tells what happened")
		}
	}
	s.get(t, "/health/alive").want(http.StatusOK)
	log := s.logged()
	if !strings.Contains(log, `"panic"`) || !strings.Contains(log, "of a test") {
		t.Errorf("the log does not tell of the panic: %s", log)
	}
	if strings.Contains(log, secretFlow) || strings.Contains(log, "cookie-of-the-visitor") {
		t.Errorf("the log tells too much: %s", log)
	}
}

// The account home asks Kratos for extras beside the request, where nobody else would catch a panic.
func TestPanicBesideTheRequest(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal1"))
	through := s.Client().Transport
	broken := newSite(t, func(c *setup) {
		c.kratos.PublicURL = s.kratos.URL
		c.kratos.Transport = transport(func(r *http.Request) (*http.Response, error) {
			if r.URL.Path != "/sessions/whoami" {
				panic("of a test")
			}
			return through.RoundTrip(r)
		})
	})
	broken.get(t, "/").want(http.StatusOK).has("account-home")
	if log := broken.logged(); strings.Count(log, `"panic"`) != 2 {
		t.Errorf("the log does not tell of both panics: %s", log)
	}
}
