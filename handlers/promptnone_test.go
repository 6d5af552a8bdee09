package handlers_test

import (
	"encoding/json"
	"net/http"
	"testing"
)

const rejectLogin = "PUT /admin/oauth2/auth/requests/login/reject"

// loginFor is the recorded sign-in of an application, asked for with a query.
func loginFor(t *testing.T, query string) reply {
	t.Helper()
	return edited(t, "login-oauth2", func(f map[string]any) {
		f["oauth2_login_challenge"] = secretChallenge
		f["oauth2_login_request"].(map[string]any)["request_url"] = "http://127.0.0.1:4444/oauth2/auth?client_id=x" + query
	})
}

// An application that asks with prompt=none wants to hear that nobody is signed in; the visitor must see no page.
func TestLoginMustNotAsk(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	hydra.on(rejectLogin, reply{body: []byte(`{"redirect_to":"` + hydraNext + `"}`)})
	s.kratos.on(fetchPath("login"), loginFor(t, "&prompt=none"))
	s.get(t, "/login?flow="+flowID, "Sec-Purpose", "prefetch")
	if calls := hydra.got(rejectLogin); len(calls) != 0 {
		t.Error("answered for somebody who was not here yet")
	}
	if a := s.get(t, "/login?flow="+flowID).want(http.StatusSeeOther); a.Header.Get("Location") != hydraNext {
		t.Errorf("leads to %s", a.Header.Get("Location"))
	}
	call := hydra.one(t, rejectLogin)
	var body struct{ Error string }
	if err := json.Unmarshal(call.body, &body); err != nil || body.Error != "login_required" || call.query.Get("login_challenge") != secretChallenge {
		t.Errorf("Hydra is told %s about %v", call.body, call.query)
	}
	hydra.on(rejectLogin, reply{status: http.StatusServiceUnavailable})
	s.get(t, "/login?flow="+flowID).want(http.StatusServiceUnavailable).has("error/unavailable")
}

func TestLoginMayAsk(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	for _, query := range []string{"", "&prompt=login", "&prompt=login+consent", "&state=none", "&prompt=nonesuch"} {
		s.kratos.on(fetchPath("login"), loginFor(t, query))
		s.get(t, "/login?flow="+flowID).want(http.StatusOK)
	}
	if calls := hydra.got(""); len(calls) != 0 {
		t.Errorf("Hydra got %v", calls)
	}
	// Without Hydra's admin API the page is all there is.
	plain := newSite(t)
	plain.kratos.on(fetchPath("login"), loginFor(t, "&prompt=none"))
	plain.get(t, "/login?flow="+flowID).want(http.StatusOK)
}
