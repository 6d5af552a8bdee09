package handlers_test

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/kratos"
)

// What a Kratos that fails may say, and nobody but its operator may read.
const (
	secretReason = "reason-only-for-operators"
	secretFlow   = "deadbeef-1111-4222-8333-444444444444"
	secretCookie = "ory_kratos_session=cookie-of-the-visitor"
)

// nobodyThere puts Kratos where every connection is refused: a port of its own that is closed may be that of another test's
// stub a moment later.
func nobodyThere(c *setup) { c.kratos.PublicURL = "http://127.0.0.1:1" }

func failing(status int) reply {
	return reply{status: status, body: []byte(`{"error":{"id":"new_error","code":` + strconv.Itoa(status) +
		`,"reason":"` + secretReason + `","debug":"` + secretReason + ` ` + secretFlow + `","message":"` + secretReason + `"}}`)}
}

// failures are the ways Kratos can fail to give a usable answer, and the status of our page.
var failures = []struct {
	name   string
	reply  func(t *testing.T) reply
	setup  func(t *testing.T) func(*setup)
	status int
}{
	{"500", func(*testing.T) reply { return failing(500) }, nil, http.StatusBadGateway},
	{"502 of a gateway", func(*testing.T) reply {
		return reply{status: 502, body: []byte("<h1>" + secretReason + "</h1>")}
	}, nil, http.StatusBadGateway},
	{"503", func(*testing.T) reply { return failing(503) }, nil, http.StatusServiceUnavailable},
	{"504 of a gateway", func(*testing.T) reply { return failing(504) }, nil, http.StatusBadGateway},
	{"a redirect to somewhere", func(*testing.T) reply {
		return reply{status: 302}.with("Location", "https://"+secretReason+".example/")
	}, nil, http.StatusBadGateway},
	{"HTML instead of JSON", func(*testing.T) reply {
		return reply{body: []byte("<!DOCTYPE html><h1>" + secretReason + "</h1>")}.with("Content-Type", "text/html")
	}, nil, http.StatusBadGateway},
	{"half a JSON", func(t *testing.T) reply {
		r := recorded(t, 200, "login-initial")
		r.body = r.body[:len(r.body)/2]
		return r
	}, nil, http.StatusBadGateway},
	{"another JSON", func(*testing.T) reply { return reply{body: []byte(`{"reason":"` + secretReason + `"}`)} }, nil, http.StatusBadGateway},
	{"a list", func(*testing.T) reply { return reply{body: []byte(`["` + secretReason + `"]`)} }, nil, http.StatusBadGateway},
	{"over the size limit", func(t *testing.T) reply {
		r := recorded(t, 200, "login-initial")
		r.body = append(r.body, bytes.Repeat([]byte(" "), kratos.MaxBody)...)
		return r
	}, nil, http.StatusBadGateway},
	{"no body", func(*testing.T) reply { return reply{} }, nil, http.StatusBadGateway},
	{"refused connection", nil, func(*testing.T) func(*setup) { return nobodyThere }, http.StatusBadGateway},
	{"no answer in time", func(*testing.T) reply { return reply{hang: true} }, func(*testing.T) func(*setup) {
		return func(c *setup) { c.kratos.Timeout = 50 * time.Millisecond }
	}, http.StatusGatewayTimeout},
	{"no end of the answer in time", func(t *testing.T) reply {
		return reply{hang: true, body: recorded(t, 200, "login-initial").body[:100]}
	}, func(*testing.T) func(*setup) {
		return func(c *setup) { c.kratos.Timeout = 50 * time.Millisecond }
	}, http.StatusGatewayTimeout},
}

func TestKratosFails(t *testing.T) {
	t.Parallel()
	for _, f := range failures {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			var changes []func(*setup)
			if f.setup != nil {
				changes = append(changes, f.setup(t))
			}
			s := newSite(t, changes...)
			paths := []string{"/", "/sessions"}
			for _, p := range flowPages {
				paths = append(paths, "/"+p.kind+"?flow="+secretFlow)
				if f.reply != nil {
					s.kratos.on(fetchPath(p.kind), f.reply(t))
				}
			}
			if f.reply != nil {
				s.kratos.on("GET /sessions/whoami", f.reply(t))
			}
			for _, path := range paths {
				a := s.get(t, path, "Cookie", secretCookie, "Accept-Language", "de").want(f.status)
				unavailable(t, s, a)
			}
			if s.get(t, "/health/alive").StatusCode != http.StatusOK {
				t.Error("the process is not well afterwards")
			}
			keepsSecrets(t, s.logged())
		})
	}
}

// unavailable checks the page for a Kratos that fails: ours, localized, to be tried again, and silent about the cause.
func unavailable(t *testing.T, s *site, a *answer) {
	t.Helper()
	a.has("error/unavailable")
	if a.Header.Get("Retry-After") == "" {
		t.Errorf("%s: no Retry-After", a.Request.URL.Path)
	}
	if lang := a.doc.Find("html").AttrOr("lang", ""); lang != "de" {
		t.Errorf("%s: page in %q, want de", a.Request.URL.Path, lang)
	}
	if href := a.has("again-link").AttrOr("href", ""); href != a.Request.URL.RequestURI() {
		t.Errorf("%s: the way to try again leads to %q", a.Request.URL.Path, href)
	}
	a.has("again-link").Remove() // the one place where the visitor's own flow id belongs
	page, err := a.doc.Html()
	if err != nil {
		t.Fatal(err)
	}
	for _, internal := range []string{s.kratos.URL, strings.TrimPrefix(s.kratos.URL, "http://"), browserURL, "self-service"} {
		if strings.Contains(page, internal) {
			t.Errorf("%s: the page names %q", a.Request.URL.Path, internal)
		}
	}
	keepsSecrets(t, page)
}

func keepsSecrets(t *testing.T, text string) {
	t.Helper()
	for _, secret := range []string{secretReason, secretFlow, "cookie-of-the-visitor", "self-service", "goroutine"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q is in:\n%s", secret, text)
		}
	}
}

func TestRetryAfterOfKratosWins(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("login"), failing(503).with("Retry-After", "77"))
	if got := s.get(t, "/login?flow="+flowID).want(503).Header.Get("Retry-After"); got != "77" {
		t.Errorf("Retry-After is %q, want 77", got)
	}
}

// The whole body counts, so a document of exactly the limit still works.
func TestBodyOfExactlyTheLimit(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	r := recorded(t, 200, "login-initial")
	r.body = append(r.body, bytes.Repeat([]byte(" "), kratos.MaxBody-len(r.body))...)
	s.kratos.on(fetchPath("login"), r)
	s.get(t, "/login?flow="+flowID).want(http.StatusOK).has("login-auth-card")
}

func TestHealth(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.get(t, "/health/alive").want(http.StatusOK)
	s.get(t, "/health/ready").want(http.StatusServiceUnavailable)
	up := newSite(t)
	up.kratos.on("GET /health/ready", reply{body: []byte(`{"status":"ok"}`)})
	up.get(t, "/health/ready").want(http.StatusOK)
}
