package handlers_test

import (
	"net/http"
	"testing"
)

const logoutPath = "GET /self-service/logout/browser"

func TestLogout(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, method string
		headers      []string
		asks         bool
	}{
		{"link of ours", http.MethodGet, []string{"Sec-Fetch-Site", "same-origin"}, false},
		{"typed, or a link in a mail", http.MethodGet, []string{"Sec-Fetch-Site", "none"}, true},
		{"link elsewhere", http.MethodGet, []string{"Sec-Fetch-Site", "cross-site"}, true},
		{"link on a sibling host", http.MethodGet, []string{"Sec-Fetch-Site", "same-site"}, true},
		{"browser that does not say", http.MethodGet, nil, true},
		{"prefetch", http.MethodGet, []string{"Sec-Fetch-Site", "same-origin", "Sec-Purpose", "prefetch"}, true},
		{"prefetch of old", http.MethodGet, []string{"Sec-Fetch-Site", "same-origin", "Purpose", "prefetch"}, true},
		{"prefetch of Firefox's", http.MethodGet, []string{"Sec-Fetch-Site", "same-origin", "X-Moz", "prefetch"}, true},
		{"button", http.MethodPost, []string{"Sec-Fetch-Site", "same-origin"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.kratos.on(logoutPath, recorded(t, 200, "logout-flow").with("Set-Cookie", "csrf_token_1=new"))
			a := s.do(t, c.method, "/logout?return_to=https%3A%2F%2Fshop.example%2F", "", append(c.headers, "Cookie", secretCookie)...)
			if c.asks {
				form := a.want(http.StatusOK).has("logout-card").Find("form")
				if form.AttrOr("method", "") != "post" || form.AttrOr("action", "") != "/logout" {
					t.Error("the page asks without a form to say yes")
				}
				if calls := s.kratos.got(""); len(calls) != 0 {
					t.Errorf("Kratos got %v before the visitor said yes", calls)
				}
				return
			}
			only(t, a.leads(browserURL+"/self-service/logout"), "token", "ory_lo_nBJT4SWzIFMXRf839sdUjIR221EeUumA")
			call := s.kratos.one(t, logoutPath)
			if call.header.Get("Cookie") != secretCookie {
				t.Errorf("Kratos got the cookies %q", call.header.Get("Cookie"))
			}
			only(t, call.query, "return_to", "https://shop.example/")
			if got := a.Header.Values("Set-Cookie"); len(got) != 0 {
				t.Errorf("cookies of Kratos passed on: %q", got)
			}
		})
	}
}

func TestEveryAccountPageHasAWayOut(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	s.signedIn(t)
	hydra.on(listConsents, reply{body: []byte("[]")})
	for _, path := range []string{"/", "/sessions", "/applications", "/settings?flow=" + flowID} {
		form := s.get(t, path).want(http.StatusOK).has("logout-link").Closest("form")
		if form.AttrOr("method", "") != "post" || form.AttrOr("action", "") != "/logout" {
			t.Errorf("%s: the way out is no form that posts to /logout", path)
		}
	}
}

func TestLogoutRefused(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(logoutPath, recorded(t, 401, "error-logout-no-session"))
	only(t, s.post(t, "/logout", nil).leads("/login"))

	s.kratos.on(logoutPath, recorded(t, 400, "error-return-to-forbidden"))
	s.post(t, "/logout?return_to=https://evil.example", nil).want(http.StatusBadRequest).has("error/return_to")

	for _, nonsense := range []string{"", "null", "{}", "<html>", `{"logout_url":7}`} {
		s.kratos.on(logoutPath, reply{body: []byte(nonsense)})
		s.post(t, "/logout", nil).want(http.StatusBadGateway).has("error/unavailable")
	}
}
