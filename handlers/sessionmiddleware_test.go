package handlers_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos"
)

// application is a site with pages of its own, in front of a stub Kratos.
type application struct {
	kratos  *stub
	session *handlers.SessionMiddleware
	failure error // what ErrorHandler got
}

const ownOrigin = "https://www.example.org"

func newApplication(t *testing.T) *application {
	t.Helper()
	a := &application{kratos: newStub(t)}
	client, err := kratos.New(kratos.Config{PublicURL: a.kratos.URL, BrowserURL: browserURL})
	if err != nil {
		t.Fatal(err)
	}
	a.session, err = handlers.NewSessionMiddleware(handlers.SessionOptions{
		Kratos: client, PublicURL: ownOrigin + "/account",
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, err error) {
			a.failure = err
			w.WriteHeader(http.StatusServiceUnavailable)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// ServeHTTP has a page for members, which says who asks, twice, and one for all, which says so only when it is asked to.
func (a *application) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	page := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for range 2 {
			if session, err := handlers.SessionFrom(r.Context()); err == nil {
				fmt.Fprint(w, session.Identity.Username(), " ")
			}
		}
	})
	members := a.session.Require(page)
	log := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = handlers.SessionFrom(r.Context())
		members.ServeHTTP(w, r)
	})
	mux := http.NewServeMux()
	mux.Handle("/", a.session.Provide(log))
	mux.Handle("/shop/", http.StripPrefix("/shop", a.session.Require(page)))
	mux.Handle("/public", a.session.Provide(page))
	mux.Handle("/static", a.session.Provide(http.NotFoundHandler()))
	mux.ServeHTTP(w, r)
}

// ask is what the application answers; headers are pairs of name and value.
func (a *application) ask(t *testing.T, method, target string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	a.ServeHTTP(w, r)
	return w.Result()
}

// toSignIn is the query with which an answer leads to sign-in at Kratos.
func toSignIn(t *testing.T, w *http.Response) url.Values {
	t.Helper()
	u, err := w.Location()
	if err != nil || w.StatusCode != http.StatusSeeOther || !strings.HasPrefix(u.String(), browserURL+"/self-service/login/browser?") {
		t.Fatalf("%d leads to %q, want sign-in", w.StatusCode, w.Header.Get("Location"))
	}
	if w.Header.Get("Cache-Control") != "no-store" || w.Header.Get("Vary") != "Cookie" {
		t.Errorf("the way to sign-in could be kept for others: %v", w.Header)
	}
	return u.Query()
}

func TestSessionMiddlewareLetsMembersIn(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/loans", "/public"} {
		a := newApplication(t)
		a.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal1"))
		w := a.ask(t, http.MethodPost, path, "Cookie", "a=1", "Cookie", "b=2")
		body := make([]byte, 200)
		n, _ := w.Body.Read(body)
		if got := strings.Fields(string(body[:n])); w.StatusCode != http.StatusOK || len(got) != 2 || got[0] != got[1] {
			t.Errorf("%s: %d %q, want the name twice", path, w.StatusCode, got)
		}
		if got := a.kratos.one(t, "GET /sessions/whoami").header.Get("Cookie"); got != "a=1; b=2" {
			t.Errorf("%s: Kratos got the cookies %q", path, got)
		}
		if len(w.Header["Cache-Control"]) > 0 {
			t.Errorf("%s: the page is the application's, and its headers are", path)
		}
	}
}

func TestSessionMiddlewareAsksOnlyWhenItMatters(t *testing.T) {
	t.Parallel()
	a := newApplication(t)
	a.ask(t, http.MethodGet, "/static")
	if calls := a.kratos.got(""); len(calls) > 0 {
		t.Errorf("for a file Kratos was asked %v", calls)
	}
}

func TestSessionMiddlewareSendsStrangersToSignIn(t *testing.T) {
	t.Parallel()
	a := newApplication(t)
	a.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	for _, c := range []struct{ method, target, referer, back string }{
		{"GET", "/loans", "", "/loans"},
		{"HEAD", "/loans", "", "/loans"},
		{"GET", "/loans?q=a%26b&q=%20;c", ownOrigin + "/x", "/loans?q=a%26b&q=%20;c"},
		{"GET", "/caf%C3%A9/a%2Fb", "", "/caf%C3%A9/a%2Fb"},
		{"GET", "/shop/cart?x=1", "", "/shop/cart?x=1"},
		{"GET", "https://evil.example/loans?x=1", "", "/loans?x=1"},
		{"GET", "/loans?return_to=https://evil.example", "", "/loans?return_to=https://evil.example"},
		// A redirect can't repeat these: the way leads back to the page they were sent from.
		{"POST", "/loans", ownOrigin + "/tools?page=2", "/tools?page=2"},
		{"DELETE", "/loans", ownOrigin + "/tools", "/tools"},
		{"POST", "/loans", "https://WWW.example.org:443/tools", "/tools"},
		{"POST", "/loans", "", "/"},
		{"POST", "/loans", ownOrigin, "/"},
		{"POST", "/loans", "https://evil.example/tools", "/"},
		{"POST", "/loans", ownOrigin + ".evil.example/tools", "/"},
		{"POST", "/loans", ownOrigin + "@evil.example/tools", "/"},
		{"POST", "/loans", "http://www.example.org/tools", "/"},
		{"POST", "/loans", "//www.example.org/tools", "/"},
		{"POST", "/loans", "://", "/"},
	} {
		query := toSignIn(t, a.ask(t, c.method, c.target, "Referer", c.referer, "Host", "evil.example", "X-Forwarded-Host", "evil.example"))
		if got := query.Get("return_to"); len(query) != 1 || got != ownOrigin+c.back {
			t.Errorf("%s %s from %q: %v, want return_to %s", c.method, c.target, c.referer, query, ownOrigin+c.back)
		}
	}
	if w := a.ask(t, http.MethodGet, "/public"); w.StatusCode != http.StatusOK {
		t.Errorf("a page for all answers a stranger %d", w.StatusCode)
	}
}

