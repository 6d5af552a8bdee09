package handlers_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// What anybody sends changes nothing about whose applications are listed and ended: the person's whom Kratos names at that request.
func TestNobodyElsesApplications(t *testing.T) {
	t.Parallel()
	const victim = "0ba3b471-dda9-45cd-b045-000000000000"
	s, hydra := oauth2Site(t)
	theirs := consentTo(t, "theirs", "", "openid")
	theirs["consent_request"].(map[string]any)["subject"] = victim
	hydra.on(listConsents, consented(t, consentTo(t, "notes", "", "openid"), theirs)) // a Hydra, or a proxy, that lists too much
	hydra.on(revokeConsents, reply{status: http.StatusNoContent})
	forged := url.Values{
		"client": {"theirs"}, "subject": {victim}, "all": {"true"}, "login_session_id": {"x"}, "consent_request_id": {"x"}, "identity": {victim},
	}
	for _, path := range []string{"/applications", "/applications?subject=" + victim + "&all=true&client=x&page_token=x"} {
		s.get(t, path).want(http.StatusOK).lacks("application/theirs")
		a := s.post(t, path, forged, "X-Forwarded-User", victim, "Cookie", secretCookie+"; subject="+victim).want(http.StatusOK)
		a.lacks("application/theirs")
		if strings.Contains(a.body, "App theirs") {
			t.Error("the page names what somebody else has allowed")
		}
	}
	for _, call := range append(hydra.got(listConsents), hydra.got(revokeConsents)...) {
		if !slices.Equal(call.query["subject"], []string{identityID(t)}) || call.query.Has("all") || call.query.Has("consent_request_id") || call.query.Has("page_token") {
			t.Errorf("Hydra got %s %v", call.method, call.query)
		}
	}
	asked := len(hydra.got(""))

	// Whoever has no session, or one that lacks the second factor, is led to sign in and reaches nothing.
	for name, status := range map[string]int{"error-whoami-no-session": 401, "error-whoami-aal2-required": 403} {
		s.kratos.on("GET /sessions/whoami", recorded(t, status, name))
		s.get(t, "/applications").want(http.StatusSeeOther)
		only(t, s.post(t, "/applications", forged).leads("/applications"))
	}
	// So is nobody: a session whose person is unknown.
	s.kratos.on("GET /sessions/whoami", reply{body: []byte(`{"id":"1"}`)})
	s.get(t, "/applications").want(http.StatusBadRequest)
	s.post(t, "/applications", forged).want(http.StatusBadRequest)
	s.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal1"))
	for _, client := range []string{"", strings.Repeat("x", 256)} {
		s.post(t, "/applications", url.Values{"client": {client}, "all": {"true"}}).want(http.StatusBadRequest)
	}
	for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}} {
		s.do(t, http.MethodPost, "/applications", forged.Encode(), append(header, "Content-Type", "application/x-www-form-urlencoded")...).want(http.StatusForbidden)
	}
	if got := len(hydra.got("")); got != asked {
		t.Errorf("Hydra got %d calls more", got-asked)
	}

	// Another person's cookie shows that person's: Kratos says whose it is.
	s.kratos.on("GET /sessions/whoami", edited(t, "session-whoami-aal1", func(session map[string]any) { session["identity"].(map[string]any)["id"] = victim }))
	a := s.get(t, "/applications").want(http.StatusOK)
	a.has("application/theirs")
	a.lacks("application/notes")
}

// An application is not said to have lost its access when Hydra did not do it.
func TestEndApplicationFails(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	for name, answers := range map[string]struct{ list, revoke reply }{
		"no list":   {failing(500), reply{status: 204}},
		"no answer": {consented(t, consentTo(t, "notes", "", "openid")), failing(500)},
		"bad token": {consented(t, consentTo(t, "notes", "", "openid")), reply{status: 401}},
	} {
		hydra.on(listConsents, answers.list)
		hydra.on(revokeConsents, answers.revoke)
		before := len(hydra.got(revokeConsents))
		a := s.post(t, "/applications", url.Values{"client": {"notes"}}).want(http.StatusBadGateway)
		a.has("error/unavailable")
		a.lacks("application-ended")
		if name == "no list" && len(hydra.got(revokeConsents)) != before {
			t.Error("something was ended that the page could not name")
		}
	}
}
