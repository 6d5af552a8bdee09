package handlers_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// What can't be left out is no box that can't be unticked, but text.
func TestConsentDrawsWhatIsFixedAsText(t *testing.T) {
	t.Parallel()
	s, _ := oauth2Site(t)
	form := s.get(t, askURL).want(http.StatusOK).has("consent-form")
	openid := form.Find(`[name=grant_scope][value=openid]`)
	if openid.Length() != 1 || openid.AttrOr("type", "") != "hidden" || form.Find(":disabled").Length() != 0 {
		t.Errorf("openid is a field of type %q, and there are %d that are disabled", openid.AttrOr("type", ""), form.Find(":disabled").Length())
	}
	if email := form.Find(`[name=grant_scope][value=email]`); email.AttrOr("type", "") != "checkbox" {
		t.Errorf("email can't be left out: it is a field of type %q", email.AttrOr("type", ""))
	}
}

func TestConsentShowsTheAudience(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	s.get(t, askURL).want(http.StatusOK).lacks("audience")
	hydra.on("GET "+consentPath, asked(t, func(request, _ map[string]any) {
		request["requested_access_token_audience"] = []string{"https://api.example", "orders\u202e", "https://api.example", "\u200b"}
	}))
	if shown := texts(s.get(t, askURL).want(http.StatusOK).has("audience").Find("li")); !slices.Equal(shown, []string{"https://api.example", "orders"}) {
		t.Errorf("the page shows the audiences %q", shown)
	}
}

func TestConsentShowsWhereItLeads(t *testing.T) {
	t.Parallel()
	const onDevice = "an app on this device"
	for name, c := range map[string]struct {
		request    string // what follows Hydra's origin
		registered []string
		want       string // "" for nothing
	}{
		"registered":              {"/oauth2/auth?redirect_uri=https://app.example/cb", []string{"https://other.example/", "https://app.example/cb"}, "app.example"},
		"with a port":             {"/oauth2/auth?redirect_uri=https://app.example:8443/cb", []string{"https://app.example:8443/cb"}, "app.example:8443"},
		"under a path":            {"/hydra/oauth2/auth?redirect_uri=https://app.example/cb", []string{"https://app.example/cb"}, "app.example"},
		"look-alike letters":      {"/oauth2/auth?redirect_uri=https://%D0%B0pp.example/cb", []string{"https://аpp.example/cb"}, "xn--pp-6kc.example"},
		"not registered":          {"/oauth2/auth?redirect_uri=https://evil.example/cb", []string{"https://app.example/cb"}, ""},
		"another path":            {"/oauth2/auth?redirect_uri=https://app.example/x", []string{"https://app.example/cb"}, ""},
		"user name for a host":    {"/oauth2/auth?redirect_uri=https://app.example@evil.example/", []string{"https://app.example@evil.example/"}, ""},
		"the only one":            {"/oauth2/auth?scope=openid", []string{"https://app.example/cb"}, "app.example"},
		"none of several":         {"/oauth2/auth", []string{"https://app.example/cb", "https://other.example/"}, ""},
		"none at all":             {"/oauth2/auth", nil, ""},
		"a scheme of its own":     {"/oauth2/auth?redirect_uri=com.example.app:/cb", []string{"com.example.app:/cb"}, onDevice},
		"a free port":             {"/oauth2/auth?redirect_uri=http://127.0.0.1:51234/cb", []string{"http://127.0.0.1/cb"}, onDevice},
		"a free port, other path": {"/oauth2/auth?redirect_uri=http://127.0.0.1:51234/x", []string{"http://127.0.0.1/cb"}, ""},
		"a port of a site":        {"/oauth2/auth?redirect_uri=http://app.example:1/cb", []string{"http://app.example/cb"}, ""},
		"a script":                {"/oauth2/auth?redirect_uri=javascript:alert(1)", []string{"javascript:alert(1)"}, ""},
		"an object":               {"/oauth2/auth?redirect_uri=https://app.example/cb&request=x", []string{"https://app.example/cb"}, ""},
		"an object elsewhere":     {"/oauth2/auth?request_uri=https://app.example/x", []string{"https://app.example/cb"}, ""},
		"another device":          {"/oauth2/device/verify?user_code=xxxx", []string{"https://app.example/cb"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, hydra := oauth2Site(t)
			hydra.on("GET "+consentPath, asked(t, func(request, client map[string]any) {
				request["request_url"], client["redirect_uris"] = "http://127.0.0.1:4444"+c.request, c.registered
			}))
			a := s.get(t, askURL).want(http.StatusOK)
			if name == "another device" {
				a.lacks("not-you")
			}
			if c.want == "" {
				a.lacks("consent-next")
				a.lacks("consent-host")
				return
			}
			if text := strings.TrimSpace(a.has("consent-next").Text()); text != "Either answer takes you to "+c.want+"." {
				t.Errorf("the page says %q", text)
			}
			if c.want == onDevice {
				a.lacks("consent-host")
			} else if host := strings.TrimSpace(a.has("consent-host").Text()); host != c.want {
				t.Errorf("the application is said to be at %q", host)
			}
		})
	}
}

// Whoever is somebody else signs out here, and at Hydra signs in anew: its question stays about the first.
func TestNotYou(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t)
	const begun = "http://127.0.0.1:4444/oauth2/auth?client_id=a&state=s%2Bt&scope=openid+email"
	hydra.on("GET "+consentPath, asked(t, func(request, _ map[string]any) {
		request["request_url"] = begun + "&prompt=consent&login_hint=ann%40example.org&id_token_hint=x"
	}))
	button := s.get(t, askURL).want(http.StatusOK).has("not-you")
	form := button.Closest("form")
	if form.AttrOr("method", "") != "post" || form.AttrOr("action", "") != "/logout" {
		t.Fatal("it is no form that posts to /logout")
	}
	back, ours := strings.CutPrefix(form.Find("[name=return_to]").AttrOr("value", ""), s.URL)
	if !ours {
		t.Fatalf("signing out leads on to %s", back)
	}
	s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	if next := s.get(t, back).want(http.StatusSeeOther).Header.Get("Location"); next != begun+"&prompt="+url.QueryEscape("login consent") {
		t.Errorf("signing in anew begins at %s", next)
	}
	s.get(t, back, "Sec-Purpose", "prefetch").want(http.StatusServiceUnavailable)
	if len(hydra.got(acceptConsent))+len(hydra.got(rejectConsent)) != 0 {
		t.Error("the question was answered")
	}
	hydra.on("GET "+consentPath, recorded(t, 404, "hydra-error-consent-not-found"))
	s.get(t, back).want(http.StatusNotFound).has("error/challenge")
}
