package handlers_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/quick"

	"github.com/PuerkitoBio/goquery"
)

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
	hydra.on("GET "+consentPath, asked(t, func(request, _ map[string]any) {
		request["requested_access_token_audience"] = []string{"https://api.example"}
	}))
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
