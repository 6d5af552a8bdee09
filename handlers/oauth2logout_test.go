package handlers_test

import (
	"net/http"
	"net/url"
	"testing"
)

const (
	logoutRequest = "GET /admin/oauth2/auth/requests/logout"
	acceptLogout  = "PUT /admin/oauth2/auth/requests/logout/accept"
	rejectLogout  = "PUT /admin/oauth2/auth/requests/logout/reject"
	endSession    = "GET /self-service/logout"
	logoutURL     = "/logout?logout_challenge=" + secretChallenge
)

// logoutSite is a site whose Hydra wants the signed-in visitor signed out.
func logoutSite(t *testing.T, change func(request, client map[string]any)) (*site, *stub) {
	t.Helper()
	s, hydra := oauth2Site(t)
	s.kratos.on(logoutPath, recorded(t, 200, "logout-flow"))
	s.kratos.on(endSession, reply{status: http.StatusNoContent})
	subject := identityID(t)
	hydra.on(logoutRequest, edited(t, "hydra-logout-request", func(request map[string]any) {
		request["subject"] = subject
		if change != nil {
			change(request, request["client"].(map[string]any))
		}
	}))
	hydra.on(acceptLogout, reply{body: []byte(`{"redirect_to":"` + hydraNext + `"}`)})
	hydra.on(rejectLogout, reply{status: http.StatusNoContent})
	return s, hydra
}

func logoutForm(submit string) url.Values {
	return url.Values{"challenge": {secretChallenge}, "submit": {submit}, "_csrf": {"of another time"}}
}

func TestLogoutOfAnApplicationAsks(t *testing.T) {
	t.Parallel()
	s, hydra := logoutSite(t, nil)
	a := s.get(t, logoutURL, "Sec-Fetch-Site", "none").want(http.StatusOK)
	if form := a.has("oauth2-logout-card").Find("form"); form.AttrOr("action", "") != "/logout" || form.Find("[name=challenge]").AttrOr("value", "") != secretChallenge {
		t.Error("the page asks without a form to answer")
	}
	s.get(t, logoutURL, "Sec-Purpose", "prefetch").want(http.StatusServiceUnavailable)
	if len(hydra.got(acceptLogout))+len(s.kratos.got("")) != 0 {
		t.Error("signed out before the visitor said yes")
	}
}

func TestLogoutOfAnApplicationEndsBothSessions(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]func(s *site) *answer{
		"yes":                 func(s *site) *answer { return s.post(t, "/logout", logoutForm("Yes"), "Cookie", secretCookie) },
		"skip_logout_consent": func(s *site) *answer { return s.get(t, logoutURL, "Cookie", secretCookie) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, hydra := logoutSite(t, func(_, client map[string]any) { client["skip_logout_consent"] = name != "yes" })
			if a := answer(s).want(http.StatusSeeOther); a.Header.Get("Location") != hydraNext {
				t.Errorf("leads to %s", a.Header.Get("Location"))
			}
			if call := s.kratos.one(t, endSession); call.header.Get("Cookie") != secretCookie || call.query.Get("token") == "" {
				t.Errorf("Kratos was asked to end a session with %v and the cookies %q", call.query, call.header.Get("Cookie"))
			}
			if call := hydra.one(t, acceptLogout); call.header.Get("Cookie") != "" {
				t.Error("Hydra got the browser's cookies")
			}
		})
	}
}

func TestLogoutOfAnApplicationIsDeclined(t *testing.T) {
	t.Parallel()
	s, hydra := logoutSite(t, nil)
	only(t, s.post(t, "/logout", logoutForm("No")).leads("/"))
	hydra.one(t, rejectLogout)
	if len(hydra.got(acceptLogout))+len(s.kratos.got("")) != 0 {
		t.Error("signed out in spite of a no")
	}
}

// The session of somebody else in this browser is not the application's to end.
func TestLogoutOfAnotherPerson(t *testing.T) {
	t.Parallel()
	s, hydra := logoutSite(t, func(request, _ map[string]any) { request["subject"] = "somebody-else" })
	s.post(t, "/logout", logoutForm("Yes")).want(http.StatusSeeOther)
	hydra.one(t, acceptLogout)
	if calls := s.kratos.got(endSession); len(calls) != 0 {
		t.Error("the session of another person was ended")
	}
}

func TestLogoutOfAnApplicationWithoutASession(t *testing.T) {
	t.Parallel()
	for name, whoami := range map[string]reply{
		"none":     recorded(t, 401, "error-whoami-no-session"),
		"too weak": recorded(t, 403, "error-whoami-aal2-required"),
	} {
		s, hydra := logoutSite(t, nil)
		s.kratos.on("GET /sessions/whoami", whoami)
		if name == "none" {
			s.kratos.on(logoutPath, recorded(t, 401, "error-logout-no-session"))
		}
		s.post(t, "/logout", logoutForm("Yes")).want(http.StatusSeeOther)
		hydra.one(t, acceptLogout)
		if ended := len(s.kratos.got(endSession)) == 1; ended != (name == "too weak") {
			t.Errorf("session %s: ended at Kratos: %t", name, ended)
		}
	}
}

// Nobody is told they are signed out while a session goes on.
func TestLogoutOfAnApplicationFails(t *testing.T) {
	t.Parallel()
	for _, what := range []string{"GET /sessions/whoami", logoutPath, endSession} {
		s, hydra := logoutSite(t, nil)
		s.kratos.on(what, reply{status: http.StatusInternalServerError})
		s.post(t, "/logout", logoutForm("Yes")).want(http.StatusBadGateway).has("error/unavailable")
		if len(hydra.got(acceptLogout)) != 0 {
			t.Errorf("%s failed, and Hydra was told it is done", what)
		}
	}
	s, hydra := logoutSite(t, nil)
	for _, what := range []string{logoutRequest, acceptLogout, rejectLogout} {
		hydra.on(what, reply{status: http.StatusNotFound, body: []byte(`{"error":"Not Found"}`)})
	}
	s.get(t, logoutURL).want(http.StatusNotFound).has("error/challenge")
	s.post(t, "/logout", logoutForm("Yes")).want(http.StatusNotFound).has("error/challenge")
	s.post(t, "/logout", logoutForm("No")).want(http.StatusNotFound).has("error/challenge")
}
