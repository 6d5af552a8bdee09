package handlers_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/quick"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/kratos"
)

const (
	consentPath   = "/admin/oauth2/auth/requests/consent"
	acceptConsent = "PUT " + consentPath + "/accept"
	rejectConsent = "PUT " + consentPath + "/reject"
	secretToken   = "token-of-the-operator"
	// secretChallenge opens an application's question to whoever knows it.
	secretChallenge = "challenge-that-nobody-else-may-know"
	// hydraNext is where Hydra wants the browser next.
	hydraNext = "http://hydra.example/oauth2/auth?consent_verifier=verifier-that-is-secret"
)

// oauth2Site is a site beside a stub Hydra, which asks the signed-in visitor for openid, offline and email.
func oauth2Site(t testing.TB, changes ...func(*setup)) (*site, *stub) {
	t.Helper()
	hydra := newStub(t)
	client, err := kratos.NewHydra(kratos.HydraConfig{AdminURL: hydra.URL, Token: secretToken, Timeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t, append([]func(*setup){func(c *setup) { c.Hydra, c.RememberConsentFor = client, time.Hour }}, changes...)...)
	s.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal1"))
	hydra.on("GET "+consentPath, asked(t, nil))
	hydra.on(acceptConsent, reply{body: []byte(`{"redirect_to":"` + hydraNext + `"}`)})
	hydra.on(rejectConsent, reply{body: []byte(`{"redirect_to":"` + hydraNext + `"}`)})
	return s, hydra
}

// asked is the recorded consent request about the stub's visitor, changed.
func asked(t testing.TB, change func(request, client map[string]any)) reply {
	t.Helper()
	subject := identityID(t)
	return edited(t, "hydra-consent-request", func(request map[string]any) {
		request["subject"] = subject
		if change != nil {
			change(request, request["client"].(map[string]any))
		}
	})
}

// identityID is whose session the stub's visitor has.
func identityID(t testing.TB) string {
	t.Helper()
	var session struct{ Identity struct{ ID string } }
	if err := json.Unmarshal(recorded(t, 200, "session-whoami-aal1").body, &session); err != nil {
		t.Fatal(err)
	}
	return session.Identity.ID
}

// edited is a recorded answer, changed.
func edited(t testing.TB, name string, change func(map[string]any)) reply {
	t.Helper()
	var document map[string]any
	if err := json.Unmarshal(recorded(t, 200, name).body, &document); err != nil {
		t.Fatal(err)
	}
	change(document)
	body, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	return reply{body: body}
}

// accepted is what Hydra was told.
type accepted struct {
	Scopes      []string `json:"grant_scope"`
	Audiences   []string `json:"grant_access_token_audience"`
	Remember    bool     `json:"remember"`
	RememberFor *int64   `json:"remember_for"`
	Session     struct {
		IDToken map[string]any `json:"id_token"`
	} `json:"session"`
}

func (k *stub) accepted(t testing.TB) accepted {
	t.Helper()
	calls := k.got(acceptConsent)
	if len(calls) == 0 {
		t.Fatalf("nothing was accepted; Hydra got %v", k.got(""))
	}
	var a accepted
	if err := json.Unmarshal(calls[len(calls)-1].body, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

const askURL = "/consent?consent_challenge=" + secretChallenge

func consentForm(action string, pairs ...string) url.Values {
	form := url.Values{"consent_challenge": {secretChallenge}, "consent_action": {action}}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return form
}

func TestConsentAsks(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	a := s.get(t, askURL, "Cookie", secretCookie).want(http.StatusOK)
	for _, scope := range []string{"openid", "offline", "email"} {
		a.has("scope/" + scope)
	}
	if links := a.has("consent-links").Find("a").Map(func(_ int, e *goquery.Selection) string { return e.AttrOr("href", "") }); !slices.Equal(links, []string{"http://127.0.0.1:5555/policy", "http://127.0.0.1:5555/tos"}) {
		t.Errorf("links of the application: %q", links)
	}
	form := a.has("consent-form")
	if first := form.Find("button").First(); first.AttrOr("value", "") != "accept" {
		t.Error("Enter does not press the button that a person would expect")
	}
	if a.has("consent-account").Text() == "" {
		t.Error("the page does not say who is signed in")
	}
	a.lacks("oauth2-logo")
	if call := hydra.one(t, "GET "+consentPath); call.query.Get("consent_challenge") != secretChallenge || call.header.Get("Cookie") != "" || call.header.Get("Authorization") != "Bearer "+secretToken {
		t.Errorf("Hydra was asked with %v %v", call.query, call.header)
	}
	if len(hydra.got(acceptConsent)) != 0 {
		t.Error("accepted before the visitor was asked")
	}
}

// A page that is only about to be visited must answer nothing.
func TestConsentIsNotPrefetched(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	s.get(t, askURL, "Sec-Purpose", "prefetch").want(http.StatusServiceUnavailable)
	if calls := hydra.got(""); len(calls) != 0 {
		t.Errorf("Hydra got %v", calls)
	}
}

func TestConsentIsSkipped(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(request, client map[string]any){
		"agreed before":      func(request, _ map[string]any) { request["skip"] = true },
		"skip_consent":       func(_, client map[string]any) { client["skip_consent"] = true },
		"TRUSTED_CLIENT_IDS": func(_, client map[string]any) { client["client_id"] = "trusted" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, hydra := oauth2Site(t, func(c *setup) { c.TrustedClients = []string{"other", "trusted"} })
			hydra.on("GET "+consentPath, asked(t, change))
			a := s.get(t, askURL).want(http.StatusSeeOther)
			if a.Header.Get("Location") != hydraNext {
				t.Errorf("leads to %s", a.Header.Get("Location"))
			}
			if got := hydra.accepted(t); !slices.Equal(got.Scopes, []string{"openid", "offline", "email"}) || got.Remember {
				t.Errorf("granted %+v", got)
			}
		})
	}
}

func TestConsentIsGranted(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	hydra.on("GET "+consentPath, asked(t, func(request, _ map[string]any) { request["requested_access_token_audience"] = []string{"https://api.example"} }))
	form := consentForm("accept", "_csrf", "of another time", "grant_scope", "openid", "grant_scope", "email", "grant_scope", "admin", "remember", "on")
	if a := s.post(t, "/consent", form, "Cookie", secretCookie).want(http.StatusSeeOther); a.Header.Get("Location") != hydraNext {
		t.Errorf("leads to %s", a.Header.Get("Location"))
	}
	got := hydra.accepted(t)
	if !slices.Equal(got.Scopes, []string{"openid", "email"}) || !slices.Equal(got.Audiences, []string{"https://api.example"}) {
		t.Errorf("granted %q to %q", got.Scopes, got.Audiences)
	}
	if !got.Remember || got.RememberFor == nil || *got.RememberFor != 3600 {
		t.Errorf("remembered: %+v, want an hour", got)
	}
	if got.Session.IDToken["email"] == nil || got.Session.IDToken["given_name"] != nil {
		t.Errorf("the ID token says %v", got.Session.IDToken)
	}
	for _, call := range hydra.got("") {
		if call.header.Get("Cookie") != "" {
			t.Errorf("%s got the browser's cookies", call.path)
		}
	}
}

// Whatever a form says, no more is granted than was asked for.
func TestNoGrantExceedsWhatWasAsked(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	alphabet := []string{"openid", "offline", "profile", "email", "phone", "admin", "", "openid email", "OPENID", "*"}
	choose := func(bits uint16) (list []string) {
		for i, scope := range alphabet {
			if bits&(1<<i) != 0 {
				list = append(list, scope)
			}
		}
		return list
	}
	holds := func(askedFor, chosen uint16) bool {
		want := choose(askedFor)
		hydra.on("GET "+consentPath, asked(t, func(request, _ map[string]any) { request["requested_scope"] = append([]string{}, want...) }))
		form := consentForm("accept")
		form["grant_scope"] = choose(chosen)
		s.post(t, "/consent", form).want(http.StatusSeeOther)
		for _, scope := range hydra.accepted(t).Scopes {
			if !slices.Contains(want, scope) || !slices.Contains(form["grant_scope"], scope) {
				t.Errorf("asked for %q, chosen %q, granted %q", want, form["grant_scope"], scope)
				return false
			}
		}
		return true
	}
	if err := quick.Check(holds, &quick.Config{MaxCount: 200}); err != nil {
		t.Error(err)
	}
}

func TestConsentIsDenied(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	s.post(t, "/consent", consentForm("reject")).want(http.StatusSeeOther)
	if body := string(hydra.one(t, rejectConsent).body); !strings.Contains(body, `"access_denied"`) {
		t.Errorf("Hydra was told %s", body)
	}
	for _, action := range []string{"", "maybe"} {
		s.post(t, "/consent", consentForm(action)).want(http.StatusBadRequest)
	}
	if len(hydra.got(acceptConsent)) != 0 {
		t.Error("granted without a yes")
	}
}

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
			s.get(t, askURL).want(http.StatusForbidden).has("error/other_account")
			s.post(t, "/consent", consentForm("accept", "grant_scope", "openid")).want(http.StatusForbidden).has("error/other_account")
			if len(hydra.got(acceptConsent)) != 0 {
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
	s.post(t, "/consent", consentForm("accept", "grant_scope", "openid")).want(http.StatusForbidden).has("error/signed_out")
	s.kratos.on("GET /sessions/whoami", recorded(t, 403, "error-whoami-aal2-required"))
	if aal := s.get(t, askURL).leads(browserURL + "/self-service/login/browser").Get("aal"); aal != "aal2" {
		t.Errorf("a session that is too weak leads to aal %q", aal)
	}
	if len(hydra.got(acceptConsent)) != 0 {
		t.Error("nobody consented, and it was accepted")
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
		"used, nowhere":     {reply{status: 410, body: []byte(`{"redirect_to":"javascript:alert(1)"}`)}, 410, "error/challenge"},
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
