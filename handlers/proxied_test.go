package handlers_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
)

// What proxies write into X-Forwarded-Proto when there are several of them.
func TestForwardedSchemeOfSeveralProxies(t *testing.T) {
	t.Parallel()
	s := newSite(t, behindProxy)
	for _, c := range []struct {
		lines []string
		tls   bool
	}{
		{[]string{"https"}, true},
		{[]string{"HTTPS"}, true},
		{[]string{"https,http"}, true},
		{[]string{"https, http"}, true},
		{[]string{" https , https"}, true},
		{[]string{"https", "http"}, true},
		{[]string{"http"}, false},
		{[]string{"http,https"}, false},
		{[]string{"http", "https"}, false},
		{[]string{""}, false},
		{[]string{",https"}, false},
		{[]string{"httpsx"}, false},
		{nil, false},
	} {
		r := httptest.NewRequest(http.MethodGet, "/health/alive", nil)
		r.RemoteAddr = "10.0.0.1:5"
		r.Header["X-Forwarded-Proto"] = c.lines
		w := httptest.NewRecorder()
		s.Config.Handler.ServeHTTP(w, r)
		if got := w.Header().Get("Strict-Transport-Security") != ""; got != c.tls {
			t.Errorf("%q counts as TLS: %v, want %v", c.lines, got, c.tls)
		}
	}
}

// Addresses as proxies write them: with ports, brackets, blanks, and words where they know none.
func TestForwardedAddresses(t *testing.T) {
	t.Parallel()
	s := newSite(t, behindProxy, func(c *setup) { c.TrustedProxies = append(c.TrustedProxies, netip.MustParsePrefix("fd00::/8")) })
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{[]string{"203.0.113.7"}, "203.0.113.7"},
		{[]string{"203.0.113.7:51234"}, "203.0.113.7"},
		{[]string{"[2001:db8::1]:443"}, "2001:db8::1"},
		{[]string{"[2001:db8::1]"}, "2001:db8::1"},
		{[]string{"2001:DB8:0::1"}, "2001:db8::1"},
		{[]string{"::ffff:203.0.113.7"}, "203.0.113.7"},
		{[]string{"fe80::1%eth0"}, "fe80::1"},
		{[]string{"198.51.100.1, 203.0.113.7:51234, 10.1.1.1:80, [fd00::1]:443"}, "203.0.113.7"},
		{[]string{"198.51.100.1", "203.0.113.7:1", "10.1.1.1"}, "203.0.113.7"},
		{[]string{" , 203.0.113.7 ,, 10.1.1.1 ,"}, "203.0.113.7"},
		{[]string{"198.51.100.1, unknown, 10.1.1.1"}, "10.1.1.1"},
		{[]string{"198.51.100.1, _hidden"}, "127.0.0.1"},
		{[]string{"198.51.100.1, 203.0.113.7:x"}, "127.0.0.1"},
		{[]string{"10.1.1.2, 10.1.1.1"}, "10.1.1.2"},
		{[]string{""}, "127.0.0.1"},
		{nil, "127.0.0.1"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/sessions", nil)
		r.RemoteAddr = "127.0.0.1:5"
		r.Header["X-Forwarded-For"] = c.lines
		s.Config.Handler.ServeHTTP(httptest.NewRecorder(), r)
		calls := s.kratos.got("GET /sessions/whoami")
		if got := calls[len(calls)-1].header.Get("X-Forwarded-For"); got != c.want {
			t.Errorf("%q: Kratos is told the visitor is %q, want %q", c.lines, got, c.want)
		}
	}
}

