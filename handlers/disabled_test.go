package handlers_test

import (
	"net/http"
	"strings"
	"testing"
)

// What is switched off says which it is, whether Kratos refuses the start of a flow or an old link to one.
func TestDisabledFlowsSayWhich(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, version := range versions {
		for kind, words := range map[string]string{
			"registration": "Sign-up is switched off", "recovery": "Account recovery is switched off", "verification": "Address verification is switched off",
		} {
			refusal := recordedBy(t, version, http.StatusBadRequest, "error-"+kind+"-disabled")
			s.kratos.on(fetchPath(kind), refusal)
			s.kratos.on(errorsPath, reply{body: []byte(`{"id":"1",` + strings.TrimPrefix(strings.TrimSpace(string(refusal.body)), "{"))})
			for _, path := range []string{"/" + kind + "?flow=" + flowID, "/error?id=1"} {
				page := s.get(t, path).want(http.StatusBadRequest).has("error/disabled")
				if got := page.Find("h1").Text(); got != words {
					t.Errorf("%s %s: the heading is %q, want %q", version, path, got, words)
				}
			}
		}
	}
}

// Hydra's word that it does not know a login_challenge, or not any more, reaches the browser as an error of Kratos.
func TestInvalidLoginChallenge(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, c := range []struct {
		error  string // as Kratos sends it: package hydra, after v26.2.0 also with status_code 401 for an expired challenge
		status int
		key    string
	}{
		{`{"code":400,"reason":"Unable to get OAuth 2.0 Login Challenge.","details":{"status_code":404}}`, 400, "challenge"},
		{`{"code":400,"reason":"Unable to get OAuth 2.0 Login Challenge.","details":{"status_code":401}}`, 400, "challenge"},
		{`{"code":400,"reason":"the login_challenge parameter is present but empty"}`, 400, "challenge"},
		{`{"code":400,"reason":"invalid login_challenge"}`, 400, "challenge"},
		{`{"code":400,"reason":"Something else."}`, 400, "bad_request"},
		{`{"code":500,"reason":"Unable to get OAuth 2.0 Login Challenge.","details":{"status_code":503}}`, 500, "internal"},
	} {
		body := []byte(`{"id":"1","error":` + c.error + `}`)
		s.kratos.on(errorsPath, reply{body: body})
		page := s.get(t, "/error?id=1").want(c.status)
		page.has("error/" + c.key)
		if c.key != "challenge" {
			continue
		}
		page.lacks("restart-link") // without the application, signing in leads nowhere
		for _, kind := range []string{"login", "registration"} {
			s.kratos.on(fetchPath(kind), reply{status: http.StatusBadRequest, body: body})
			s.get(t, "/"+kind+"?flow="+flowID).want(http.StatusBadRequest).has("error/challenge")
		}
	}
}
