package handlers_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

// behindProxy trusts the addresses that tests call from.
func behindProxy(c *setup) {
	c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128"), netip.MustParsePrefix("10.0.0.0/8")}
}

const (
	strangersTrace  = "4bf92f3577b34da6a3ce929d0e0e4736"
	strangersParent = "00-" + strangersTrace + "-00f067aa0ba902b7-01"
)

// What a stranger writes into forwarding headers counts for nothing; what a proxy of ours writes does.
func TestTrustedProxies(t *testing.T) {
	t.Parallel()
	headers := []string{
		"X-Forwarded-For", "203.0.113.9, 198.51.100.7, 10.1.1.1", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil.example",
		"X-Real-Ip", "203.0.113.9", "Forwarded", "for=203.0.113.9;proto=https", "Traceparent", strangersParent,
	}
	for _, c := range []struct {
		name             string
		options          []func(*setup)
		scheme, clientIP string
		trusted          bool
	}{
		{"nobody is trusted", nil, "http", "127.0.0.1", false},
		{"the proxy is trusted", []func(*setup){behindProxy}, "https", "198.51.100.7", true},
		{"another proxy is trusted", []func(*setup){func(c *setup) {
			c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}
		}}, "http", "127.0.0.1", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, c.options...)
			s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
			a := s.get(t, "/sessions", headers...)
			host := strings.TrimPrefix(s.URL, "http://")
			only(t, a.leads(browserURL+"/self-service/login/browser"), "return_to", c.scheme+"://"+host+"/sessions")
			hsts := map[string]string{"https": "max-age=31536000"}[c.scheme]
			if got := a.Header.Get("Strict-Transport-Security"); got != hsts {
				t.Errorf("Strict-Transport-Security is %q by %s, want %q", got, c.scheme, hsts)
			}
			call := s.kratos.one(t, "GET /sessions/whoami")
			if got := strings.Join(call.header.Values("X-Forwarded-For"), ", "); got != c.clientIP {
				t.Errorf("Kratos is told the visitor is %q, want %q", got, c.clientIP)
			}
			if got := strings.Contains(call.header.Get("Traceparent"), strangersTrace); got != c.trusted {
				t.Errorf("Kratos got the traceparent %q", call.header.Get("Traceparent"))
			}
			for _, name := range []string{"Forwarded", "X-Real-Ip", "X-Forwarded-Host"} {
				if got := call.header.Get(name); got != "" {
					t.Errorf("Kratos got %s: %s", name, got)
				}
			}
			if log := s.logged(); strings.Contains(log, "203.0.113.9") || strings.Contains(log, "198.51.100.7") {
				t.Error("the visitor's address is in the log")
			}
		})
	}
}

// A proxy counts because it is listed, wherever its address lies.
func TestTrustedProxyAnywhere(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *setup) {
		c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("2001:db8::/32")}
	})
	for peer, trusted := range map[string]bool{
		"203.0.113.9:5": true, "[::ffff:203.0.113.9]:5": true, "[2001:db8::1]:5": true,
		"198.51.100.7:5": false, "127.0.0.1:5": false, "10.0.0.1:5": false, "[::1]:5": false, "@": false, "": false,
	} {
		r := httptest.NewRequest(http.MethodGet, "/health/alive", nil)
		r.RemoteAddr = peer
		r.Header.Set("X-Forwarded-Proto", "https")
		w := httptest.NewRecorder()
		s.Config.Handler.ServeHTTP(w, r)
		if got := w.Header().Get("Strict-Transport-Security") != ""; got != trusted {
			t.Errorf("%q is believed that the visitor came by TLS: %v, want %v", peer, got, trusted)
		}
	}
}

// Addresses on private networks are no exception: only those that are listed are passed over.
func TestTheVisitorIsTheLastAddressNotListed(t *testing.T) {
	t.Parallel()
	s := newSite(t, behindProxy)
	for forwarded, want := range map[string]string{
		"203.0.113.9, 192.168.1.5, 10.1.1.1": "192.168.1.5", "203.0.113.9, 169.254.1.1": "169.254.1.1", "10.1.1.1, 198.51.100.7": "198.51.100.7",
	} {
		s.get(t, "/sessions", "X-Forwarded-For", forwarded)
		calls := s.kratos.got("GET /sessions/whoami")
		if got := calls[len(calls)-1].header.Get("X-Forwarded-For"); got != want {
			t.Errorf("%q: Kratos is told the visitor is %q, want %q", forwarded, got, want)
		}
	}
}

// A scheme is one of two, whatever a proxy passes on.
func TestForwardedSchemeIsNoText(t *testing.T) {
	t.Parallel()
	s := newSite(t, behindProxy)
	s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	a := s.get(t, "/sessions", "X-Forwarded-Proto", "javascript").want(http.StatusSeeOther)
	only(t, a.leads(browserURL+"/self-service/login/browser"), "return_to", s.URL+"/sessions")
}
