package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

// navigating is what a browser sends when it goes to a page.
var navigating = []string{"Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}

const csrfLine = "csrf_token_1=new; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax"

// beginning is a Kratos that begins flows of all kinds, at the host that the pages are at, with these cookies.
func beginning(t *testing.T, s *site, cookies ...string) {
	t.Helper()
	for kind, recording := range map[string]string{
		"login": "login-initial", "registration": "registration-onestep", "recovery": "recovery-initial", "verification": "verification-initial",
	} {
		r := recorded(t, 200, recording)
		r.header = http.Header{"Set-Cookie": cookies}
		s.kratos.on("GET /self-service/"+kind+"/browser", r)
	}
}

// sameHost has Kratos and the pages on one host, as the recordings have it: ports don't matter to cookies.
func sameHost(c *setup) { c.PublicURL = "http://127.0.0.1:14455" }

func TestFlowsBeginInOneRoundTrip(t *testing.T) {
	t.Parallel()
	s := newSite(t, sameHost)
	beginning(t, s, csrfLine, "ory_kratos_session=old; Path=/; Max-Age=0", "other=x; Path=/")
	for _, kind := range []kratos.Kind{kratos.Login, kratos.Registration, kratos.Recovery, kratos.Verification} {
		path := "/" + string(kind)
		a := s.get(t, path+"?return_to=https%3A%2F%2Fshop.example%2F&lang=de", append(navigating, "Cookie", "a=b", "User-Agent", "Browser/1")...).want(http.StatusOK)
		calls := s.kratos.got("GET /self-service/" + string(kind) + "/browser")
		if len(calls) != 1 {
			t.Fatalf("%s: %d flows were begun", path, len(calls))
		}
		h := calls[0].header
		if calls[0].query.Get("return_to") != "https://shop.example/" || h.Get("Cookie") != "a=b" || h.Get("User-Agent") != "Browser/1" ||
			h.Get("X-Forwarded-For") == "" || h.Get("X-Forwarded-Host") != strings.TrimPrefix(browserURL, "http://") || h.Get("X-Forwarded-Proto") != "http" {
			t.Errorf("%s: Kratos is asked %v with %v", path, calls[0].query, h)
		}
		var passed []string
		for _, line := range a.Header.Values("Set-Cookie") {
			if !strings.HasPrefix(line, "thyra_") {
				passed = append(passed, line)
			}
		}
		if len(passed) != 1 || passed[0] != csrfLine {
			t.Errorf("%s: Kratos's cookies that are passed on are %q", path, passed)
		}
		action, err := url.Parse(a.doc.Find("main form").First().AttrOr("action", ""))
		if err != nil || action.Query().Get("flow") == "" {
			t.Fatalf("%s: the form posts to %s, %v", path, action, err)
		}
		// The address of the flow, for the script and for another language.
		own := path + "?flow=" + action.Query().Get("flow")
		if got := a.doc.Find("main").AttrOr("data-flow-address", ""); got != own {
			t.Errorf("%s: the page's own address is %q, want %s", path, got, own)
		}
		if got := a.doc.Find(picker).Find("a").AttrOr("href", ""); got != own+"&languages=all#language-list" {
			t.Errorf("%s: the languages are at %s", path, got)
		}
	}
}

// Whatever keeps Kratos's cookies from arriving, the browser goes to Kratos itself, and soon without a flow begun in vain.
func TestFlowsBeginAtKratosWhereCookiesWouldNotArrive(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ origin, cookie string }{
		"another host":           {"http://id.example.org", csrfLine},
		"a domain beside ours":   {"http://id.example.org", csrfLine + "; Domain=example.com"},
		"a host that ends alike": {"http://evil127.0.0.1", csrfLine + "; Domain=127.0.0.1"},
		"only with TLS":          {"http://127.0.0.1", csrfLine + "; Secure"},
		"a path of Kratos's":     {"http://127.0.0.1", strings.Replace(csrfLine, "Path=/;", "Path=/self-service;", 1)},
		"for each site anew":     {"https://127.0.0.1", csrfLine + "; Secure; Partitioned"},
		"none":                   {"http://127.0.0.1", "other=x; Path=/"},
	} {
		s := newSite(t, func(o *setup) { o.PublicURL = c.origin })
		beginning(t, s, c.cookie)
		for range 3 {
			a := s.get(t, "/login?return_to=x", navigating...).want(http.StatusSeeOther)
			if to := a.Header.Get("Location"); to != browserURL+"/self-service/login/browser?return_to=x" || len(a.Header.Values("Set-Cookie")) > 0 {
				t.Errorf("%s: the way leads to %s with %q", name, to, a.Header.Values("Set-Cookie"))
			}
		}
		if n := len(s.kratos.got("GET /self-service/login/browser")); n != 1 {
			t.Errorf("%s: %d flows were begun in vain", name, n)
		}
	}
	// A domain that covers both is enough, and so is a cookie that the browser has already.
	s := newSite(t, func(o *setup) {
		o.PublicURL, o.kratos.BrowserURL = "https://id.example.org", "https://auth.example.org"
	})
	r := recorded(t, 200, "login-initial")
	r.body = []byte(strings.ReplaceAll(string(r.body), browserURL, "https://auth.example.org"))
	r.header = http.Header{"Set-Cookie": {csrfLine + "; Secure; Domain=example.org"}}
	s.kratos.on("GET /self-service/login/browser", r)
	s.get(t, "/login", navigating...).want(http.StatusOK)
	r.header = nil
	s.kratos.on("GET /self-service/login/browser", r)
	s.get(t, "/login", append(navigating, "Cookie", "csrf_token_1=old")...).want(http.StatusOK)
}

