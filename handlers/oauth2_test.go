package handlers_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

// What opens an application's question, proves its answer or opens the admin API gets into no log and no metric.
func TestHydrasSecretsAreKept(t *testing.T) {
	t.Parallel()
	registry := prometheus.NewRegistry()
	s, hydra := oauth2Site(t, func(c *setup) { c.Metrics = registry })
	secrets := []string{secretToken, secretChallenge, "verifier-that-is-secret", "hint-of-a-person"}
	for _, said := range []reply{
		asked(t, nil),
		{status: 401, body: []byte(`{"error":"` + secretToken + `"}`)},
		{status: 500, body: []byte("hint-of-a-person")},
		{status: 410, body: []byte(`{"redirect_to":"` + hydraNext + `"}`)},
		{body: []byte(`{"hint-of-a-person":`)},
		{status: 302, header: http.Header{"Location": {hydraNext}}},
	} {
		for _, what := range []string{"GET " + consentPath, acceptConsent, rejectConsent, logoutRequest, acceptLogout, rejectLogout} {
			hydra.on(what, said)
		}
		pages := []*answer{
			s.get(t, askURL), s.get(t, logoutURL),
			s.post(t, "/consent", consentForm("accept", "grant_scope", "openid")), s.post(t, "/consent", consentForm("reject")),
			s.post(t, "/logout", logoutForm("Yes")), s.post(t, "/logout", logoutForm("No")),
		}
		for _, page := range pages {
			if page.StatusCode >= 400 && (strings.Contains(page.body, secretToken) || strings.Contains(page.body, "hint-of-a-person")) {
				t.Errorf("the page of status %d tells a secret", page.StatusCode)
			}
		}
	}
	hydra.Close()
	s.get(t, askURL).want(http.StatusBadGateway)
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var exposed strings.Builder
	for _, family := range families {
		exposed.WriteString(family.String())
	}
	if !strings.Contains(exposed.String(), "oauth2/auth/requests/consent") {
		t.Error("calls to Hydra are not counted")
	}
	log := s.logged()
	for _, secret := range secrets {
		if strings.Contains(log, secret) {
			t.Errorf("the log tells %q", secret)
		}
		if strings.Contains(exposed.String(), secret) {
			t.Errorf("the metrics tell %q", secret)
		}
	}
}

// What the application asks for (ui_locales) stands above the browser's languages and a choice that the visitor made before, but not
// above what the visitor chose instead of it.
func TestLanguageOfTheApplication(t *testing.T) {
	t.Parallel()
	wish := map[string]any{"ui_locales": []string{"xx", "ar"}}
	s, hydra := oauth2Site(t)
	hydra.on("GET "+consentPath, asked(t, func(request, _ map[string]any) { request["oidc_context"] = wish }))
	hydra.on(logoutRequest, edited(t, "hydra-logout-request", func(request map[string]any) { request["request_url"] = "/oauth2/sessions/logout?ui_locales=xx+ar" }))
	for _, kind := range []string{"login", "registration"} {
		s.kratos.on(fetchPath(kind), edited(t, "login-oauth2", func(f map[string]any) {
			f["oauth2_login_request"].(map[string]any)["oidc_context"] = wish
		}))
	}
	for _, path := range []string{askURL, logoutURL, "/login?flow=" + flowID, "/registration?flow=" + flowID} {
		for cookie, want := range map[string]string{
			"": "ar", "lang=de": "ar", "lang=xx": "ar",
			"thyra_lang=de": "ar", "thyra_lang=de.en": "ar", "thyra_lang=de.ar": "de", "thyra_lang=xx.ar": "ar", "thyra_lang=.ar": "ar",
		} {
			a := s.get(t, path, "Accept-Language", "en", "Cookie", cookie).want(http.StatusOK)
			if got := a.doc.Find("html").AttrOr("lang", ""); got != want || a.Header.Get("Content-Language") != want {
				t.Errorf("%s with cookie %q is in %q (header %q), want %q", path, cookie, got, a.Header.Get("Content-Language"), want)
			}
		}
		chosen := s.get(t, path+"&lang=de", "Accept-Language", "en").want(http.StatusOK)
		if got := chosen.doc.Find("html").AttrOr("lang", ""); got != "de" {
			t.Errorf("%s where the visitor chooses German is in %s", path, got)
		}
		if cookie := chosen.cookie("thyra_lang"); cookie == nil || cookie.Value != "de.ar" {
			t.Errorf("%s remembers %v", path, cookie)
		}
	}
}

