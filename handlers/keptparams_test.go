package handlers_test

import (
	"net/http"
	"net/url"
	"testing"
)

const aSchema = "customer"

// begunWith has a flow begun with these parameters, of which Kratos keeps no more than the address.
func begunWith(t *testing.T, kind, recording string, asked url.Values) reply {
	t.Helper()
	return edited(t, recording, func(f map[string]any) {
		f["request_url"] = browserURL + "/self-service/" + kind + "/browser?" + asked.Encode()
		f["organization_id"], f["oauth2_login_challenge"], f["return_to"] = nil, nil, asked.Get("return_to")
	})
}

// linkOf is where a link on a flow's page leads.
func linkOf(t *testing.T, s *site, kind, testID string) *url.URL {
	t.Helper()
	u, err := url.Parse(s.get(t, "/"+kind+"?flow="+flowID).want(http.StatusOK).has(testID).AttrOr("href", ""))
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// Recovery and verification know no organization and no schema at Kratos, but their flows keep the address that they were begun
// with: there and back, without an application, both survive.
func TestOrganizationAndSchemaSurviveOtherFlows(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	asked := url.Values{"organization": {anOrganization}, "identity_schema": {aSchema}, "return_to": {"https://shop.example/"}}
	s.kratos.on(fetchPath("login"), edited(t, "login-initial", func(f map[string]any) {
		f["organization_id"], f["identity_schema"], f["return_to"] = anOrganization, aSchema, asked.Get("return_to")
	}))
	for kind, recording := range map[string]string{"recovery": "recovery-v2-multi-choose", "verification": "verification-code-sent", "registration": "registration-step1"} {
		version := map[bool]string{true: "next", false: "v1.3.1"}[kind == "recovery"]
		s.kratos.on(fetchPath(kind), editedBy(t, version, recording, func(f map[string]any) {
			f["request_url"], f["return_to"] = browserURL+"/self-service/"+kind+"/browser?"+asked.Encode(), asked.Get("return_to")
		}))
	}
	for _, c := range []struct{ page, link, path string }{
		{"login", "forgot-password-link", "/recovery"},
		{"login", "signup-link", "/registration"},
		{"recovery", "cta-link", "/login"},
		{"recovery", "restart-link", "/recovery"},
		{"verification", "change-account", "/verification"},
		{"registration", "cta-link", "/login"},
	} {
		link := linkOf(t, s, c.page, c.link)
		if link.Path != c.path || link.RawQuery != asked.Encode() {
			t.Errorf("%s on %s leads to %s, want %s?%s", c.link, c.page, link, c.path, asked.Encode())
			continue
		}
		if got := s.get(t, link.String()).starts(browserURL + "/self-service" + c.path + "/browser"); got.Encode() != asked.Encode() {
			t.Errorf("%s on %s: Kratos is asked for %v", c.link, c.page, got)
		}
	}
}

// A verification that sign-in demands is of the same organization.
func TestVerificationOfASignInKeepsTheOrganization(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("login"), edited(t, "login-unverified-address", func(f map[string]any) {
		f["organization_id"], f["identity_schema"], f["return_to"], f["refresh"] = anOrganization, aSchema, "https://shop.example/", true
	}))
	s.kratos.on(initPath("verification"), recorded(t, http.StatusOK, "verification-initial"))
	s.get(t, "/login?flow="+flowID).leads("/verification")
	only(t, s.kratos.one(t, initPath("verification")).query,
		"organization", anOrganization, "identity_schema", aSchema, "return_to", "https://shop.example/")
}

// A page that is renewed is the page that was asked for: the second factor by this trait, the organization, the schema.
func TestRenewingKeepsWhatWasAskedFor(t *testing.T) {
	t.Parallel()
	for recording, asked := range map[string]url.Values{
		"login-aal2-code-via": {"aal": {"aal2"}, "via": {"email"}},
		"login-initial":       {"organization": {anOrganization}, "identity_schema": {aSchema}},
	} {
		s := newSite(t)
		s.kratos.on(fetchPath("login"), begunWith(t, "login", recording, asked))
		href := s.get(t, "/login?flow="+flowID).want(http.StatusOK).doc.Find("[data-renew]").AttrOr("href", "")
		if want := "/login?" + asked.Encode(); href != want {
			t.Errorf("%s is renewed by %s, want %s", recording, href, want)
		}
	}
}

// When a form was sent too late, Kratos makes a new flow that is none of the organization's: the page asked for is begun anew, once.
// The challenge of an application is as old as the flow, and its return_to leads to a new one.
func TestFlowThatKratosReplacedIsTheOneAskedFor(t *testing.T) {
	t.Parallel()
	for _, asked := range []url.Values{
		{"organization": {anOrganization}},
		{"organization": {anOrganization}, "return_to": {"https://shop.example/"}, "login_challenge": {"c/1+2"}},
		{"identity_schema": {aSchema}},
	} {
		s := newSite(t)
		s.kratos.on(fetchPath("login"), begunWith(t, "login", "login-replaced-after-expiry", asked))
		var pairs []string
		for name := range asked {
			if name != "login_challenge" {
				pairs = append(pairs, name, asked.Get(name))
			}
		}
		restarts(t, s.get(t, "/login?flow="+flowID), "login", "flow_expired", pairs...)
	}
	s := newSite(t)
	s.kratos.on(fetchPath("login"), recorded(t, http.StatusOK, "login-replaced-after-expiry"))
	s.get(t, "/login?flow="+flowID).want(http.StatusOK).has("ui/message/4010001")
	s.kratos.on(fetchPath("login"), begunWith(t, "login", "login-replaced-after-expiry", url.Values{"login_challenge": {"c/1+2"}}))
	s.get(t, "/login?flow="+flowID).want(http.StatusOK).has("ui/message/4010001")
	// Kratos ignores what is no organization, and says nothing then about an expired flow.
	s.kratos.on(fetchPath("login"), begunWith(t, "login", "login-initial", url.Values{"organization": {"none"}}))
	s.get(t, "/login?flow="+flowID).want(http.StatusOK)
}
