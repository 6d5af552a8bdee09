package kratos_test

import (
	"net/http"
	"net/url"
	"os"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

func TestNewRefusesBadURLs(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "kratos", "kratos:4433", "//kratos", "/kratos", "ftp://kratos", "http://", "http:kratos", "https:///path", "http://a b", ":", "file:///etc"} {
		if _, err := kratos.New(kratos.Config{PublicURL: bad}); err == nil {
			t.Errorf("public URL %q is accepted", bad)
		}
		if bad == "" {
			continue // then the browser's URL is the public one
		}
		if _, err := kratos.New(kratos.Config{PublicURL: "http://kratos", BrowserURL: bad}); err == nil {
			t.Errorf("browser URL %q is accepted", bad)
		}
	}
}

func TestURLsForBrowsers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ public, browser, init, origin string }{
		{"http://kratos:4433", "", "http://kratos:4433/self-service/login/browser", "http://kratos:4433"},
		{"http://kratos:4433///", "", "http://kratos:4433/self-service/login/browser", "http://kratos:4433"},
		{"http://kratos:4433", "https://id.example.com/", "https://id.example.com/self-service/login/browser", "https://id.example.com"},
		{"http://kratos:4433", "https://example.com/kratos/", "https://example.com/kratos/self-service/login/browser", "https://example.com"},
	} {
		c := client(t, kratos.Config{PublicURL: test.public, BrowserURL: test.browser})
		if got := c.InitURL(kratos.Login, nil); got != test.init {
			t.Errorf("init URL %s, want %s", got, test.init)
		}
		query := url.Values{"return_to": {"https://a/?b=c&d"}, "aal": {"aal2"}}
		if got, want := c.InitURL(kratos.Login, query), test.init+"?aal=aal2&return_to=https%3A%2F%2Fa%2F%3Fb%3Dc%26d"; got != want {
			t.Errorf("init URL %s, want %s", got, want)
		}
		if got := c.Origin(); got != test.origin {
			t.Errorf("origin %s, want %s", got, test.origin)
		}
	}
}

func TestOwns(t *testing.T) {
	t.Parallel()
	c := client(t, kratos.Config{PublicURL: "http://kratos:4433", BrowserURL: "https://id.example.com/kratos"})
	for raw, want := range map[string]bool{
		"https://id.example.com":                       true,
		"https://id.example.com/self-service/x?y=z":    true,
		"http://id.example.com/":                       false,
		"https://id.example.com:8443/":                 false,
		"https://id.example.com.evil.example/":         false,
		"https://id.example.com@evil.example/":         false,
		"https://evil.example/?https://id.example.com": false,
		"//id.example.com/":                            false,
		"/self-service":                                false,
		"javascript:alert(1)":                          false,
		"https://id.example.com\\@evil.example":        false,
		"http://kratos:4433/":                          false,
		"":                                             false,
		"%":                                            false,
	} {
		if got := c.Owns(raw); got != want {
			t.Errorf("%q: %v, want %v", raw, got, want)
		}
	}
}

func TestFlowIsFetchedWithTheBrowsersCookies(t *testing.T) {
	t.Parallel()
	body, err := os.ReadFile("recordings/v26.2.0/login-initial.json")
	if err != nil {
		t.Fatal(err)
	}
	const cookie = "csrf_token_abc=1; other=2"
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		want := "/self-service/login/flows?id=a%26b"
		if r.Method != http.MethodGet || r.URL.RequestURI() != want || r.Header.Get("Cookie") != cookie || r.Header.Get("Accept") != "application/json" {
			t.Errorf("%s %s, cookie %q, accept %q", r.Method, r.URL.RequestURI(), r.Header.Get("Cookie"), r.Header.Get("Accept"))
		}
		reply(http.StatusOK, body)(w, r)
	})
	f, err := c.Flow(t.Context(), kratos.Login, "a&b", cookie)
	if err != nil || f.ID != object(body)["id"] {
		t.Errorf("flow %+v, error %v", f, err)
	}
}

func TestNewFlowHandsItsCookiesOn(t *testing.T) {
	t.Parallel()
	body, err := os.ReadFile("recordings/v26.2.0/verification-initial.json")
	if err != nil {
		t.Fatal(err)
	}
	var got string
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = r.URL.RequestURI()
		w.Header().Add("Set-Cookie", "csrf=1; HttpOnly")
		w.Header().Add("Set-Cookie", "second=2")
		reply(http.StatusOK, body)(w, r)
	})
	f, cookies, err := c.NewFlow(t.Context(), kratos.Verification, url.Values{"return_to": {"https://a/"}}, "c=1")
	if err != nil || f.ID != object(body)["id"] || len(cookies) != 2 || cookies[0] != "csrf=1; HttpOnly" || cookies[1] != "second=2" {
		t.Errorf("flow %+v, cookies %q, error %v", f, cookies, err)
	}
	if want := "/self-service/verification/browser?return_to=https%3A%2F%2Fa%2F"; got != want {
		t.Errorf("asked for %s, want %s", got, want)
	}
	if _, _, err := c.NewFlow(t.Context(), kratos.Login, nil, ""); err != nil || got != "/self-service/login/browser" {
		t.Errorf("asked for %s, error %v", got, err)
	}
}

func TestScriptComesUnchangedAndAnonymously(t *testing.T) {
	t.Parallel()
	want := "/* \x00 bytes \xff */"
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/.well-known/ory/webauthn.js" || r.Header.Get("Cookie") != "" {
			t.Errorf("asked for %s with cookie %q", r.URL.Path, r.Header.Get("Cookie"))
		}
		reply(http.StatusOK, []byte(want))(w, r)
	})
	if got, err := c.Script(t.Context()); err != nil || string(got) != want {
		t.Errorf("%q, error %v", got, err)
	}
}

func TestReady(t *testing.T) {
	t.Parallel()
	for status, ready := range map[int]bool{http.StatusOK: true, http.StatusServiceUnavailable: false, http.StatusNotFound: false, http.StatusFound: false} {
		c := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/health/ready" {
				t.Errorf("asked for %s", r.URL.Path)
				return // a client that follows the redirect succeeds
			}
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(status)
		})
		if err := c.Ready(t.Context()); (err == nil) != ready {
			t.Errorf("status %d: %v", status, err)
		}
	}
}