// directive is one directive of the page's policy.
func (a *answer) directive(name string) []string {
	for part := range strings.SplitSeq(a.Header.Get("Content-Security-Policy"), ";") {
		if words := strings.Fields(part); len(words) > 0 && words[0] == name {
			return words[1:]
		}
	}
	return nil
}

func TestLogoOfAnApplication(t *testing.T) {
	t.Parallel()
	for logo, origin := range map[string]string{
		"https://cdn.example:8443/logo.png?x=1":      "https://cdn.example:8443",
		"http://cdn.example/logo.png":                "",
		"https://cdn.example;script-src/logo.png":    "",
		"https://cdn.example,https:/x":               "",
		"data:image/svg+xml,<svg/onload=alert(1)>":   "",
		"javascript:alert(1)":                        "",
		"":                                           "",
		"https://":                                   "",
		"https://user:password@cdn.example/logo.png": "https://cdn.example",
	} {
		for _, shown := range []bool{true, false} {
			s, hydra := oauth2Site(t, func(c *setup) { c.ClientLogos = shown })
			hydra.on("GET "+consentPath, asked(t, func(_, client map[string]any) { client["logo_uri"] = logo }))
			s.kratos.on(fetchPath("login"), edited(t, "login-oauth2", func(f map[string]any) {
				f["oauth2_login_request"].(map[string]any)["client"].(map[string]any)["logo_uri"] = logo
			}))
			for _, path := range []string{askURL, "/login?flow=" + flowID} {
				a := s.get(t, path).want(http.StatusOK)
				want := []string{"'self'", "data:"}
				if shown && origin != "" {
					want = append(want, origin)
					a.has("oauth2-logo")
				} else {
					a.lacks("oauth2-logo")
				}
				if got := a.directive("img-src"); !slices.Equal(got, want) {
					t.Errorf("%s with the logo %q: img-src %q, want %q", path, logo, got, want)
				}
			}
		}
	}
}

// A post that goes on to the application may end there, whatever origins the operator lists for the rest.
func TestFormsMayEndAtTheApplication(t *testing.T) {
	t.Parallel()
	s, hydra := oauth2Site(t, func(c *setup) { c.FormActions = []string{"https://accounts.example"} })
	redirects := []string{"https://app.example/cb?x=1", "com.example.app:/cb", "http://127.0.0.1/cb", "http://127.0.0.1:8080/cb", "http://localhost:1234/cb", "http://[::1]:1234/cb", "HTTPS://App.example/", "javascript:alert(1)", "data:text/html,x", "https://a;b.example/", "%zz"}
	hydra.on("GET "+consentPath, asked(t, func(_, client map[string]any) { client["redirect_uris"] = redirects }))
	s.kratos.on(fetchPath("login"), edited(t, "login-oauth2", func(f map[string]any) {
		f["oauth2_login_request"].(map[string]any)["client"].(map[string]any)["redirect_uris"] = redirects
	}))
	want := []string{"'self'", browserURL, "https://accounts.example", "http://127.0.0.1:4444", "https://app.example", "com.example.app:", "http://127.0.0.1:*", "http://localhost:*", "http:"}
	for _, path := range []string{askURL, "/login?flow=" + flowID} {
		if got := s.get(t, path).want(http.StatusOK).directive("form-action"); !slices.Equal(got, want) {
			t.Errorf("%s: form-action %q, want %q", path, got, want)
		}
	}
}

