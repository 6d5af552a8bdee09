package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// hiddenIdentifiers makes the identifiers of a flow what Kratos keeps hidden, each in its group.
func hiddenIdentifiers(f map[string]any, groupsAndValues ...string) {
	ui := f["ui"].(map[string]any)
	nodes := []any{}
	for i := 0; i < len(groupsAndValues); i += 2 {
		nodes = append(nodes, map[string]any{
			"type": "input", "group": groupsAndValues[i], "messages": []any{}, "meta": map[string]any{},
			"attributes": map[string]any{"node_type": "input", "name": "identifier", "type": "hidden", "value": groupsAndValues[i+1]},
		})
	}
	for _, n := range ui["nodes"].([]any) {
		if name := n.(map[string]any)["attributes"].(map[string]any)["name"]; name != "identifier" {
			nodes = append(nodes, n)
		}
	}
	ui["nodes"] = nodes
}

// Who confirms that it's them, or proves a second factor, sees whose account it is, if an application waits or not.
func TestConfirmationNamesTheAccount(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fixture string
		hidden  []string
		whoami  reply
		want    string
	}{
		"hidden":                    {"login-oauth2-refresh", []string{"default", "olly@example.com"}, reply{status: 500}, "olly@example.com"},
		"hidden, no application":    {"login-refresh-with-keys", nil, reply{status: 500}, "key@example.com"},
		"after a code, to a phone":  {"login-oauth2-refresh", []string{"default", "ref@example.com", "code", "+4915112345678", "code", "ref@example.com"}, reply{status: 500}, "ref@example.com"},
		"one of several addresses":  {"login-aal2", []string{"code", "a@example.com", "code", "b@example.com"}, reply{status: 500}, ""},
		"second factor, by key":     {"login-aal2-webauthn", nil, reply{status: 500}, "key@example.com"},
		"second factor":             {"login-aal2", nil, recorded(t, 403, "error-whoami-aal2-required"), ""},
		"second factor, not needed": {"login-aal2", nil, recorded(t, 200, "session-whoami-aal1"), "ann@example.com"},
		"in the field":              {"login-oauth2-refresh", nil, recorded(t, 200, "session-whoami-aal1"), ""},
		"no trace of the session":   {"login-refresh", []string{}, recorded(t, 401, "error-whoami-no-session"), ""},
		"only a provider":           {"login-refresh", []string{}, recorded(t, 200, "session-whoami-aal1"), "ann@example.com"},
		"signs that are not shown":  {"login-refresh", []string{"default", "a\u202e@b\u0000\n"}, reply{status: 500}, "a@b"},
	} {
		for _, challenge := range []string{"", "c/1+2"} {
			s := newSite(t)
			s.kratos.on("GET /sessions/whoami", c.whoami)
			s.kratos.on(fetchPath("login"), edited(t, c.fixture, func(f map[string]any) {
				f["oauth2_login_challenge"] = challenge
				if c.hidden != nil {
					hiddenIdentifiers(f, c.hidden...)
				}
			}))
			a := s.get(t, "/login?flow="+flowID).want(http.StatusOK)
			a.has("logout-link")
			a.lacks("change-account")
			if got := strings.TrimSpace(a.doc.Find(".account-name").Text()); got != c.want {
				t.Errorf("%s, challenge %q: the page is for %q, want %q", name, challenge, got, c.want)
			}
		}
	}
}

// Another person signs out and in again at the same application: neither sign-out nor a session that ended meanwhile forgets it.
func TestSignOutKeepsTheApplication(t *testing.T) {
	t.Parallel()
	const challenge = "c/1+2&x=\"3\""
	for _, fixture := range []string{"login-oauth2-refresh", "login-oauth2-with-session", "login-aal2", "login-refresh-with-keys"} {
		for _, waiting := range []bool{true, false} {
			s := newSite(t)
			again := s.URL + "/login?" + url.Values{"login_challenge": {challenge}}.Encode()
			s.kratos.on(fetchPath("login"), edited(t, fixture, func(f map[string]any) {
				delete(f, "oauth2_login_challenge")
				if waiting {
					f["oauth2_login_challenge"] = challenge
				}
			}))
			form := s.get(t, "/login?flow="+flowID).want(http.StatusOK).has("logout-link").Closest("form")
			returnTo, ok := form.Find("[name=return_to]").Attr("value")
			if ok != waiting || waiting && returnTo != again {
				t.Fatalf("%s: sign-out leads back to %q (%v), want %q (%v)", fixture, returnTo, ok, again, waiting)
			}
			if !waiting {
				continue
			}
			s.kratos.on(logoutPath, recorded(t, 200, "logout-flow"))
			s.post(t, "/logout", url.Values{"return_to": {returnTo}}).leads(browserURL + "/self-service/logout")
			only(t, s.kratos.one(t, logoutPath).query, "return_to", again)
			s.kratos.on(logoutPath, recorded(t, 401, "error-logout-no-session"))
			only(t, s.post(t, "/logout", url.Values{"return_to": {returnTo}}).leads("/login"), "login_challenge", challenge)
			only(t, s.get(t, "/logout?return_to="+url.QueryEscape(returnTo), "Sec-Fetch-Site", "same-origin").leads("/login"), "login_challenge", challenge)
		}
	}
}

// A visitor who is asked first goes on to the same address as one who is not, if Kratos lets them.
func TestLogoutQuestionKeepsTheWayBack(t *testing.T) {
	t.Parallel()
	for returnTo, c := range map[string]struct {
		kept   bool
		source string
	}{
		"https://shop.example/x?y=1": {true, "https://shop.example"},
		"https://a;script-src/":      {true, ""},
		"":                           {},
		"javascript:alert(1)":        {},
		"//evil.example":             {},
	} {
		s := newSite(t, func(c *setup) { c.FormActions = []string{"https://accounts.example"} })
		a := s.get(t, "/logout?return_to="+url.QueryEscape(returnTo), "Sec-Fetch-Site", "cross-site").want(http.StatusOK)
		value, kept := a.has("logout-card").Find("form [name=return_to]").Attr("value")
		if kept != c.kept || kept && value != returnTo {
			t.Errorf("%q: the form leads back to %q (%v)", returnTo, value, kept)
		}
		want := strings.TrimSpace("'self' " + browserURL + " https://accounts.example " + c.source)
		if got := strings.Join(a.directive("form-action"), " "); got != want {
			t.Errorf("%q: forms may end at %q, want %q", returnTo, got, want)
		}
	}
}

// Who has no session is led to our own sign-in and nowhere else, whatever address a form holds.
func TestLogoutWithoutASessionLeadsNowhereElse(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(logoutPath, recorded(t, 401, "error-logout-no-session"))
	for _, evil := range []string{
		"https://evil.example/login?login_challenge=x", "//evil.example/login?login_challenge=x", s.URL + "@evil.example/login?login_challenge=x",
		s.URL + ".evil.example/login?login_challenge=x", s.URL + "/settings?login_challenge=x", s.URL + "/login", "javascript:alert(1)", "%zz", "/login?login_challenge=x",
	} {
		only(t, s.post(t, "/logout", url.Values{"return_to": {evil}}).leads("/login"))
	}
}
