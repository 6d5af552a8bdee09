package handlers_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

func TestSessions(t *testing.T) {
	t.Parallel()
	for _, version := range versions {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.kratos.on("GET /sessions/whoami", recordedBy(t, version, 200, "session-whoami-aal2"))
			s.kratos.on("GET /sessions", recordedBy(t, version, 200, "sessions-list").with("Link",
				`</sessions?page_token=a&page_size=20>; rel="first"`, `<`+browserURL+`/sessions?page_size=20&page_token=b%26%3D>; rel="next"`))
			a := s.get(t, "/sessions", "Cookie", secretCookie).want(http.StatusOK)
			page := a.has("session-content")
			current := a.has("current-session")
			if current.Find("form").Length() != 0 {
				t.Error("offers to revoke the session in use, which Kratos refuses")
			}
			if others := page.Find("[data-testid=revoke-session]"); others.Length() != 1 || others.AttrOr("value", "") == "" {
				t.Errorf("%d buttons to revoke another session, want 1 with its id", others.Length())
			}
			next, err := url.Parse(a.has("sessions-next").AttrOr("href", ""))
			if err != nil || next.Path != "/sessions" {
				t.Fatalf("next page is %v (%v)", next, err)
			}
			only(t, next.Query(), "page_token", "b&=")
			a.has("revoke-others")
			private(t, a)

			s.get(t, next.String()).want(http.StatusOK)
			calls := s.kratos.got("GET /sessions")
			if got := calls[1].query.Get("page_token"); got != "b&=" {
				t.Errorf("Kratos got page token %q", got)
			}
			if got := calls[0].header.Get("Cookie"); got != secretCookie {
				t.Errorf("Kratos got the cookies %q", got)
			}
		})
	}
}

func TestOnlyThisSession(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal1"))
	s.kratos.on("GET /sessions", reply{body: []byte("[]")}.with("Link", `</sessions?page_token=a>; rel="first"`))
	a := s.get(t, "/sessions").want(http.StatusOK)
	a.has("no-other-sessions")
	a.lacks("revoke-others")
	a.lacks("sessions-next")
}

// What a device says about itself is text, and a session may come without any.
func TestSessionsShowDevicesAsText(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on("GET /sessions/whoami", reply{body: []byte(`{"id":"1"}`)})
	s.kratos.on("GET /sessions", reply{body: []byte(`[{"id":"2","devices":[{"id":"3","ip_address":"<i>1</i>","user_agent":"<script>x</script>","location":"<b>l</b>"}],
		"authentication_methods":[{"method":"new_method","provider":"<u>p</u>"}]}]`)})
	page := s.get(t, "/sessions").want(http.StatusOK).has("session-content")
	if found := page.Find("i, script, b, u"); found.Length() != 0 {
		t.Errorf("markup of a device on the page: %v", found.Map(func(_ int, e *goquery.Selection) string { return goquery.NodeName(e) }))
	}
}

func TestRevoke(t *testing.T) {
	t.Parallel()
	const one = "DELETE /sessions/" + flowID
	for _, c := range []struct {
		name, path, call string
		answer           func(t *testing.T) reply
		notice           string
	}{
		{"one", "/sessions/revoke", one, func(*testing.T) reply { return reply{status: 204} }, "session_revoked"},
		{"others", "/sessions/revoke-others", "DELETE /sessions", func(t *testing.T) reply { return recorded(t, 200, "sessions-revoke-others") }, "sessions_revoked"},
		{"one without session", "/sessions/revoke", one, func(t *testing.T) reply { return recorded(t, 401, "error-whoami-no-session") }, ""},
		{"others without session", "/sessions/revoke-others", "DELETE /sessions", func(t *testing.T) reply { return recorded(t, 401, "error-whoami-no-session") }, ""},
		{"one without second factor", "/sessions/revoke", one, func(t *testing.T) reply { return recorded(t, 403, "error-whoami-aal2-required") }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.signedIn(t)
			s.kratos.on(c.call, c.answer(t))
			a := s.post(t, c.path, url.Values{"id": {flowID}}, "Cookie", secretCookie)
			only(t, a.leads("/sessions"))
			if got := s.kratos.one(t, c.call).header.Get("Cookie"); got != secretCookie {
				t.Errorf("Kratos got the cookies %q", got)
			}
			notice := a.cookie("thyra_notice")
			if c.notice == "" {
				if notice != nil {
					t.Errorf("claims %q although nothing was revoked", notice.Value)
				}
				return
			}
			if notice == nil {
				t.Fatal("no notice")
			}
			list := s.get(t, "/sessions", "Cookie", notice.Name+"="+notice.Value)
			list.has("notice/" + c.notice)
			if gone := list.cookie("thyra_notice"); gone == nil || gone.MaxAge >= 0 {
				t.Errorf("the notice would show again: %v", gone)
			}
		})
	}
}

func TestRevokeRefused(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, id := range []string{"", "x", "../identities", flowID + "/x", "%2e%2e", flowID + "?x"} {
		s.post(t, "/sessions/revoke", url.Values{"id": {id}}).want(http.StatusBadRequest).has("error/bad_request")
	}
	if calls := s.kratos.got(""); len(calls) != 0 {
		t.Errorf("Kratos got %v", calls)
	}
	s.kratos.on("DELETE /sessions/"+flowID, recorded(t, 400, "error-revoke-current-session"))
	a := s.post(t, "/sessions/revoke", url.Values{"id": {flowID}}).want(http.StatusBadRequest)
	a.has("error/bad_request")
	s.kratos.on("DELETE /sessions/"+flowID, failing(500))
	a = s.post(t, "/sessions/revoke", url.Values{"id": {flowID}}).want(http.StatusBadGateway)
	a.has("error/unavailable")
	a.lacks("again-link") // a link can't repeat a post
}

func TestPostsFromElsewhere(t *testing.T) {
	t.Parallel()
	s, _ := oauth2Site(t)
	s.signedIn(t)
	form := url.Values{"id": {flowID}, "client": {"x"}}.Encode()
	for _, c := range []struct {
		name    string
		headers []string
		refused bool
	}{
		{"cross-site", []string{"Sec-Fetch-Site", "cross-site"}, true},
		{"same-site is another host", []string{"Sec-Fetch-Site", "same-site"}, true},
		{"cross-site with a forged origin", []string{"Sec-Fetch-Site", "cross-site", "Origin", s.URL}, true},
		{"origin elsewhere", []string{"Origin", "https://evil.example"}, true},
		{"origin null", []string{"Origin", "null"}, true},
		{"same-origin", []string{"Sec-Fetch-Site", "same-origin"}, false},
		{"typed", []string{"Sec-Fetch-Site", "none"}, false},
		{"own origin, old browser", []string{"Origin", s.URL}, false},
		{"no browser", nil, false},
	} {
		for _, path := range []string{"/sessions/revoke", "/sessions/revoke-others", "/applications", "/logout"} {
			before := len(s.kratos.got(""))
			a := s.do(t, http.MethodPost, path, form, append(c.headers, "Content-Type", "application/x-www-form-urlencoded")...)
			reached := len(s.kratos.got("")) > before
			if c.refused {
				a.want(http.StatusForbidden).has("error/forbidden")
			} else if a.StatusCode == http.StatusForbidden {
				t.Errorf("%s: %s refused", c.name, path)
			}
			if reached == c.refused {
				t.Errorf("%s: %s reached Kratos: %v", c.name, path, reached)
			}
		}
	}
}