// The way to the application survives every turn that a visitor takes before they are signed in.
func TestLinksKeepTheApplication(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	toApp := s.URL + "/login?login_challenge=" + url.QueryEscape("c/1+2")
	challenge := func(f map[string]any) { f["oauth2_login_challenge"] = "c/1+2" }
	s.kratos.on(fetchPath("login"), edited(t, "login-oauth2", challenge))
	s.kratos.on(fetchPath("registration"), edited(t, "registration-oauth2", challenge))
	s.kratos.on(fetchPath("recovery"), edited(t, "recovery-initial", func(f map[string]any) { f["return_to"] = toApp }))
	s.kratos.on(fetchPath("verification"), edited(t, "verification-oauth2-after-registration", func(f map[string]any) {
		f["request_url"] = browserURL + "/self-service/registration/browser?login_challenge=" + url.QueryEscape("c/1+2")
	}))
	for _, c := range []struct{ page, link, path, name, value string }{
		{"login", "signup-link", "/registration", "login_challenge", "c/1+2"},
		{"login", "forgot-password-link", "/recovery", "return_to", toApp},
		{"registration", "cta-link", "/login", "login_challenge", "c/1+2"},
		{"recovery", "cta-link", "/login", "login_challenge", "c/1+2"},
		{"verification", "cta-link", "/login", "login_challenge", "c/1+2"},
	} {
		link, err := url.Parse(s.get(t, "/"+c.page+"?flow="+flowID).want(http.StatusOK).has(c.link).AttrOr("href", ""))
		if err != nil || link.Path != c.path || link.Query().Get(c.name) != c.value {
			t.Errorf("%s: %s leads to %v (%v), want %s with %s %s", c.page, c.link, link, err, c.path, c.name, c.value)
		}
	}
	for _, foreign := range []string{"https://evil.example/login?login_challenge=x", s.URL + "/settings?login_challenge=x", "%zz"} {
		s.kratos.on(fetchPath("recovery"), edited(t, "recovery-initial", func(f map[string]any) { f["return_to"] = foreign }))
		if link := s.get(t, "/recovery?flow="+flowID).has("cta-link").AttrOr("href", ""); strings.Contains(link, "?login_challenge") {
			t.Errorf("%s counts as the way to an application: %s", foreign, link)
		}
	}
}

// The organization and the identity schema that sign-in was begun with go the same ways, with an application and without.
func TestLinksKeepOrganizationAndSchema(t *testing.T) {
	t.Parallel()
	const organization, schema = "11111111-2222-4333-8444-555555555555", "customer"
	for _, challenge := range []string{"", "c/1+2"} {
		s := newSite(t)
		asked := url.Values{"organization": {organization}, "identity_schema": {schema}}
		begun := func(f map[string]any) {
			f["organization_id"], f["identity_schema"], f["oauth2_login_challenge"] = organization, schema, challenge
		}
		if challenge != "" {
			asked.Set("login_challenge", challenge)
			s.kratos.on(fetchPath("verification"), edited(t, "verification-oauth2-after-registration", func(f map[string]any) {
				f["request_url"] = browserURL + "/self-service/registration/browser?" + asked.Encode()
			}))
			s.kratos.on(fetchPath("recovery"), edited(t, "recovery-initial", func(f map[string]any) {
				f["return_to"] = s.URL + "/login?" + asked.Encode()
			}))
		}
		s.kratos.on(fetchPath("login"), edited(t, "login-oauth2", begun))
		s.kratos.on(fetchPath("registration"), edited(t, "registration-oauth2", begun))
		link := func(page, id string) url.Values {
			u, err := url.Parse(s.get(t, "/"+page+"?flow="+flowID).want(http.StatusOK).has(id).AttrOr("href", ""))
			if err != nil {
				t.Fatal(err)
			}
			return u.Query()
		}
		ways := map[string]url.Values{"sign-up": link("login", "signup-link"), "sign-in": link("registration", "cta-link")}
		if challenge != "" {
			u, err := url.Parse(link("login", "forgot-password-link").Get("return_to"))
			if err != nil {
				t.Fatal(err)
			}
			ways["recovery"], ways["back from recovery"], ways["later"] = u.Query(), link("recovery", "cta-link"), link("verification", "cta-link")
		}
		for way, query := range ways {
			for name := range asked {
				if query.Get(name) != asked.Get(name) {
					t.Errorf("challenge %q, %s: %s is %q, want %q", challenge, way, name, query.Get(name), asked.Get(name))
				}
			}
		}
	}
}

func TestApplicationIsNamed(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, name := range []string{"Shop <b>&amp;", ""} {
		for _, kind := range []string{"login", "registration"} {
			s.kratos.on(fetchPath(kind), edited(t, "login-oauth2", func(f map[string]any) {
				f["oauth2_login_request"].(map[string]any)["client"].(map[string]any)["client_name"] = name
			}))
			want := name
			if want == "" {
				want = "3d470fd8-fd20-4e57-b41b-fce64d7d1827"
			}
			if text := s.get(t, "/"+kind+"?flow="+flowID).want(http.StatusOK).has("oauth2-client").Text(); !strings.Contains(text, want) {
				t.Errorf("%s says %q, and not to whom: %q", kind, text, want)
			}
		}
	}
}