// What is no browser that goes to a page begins nothing here, and neither does one for an operator who does not want it.
func TestWhoBeginsNoFlowHere(t *testing.T) {
	t.Parallel()
	s := newSite(t, sameHost)
	beginning(t, s, csrfLine)
	for name, headers := range map[string][]string{
		"a program": nil, "a script": {"Sec-Fetch-Mode", "cors"}, "a prefetch": append(navigating, "Sec-Purpose", "prefetch"),
		"a prerendering": append(navigating, "Sec-Purpose", "prefetch;prerender"),
	} {
		if a := s.get(t, "/login", headers...); a.StatusCode == http.StatusOK {
			t.Errorf("%s gets a form", name)
		}
	}
	s.do(t, http.MethodHead, "/login", "", navigating...).want(http.StatusSeeOther)
	if n := len(s.kratos.got("GET /self-service/login/browser")); n > 0 {
		t.Errorf("%d flows were begun", n)
	}
	off := newSite(t, sameHost, func(c *setup) { c.DisableBeginHere = true })
	beginning(t, off, csrfLine)
	off.get(t, "/login", navigating...).want(http.StatusSeeOther)
}

// Kratos answers an application's question at once for who is signed in, and would answer it twice if it were asked twice.
func TestQuestionsOfApplicationsAreKratosAlone(t *testing.T) {
	t.Parallel()
	s := newSite(t, sameHost)
	beginning(t, s, csrfLine)
	for _, path := range []string{"/login", "/registration"} {
		s.get(t, path+"?login_challenge=x", navigating...).want(http.StatusSeeOther)
	}
	if calls := s.kratos.got(""); len(calls) > 0 {
		t.Errorf("Kratos is asked %d times", len(calls))
	}
}

// Kratos tells browsers itself what it does not tell us; when it does not answer, the page says so.
func TestWhatKratosSaysInPlaceOfAFlow(t *testing.T) {
	t.Parallel()
	s := newSite(t, sameHost)
	for name, status := range map[string]int{"error-already-logged-in": 400, "error-csrf-flow-error": 403} {
		s.kratos.on("GET /self-service/login/browser", recorded(t, status, name))
		a := s.get(t, "/login", navigating...).want(http.StatusSeeOther)
		if to := a.Header.Get("Location"); to != browserURL+"/self-service/login/browser" {
			t.Errorf("%s: the way leads to %s", name, to)
		}
	}
	s.kratos.on("GET /self-service/login/browser", failing(500))
	s.get(t, "/login", navigating...).want(http.StatusBadGateway)
}

// Who has no session is led to our own page, which begins the flow, once cookies are known to arrive.
func TestSignInForAPageBeginsHere(t *testing.T) {
	t.Parallel()
	s := newSite(t, sameHost)
	beginning(t, s, csrfLine)
	s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	to := func() string {
		return s.get(t, "/sessions", navigating...).want(http.StatusSeeOther).Header.Get("Location")
	}
	if got := to(); !strings.HasPrefix(got, browserURL+"/self-service/login/browser?") {
		t.Errorf("before anything is known the way leads to %s", got)
	}
	s.get(t, "/login", navigating...).want(http.StatusOK)
	if got := to(); !strings.HasPrefix(got, "/login?return_to=") {
		t.Errorf("the way leads to %s", got)
	}
}
