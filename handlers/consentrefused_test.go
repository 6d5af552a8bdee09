package handlers_test

import (
	"net/http"
	"net/url"
	"testing"
)

func TestForeignSessionNeverConsents(t *testing.T) {
	t.Parallel()
	changes := map[string]func(request, client map[string]any){
		"question":        nil,
		"agreed before":   func(request, _ map[string]any) { request["skip"] = true },
		"trusted client":  func(_, client map[string]any) { client["skip_consent"] = true },
		"nobody's":        func(request, _ map[string]any) { request["subject"] = "" },
		"missing subject": func(request, _ map[string]any) { delete(request, "subject") },
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, hydra := oauth2Site(t)
			hydra.on("GET "+consentPath, asked(t, func(request, client map[string]any) {
				request["subject"] = "0ba3b471-dda9-45cd-b045-000000000000"
				if change != nil {
					change(request, client)
				}
			}))
			for _, a := range []*answer{
				s.get(t, askURL), s.post(t, "/consent", consentForm("accept", "grant_scope", "openid")), s.post(t, "/consent", consentForm("reject")),
			} {
				a.want(http.StatusForbidden).has("error/other_account")
				// Who signs out there is asked again, once they are the right person.
				if back := a.has("logout-link").Closest("form").Find("[name=return_to]").AttrOr("value", ""); back != s.URL+askURL {
					t.Errorf("signing out leads on to %q", back)
				}
			}
			if len(hydra.got(acceptConsent))+len(hydra.got(rejectConsent)) != 0 {
				t.Error("somebody consented for another person")
			}
		})
	}
}

func TestConsentWithoutASession(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	back := s.get(t, askURL).leads(browserURL + "/self-service/login/browser").Get("return_to")
	if back != s.URL+askURL {
		t.Errorf("after signing in the visitor ends at %s", back)
	}
	s.post(t, "/consent", consentForm("reject")).want(http.StatusForbidden).has("error/signed_out")
	a := s.post(t, "/consent", consentForm("accept", "grant_scope", "openid")).want(http.StatusForbidden)
	a.has("error/signed_out")
	if way := a.has("restart-link").AttrOr("href", ""); way != askURL {
		t.Errorf("the way back to the question is %s", way)
	}
	s.kratos.on("GET /sessions/whoami", recorded(t, 403, "error-whoami-aal2-required"))
	if aal := s.get(t, askURL).leads(browserURL + "/self-service/login/browser").Get("aal"); aal != "aal2" {
		t.Errorf("a session that is too weak leads to aal %q", aal)
	}
	if len(hydra.got(acceptConsent))+len(hydra.got(rejectConsent)) != 0 {
		t.Error("nobody answered, and Hydra was told something")
	}
}

func TestConsentFromElsewhereIsRefused(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	for _, path := range []string{"/consent", "/logout"} {
		form := consentForm("accept", "grant_scope", "openid", "challenge", secretChallenge)
		s.do(t, http.MethodPost, path, form.Encode(), "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "cross-site").want(http.StatusForbidden)
		s.do(t, http.MethodPost, path, form.Encode(), "Content-Type", "application/x-www-form-urlencoded", "Origin", "https://evil.example").want(http.StatusForbidden)
	}
	if calls := hydra.got(""); len(calls) != 0 {
		t.Errorf("Hydra got %v", calls)
	}
}

// What Hydra says instead of the question, and the page that follows.
func TestConsentRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer reply
		status int
		page   string // "" leads on
	}{
		"unknown":           {reply{status: 404, body: []byte(`{"error":"Not Found","error_description":"Unable to locate the requested resource"}`)}, 404, "error/challenge"},
		"used":              {reply{status: 410, body: []byte(`{"redirect_to":"` + hydraNext + `"}`)}, 303, ""},
		"used, nowhere":     {reply{status: 410, body: []byte(`{"redirect_to":"javascript:alert(1)"}`)}, 410, "error/answered"},
		"expired":           {reply{status: 401, body: []byte(`{"error":"request_unauthorized"}`)}, 410, "error/challenge"},
		"bad token":         {reply{status: 401, body: []byte(`{"error":{"code":401}}`)}, 502, "error/unavailable"},
		"token not allowed": {reply{status: 403}, 502, "error/unavailable"},
		"bad request":       {reply{status: 400, body: []byte(`{"error":"invalid_request"}`)}, 400, "error/challenge"},
		"too many":          {reply{status: 429}, 429, "error/too_many"},
		"broken":            {reply{status: 500, body: []byte("<html>")}, 502, "error/unavailable"},
		"being started":     {reply{status: 503}, 503, "error/unavailable"},
		"garbage":           {reply{body: []byte(`{"redirect_to":7,"challenge":7}`)}, 502, "error/unavailable"},
		"empty":             {reply{body: []byte("")}, 502, "error/unavailable"},
		"no address":        {reply{body: []byte(`{"challenge":"","redirect_to":""}`)}, 502, "error/unavailable"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, hydra := oauth2Site(t)
			check := func(a *answer) {
				t.Helper()
				if a.want(c.status); c.page != "" {
					a.has(c.page)
				} else if a.Header.Get("Location") != hydraNext {
					t.Errorf("leads to %s", a.Header.Get("Location"))
				}
			}
			hydra.on(acceptConsent, c.answer)
			hydra.on(rejectConsent, c.answer)
			check(s.post(t, "/consent", consentForm("accept", "grant_scope", "openid")))
			check(s.post(t, "/consent", consentForm("reject")))
			if name == "no address" {
				return // a question needs none
			}
			hydra.on("GET "+consentPath, c.answer)
			check(s.get(t, askURL))
		})
	}
}

func TestConsentWithoutAChallenge(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	s.get(t, "/consent").want(http.StatusNotFound).has("error/challenge")
	s.post(t, "/consent", url.Values{"consent_action": {"accept"}}).want(http.StatusNotFound).has("error/challenge")
	if calls := hydra.got(""); len(calls) != 0 {
		t.Errorf("Hydra got %v", calls)
	}
}

func TestHydraIsNotReached(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	hydra.Close()
	s.get(t, askURL).want(http.StatusBadGateway).has("error/unavailable")
	s.get(t, "/logout?logout_challenge="+secretChallenge).want(http.StatusBadGateway).has("error/unavailable")
}

func TestWithoutHydraItsPagesAreNotThere(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.get(t, askURL).want(http.StatusNotFound).has("error/not_found")
	s.get(t, "/logout?logout_challenge="+secretChallenge, "Sec-Fetch-Site", "none").want(http.StatusNotFound).has("error/not_found")
	s.post(t, "/consent", consentForm("accept")).want(http.StatusNotFound)
	if calls := s.kratos.got(""); len(calls) != 0 {
		t.Errorf("Kratos got %v", calls)
	}
}