// A post from our own page is ours though a proxy changed the host, or left out a port; old browsers say no more than Origin.
func TestPostsThroughAProxyThatRewritesTheHost(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		publicURL, host, origin string
		ours                    bool
	}{
		{"https://id.example.org", "id.example.org", "https://id.example.org", true},
		{"https://id.example.org", "thyra:3000", "https://id.example.org", true},
		{"https://id.example.org:8443", "id.example.org", "https://id.example.org:8443", true},
		{"https://id.example.org", "ID.Example.org:443", "https://id.example.org", true},
		{"HTTPS://ID.Example.org:443/", "thyra:3000", "https://id.example.org", true},
		{"http://id.example.org:80", "thyra:3000", "http://id.example.org", true},
		{"", "ID.Example.org:80", "http://id.example.org", true},
		{"", "id.example.org.", "http://id.example.org", true},

		{"https://id.example.org", "thyra:3000", "https://evil.example", false},
		{"https://id.example.org", "thyra:3000", "http://id.example.org", false},
		{"https://id.example.org", "thyra:3000", "https://id.example.org:8443", false},
		{"https://id.example.org", "thyra:3000", "https://id.example.org.evil.example", false},
		{"https://id.example.org", "thyra:3000", "null", false},
		{"", "thyra:3000", "http://id.example.org", false},
	} {
		s := newSite(t, func(o *setup) { o.PublicURL = c.publicURL })
		s.signedIn(t)
		r := httptest.NewRequest(http.MethodPost, "/sessions/revoke-others", nil)
		r.Host = c.host
		r.Header.Set("Origin", c.origin)
		w := httptest.NewRecorder()
		s.Config.Handler.ServeHTTP(w, r)
		if got := w.Code != http.StatusForbidden; got != c.ours {
			t.Errorf("PUBLIC_URL %q, Host %s, Origin %s: accepted %v, want %v", c.publicURL, c.host, c.origin, got, c.ours)
		}
	}
}

// Browsers send ; and a lone % as they were typed.
func TestQueriesAreReadAsBrowsersDo(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	for _, raw := range []string{
		"https://shop.example/;jsessionid=1", "https://shop.example/a;b;c?d=e;f", "https://shop.example/?off=100%", "https://shop.example/%zz%4", "https://shop.example/%%%;%",
	} {
		for _, p := range flowPages {
			if p.kind == "settings" {
				continue
			}
			only(t, s.get(t, "/"+p.kind+"?return_to="+raw).starts(browserURL+"/self-service/"+p.kind+"/browser"), "return_to", raw)
		}
	}
	// Ways back of ours keep it too.
	back, err := url.Parse(s.get(t, "/settings?return_to=https://shop.example/;jsessionid=1").leads(browserURL + "/self-service/login/browser").Get("return_to"))
	if err != nil || back.Query().Get("return_to") != "https://shop.example/;jsessionid=1" {
		t.Errorf("the way back is %s (%v)", back, err)
	}
	// An escape stays one, and one parameter stays one.
	only(t, s.get(t, "/login?return_to=%2Fa%3Bb%25&aal=aal2;refresh=true").leads(browserURL+"/self-service/login/browser"), "return_to", "/a;b%", "aal", "aal2;refresh=true")
}

// An address of ours in capitals or with its usual port is the same.
func TestPublicURLAsOperatorsWriteIt(t *testing.T) {
	t.Parallel()
	for _, written := range []string{"HTTPS://ID.Example.org", "https://id.example.org:443/", "https://id.example.org."} {
		s := newSite(t, func(c *setup) { c.PublicURL = written })
		s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
		only(t, s.get(t, "/sessions").leads(browserURL+"/self-service/login/browser"), "return_to", "https://id.example.org/sessions")
		s.kratos.on(fetchPath("recovery"), reply{status: 422, body: []byte(`{"error":{"id":"browser_location_change_required"},"redirect_browser_to":"https://id.example.org/settings"}`)})
		s.get(t, "/recovery?flow="+flowID).leads("https://id.example.org/settings")
	}
}

// So is Kratos's.
func TestKratosURLAsOperatorsWriteIt(t *testing.T) {
	t.Parallel()
	for _, written := range []string{"HTTP://127.0.0.1:14433", strings.ToUpper(browserURL) + "/"} {
		s := newSite(t, func(c *setup) { c.kratos.BrowserURL = written })
		s.kratos.on(fetchPath("settings"), recorded(t, 403, "error-settings-after-recovery-aal2-required"))
		query := s.get(t, "/settings?flow="+flowID).leads(browserURL + "/self-service/login/browser")
		if got := query.Get("return_to"); got != "http://127.0.0.1:4455/settings?flow=908e6644-0e6e-445f-9128-7db9454de69b" {
			t.Errorf("%s: where Kratos sends the browser is not followed: %v", written, query)
		}
		s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
		if src := s.get(t, "/login?flow="+flowID).has("node/script/webauthn_script").AttrOr("src", ""); !strings.HasPrefix(src, "/.well-known/") {
			t.Errorf("%s: Kratos's script is loaded from %s", written, src)
		}
	}
}