// What comes on a raw connection may be no path at all.
func TestSessionMiddlewareNeverLeadsElsewhere(t *testing.T) {
	t.Parallel()
	a := newApplication(t)
	a.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	for target, back := range map[string]string{
		"//evil.example/x": "//evil.example/x", "///evil.example": "///evil.example", "/\\evil.example": "/%5Cevil.example",
		".evil.example": "/", "@evil.example": "/", "evil:.evil.example": "/", "*": "/", "": "/loans", "/%zz": "/",
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/loans", nil)
		r.RequestURI = target
		w := httptest.NewRecorder()
		a.session.Require(http.NotFoundHandler()).ServeHTTP(w, r)
		if got := toSignIn(t, w.Result()).Get("return_to"); got != ownOrigin+back {
			t.Errorf("%q leads back to %q, want %q", target, got, ownOrigin+back)
		}
	}
}

func TestSessionMiddlewareAsksForASecondFactor(t *testing.T) {
	t.Parallel()
	a := newApplication(t)
	a.kratos.on("GET /sessions/whoami", recorded(t, 403, "error-whoami-aal2-required"))
	for _, next := range []string{browserURL, "https://evil.example"} {
		a.kratos.on("GET /sessions/whoami", recorded(t, 403, "error-whoami-aal2-required").replaced(t, browserURL, next))
		only(t, toSignIn(t, a.ask(t, http.MethodGet, "/loans?q=1")), "aal", "aal2", "return_to", ownOrigin+"/loans?q=1")
	}
}

func TestSessionMiddlewareBeginsNothingForAPrefetch(t *testing.T) {
	t.Parallel()
	a := newApplication(t)
	for _, header := range [][]string{{"Sec-Purpose", "prefetch;prerender"}, {"Purpose", "prefetch"}, {"X-Moz", "prefetch"}} {
		for status, name := range map[int]string{401: "error-whoami-no-session", 403: "error-whoami-aal2-required"} {
			a.kratos.on("GET /sessions/whoami", recorded(t, status, name))
			w := a.ask(t, http.MethodGet, "/loans", header...)
			if w.StatusCode != http.StatusServiceUnavailable || w.Header.Get("Location") != "" || w.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("%v: %d %v", header, w.StatusCode, w.Header)
			}
		}
		a.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal1"))
		if w := a.ask(t, http.MethodGet, "/loans", header...); w.StatusCode != http.StatusOK {
			t.Errorf("%v of a member: %d", header, w.StatusCode)
		}
	}
	if a.failure != nil {
		t.Errorf("nothing failed, but the application was given %v", a.failure)
	}
}

func TestSessionMiddlewareWithoutKratos(t *testing.T) {
	t.Parallel()
	a := newApplication(t)
	for name, answer := range map[string]reply{
		"an error": {status: 500}, "too many": {status: 429}, "a refusal": {status: 403, body: []byte(`{"error":{"id":"other"}}`)}, "garbage": {body: []byte("x")},
	} {
		a.kratos.on("GET /sessions/whoami", answer)
		a.failure = nil
		w := a.ask(t, http.MethodGet, "/loans")
		var failed *kratos.Error
		if w.StatusCode != http.StatusServiceUnavailable || !errors.As(a.failure, &failed) {
			t.Errorf("with %s: %d and the error %v", name, w.StatusCode, a.failure)
		}
	}
	a.kratos.Close()
	if w := a.ask(t, http.MethodGet, "/public"); w.StatusCode != http.StatusOK {
		t.Errorf("a page for all: %d", w.StatusCode)
	}
	plain, err := handlers.NewSessionMiddleware(handlers.SessionOptions{Kratos: aKratos(t), PublicURL: ownOrigin})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	plain.Require(http.NotFoundHandler()).ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("without a handler for it: %d %v", w.Code, w.Header())
	}
}

func TestSessionMiddlewareRefuses(t *testing.T) {
	t.Parallel()
	if _, err := handlers.NewSessionMiddleware(handlers.SessionOptions{PublicURL: ownOrigin}); err == nil || !strings.Contains(err.Error(), "SessionOptions.Kratos is required") {
		t.Errorf("without Kratos: %v", err)
	}
	for _, bad := range []string{"", "/account", "www.example.org", "ftp://www.example.org", "https://a@www.example.org"} {
		_, err := handlers.NewSessionMiddleware(handlers.SessionOptions{Kratos: aKratos(t), PublicURL: bad})
		if err == nil || !strings.Contains(err.Error(), "SessionOptions.PublicURL") {
			t.Errorf("PublicURL %q: %v", bad, err)
		}
	}
	if _, err := handlers.SessionFrom(t.Context()); err == nil || !strings.Contains(err.Error(), "Provide") {
		t.Errorf("outside of the middleware: %v", err)
	}
}
