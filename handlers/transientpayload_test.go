package handlers_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/kratos"
)

// payloadOf is what all forms of a flow's page post to Kratos in transient_payload; "" when they post none.
func payloadOf(t *testing.T, a *answer) (payload string) {
	t.Helper()
	forms := a.doc.Find("form[data-testid]")
	if forms.Length() == 0 {
		t.Fatalf("%s has no form", a.Request.URL)
	}
	for i, form := range forms.EachIter() {
		fields := form.Find(`input[type=hidden][name=` + kratos.NameTransientPayload + `]`)
		value := fields.AttrOr("value", "")
		if fields.Length() > 1 || i > 0 && value != payload {
			t.Errorf("%s: a form has %d payloads, %q after %q", a.Request.URL, fields.Length(), value, payload)
		}
		payload = value
	}
	return payload
}

// Every form tells Kratos's mail templates in which language and brand the page is shown, and nothing that the request says.
func TestFormsPostLanguageAndBrand(t *testing.T) {
	t.Parallel()
	s := newSite(t, branded(exampleBrands(t, &brand.Brand{ID: "club", Name: brand.Same("Club"), Organizations: []string{anOrganization}})))
	const query = `&lang=xx&brand=evil&transient_payload={"lang":"zz"}`
	for _, page := range flowPages {
		s.kratos.on(fetchPath(page.kind), recorded(t, 200, page.first))
		for _, c := range []struct{ host, cookie, accepted, want string }{
			{"shop.localhost", "de", "ar", `{"brand":"shop","lang":"de"}`},
			{"rail.localhost", "", "ar-EG, en;q=0.1", `{"brand":"rail","lang":"ar"}`},
			{"dev.localhost", "ar", "", `{"brand":"dev","lang":"en"}`}, // in the languages that the brand allows
			{"id.example.org", `"><script>`, "tlh, {{.}}", `{"lang":"en"}`},
			{"shop.localhost", strings.Repeat("x", 2000), "", `{"brand":"shop","lang":"en"}`},
		} {
			a := s.getAs(t, c.host, "/"+page.kind+"?flow="+flowID+query, "Cookie", "lang="+c.cookie, "Accept-Language", c.accepted).want(http.StatusOK)
			if got := payloadOf(t, a); got != c.want {
				t.Errorf("%s at %s in %q posts %s, want %s", page.kind, c.host, c.cookie, got, c.want)
			}
		}
	}
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial").replaced(t, `"organization_id": null`, `"organization_id": "`+anOrganization+`"`))
	if got := payloadOf(t, s.getAs(t, "shop.localhost", "/login?flow="+flowID)); got != `{"brand":"club","lang":"en"}` {
		t.Errorf("a sign-in for an organization posts %s", got)
	}
}

// A program adds to what the forms post, leaves it out, or fails, and the page stays.
func TestTransientPayloadOfAnApplication(t *testing.T) {
	t.Parallel()
	const markup = `"></form><script>alert(1)</script>`
	for name, c := range map[string]struct {
		change func(*http.Request, map[string]any) map[string]any
		want   map[string]any
	}{
		"nothing": {nil, map[string]any{"lang": "en"}},
		"more": {func(r *http.Request, payload map[string]any) map[string]any {
			payload["page"], payload["markup"] = r.URL.Path, markup
			return payload
		}, map[string]any{"lang": "en", "page": "/login", "markup": markup}},
		"another": {func(*http.Request, map[string]any) map[string]any { return map[string]any{"plan": 1.0} }, map[string]any{"plan": 1.0}},
		"none":    {func(*http.Request, map[string]any) map[string]any { return nil }, nil},
		"no JSON": {func(*http.Request, map[string]any) map[string]any { return map[string]any{"f": func() {}} }, nil},
	} {
		s := newSite(t, func(o *setup) { o.TransientPayload = c.change })
		s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
		a := s.get(t, "/login?flow="+flowID).want(http.StatusOK)
		a.lacks("<script>alert")
		var got map[string]any
		if payload := payloadOf(t, a); payload != "" {
			if err := json.Unmarshal([]byte(payload), &got); err != nil {
				t.Fatal(err)
			}
		}
		if !maps.Equal(got, c.want) {
			t.Errorf("%s: forms post %v, want %v", name, got, c.want)
		}
		if logged := strings.Contains(s.logged(), "Options.TransientPayload"); logged != (name == "no JSON") {
			t.Errorf("%s: it is logged: %v", name, logged)
		}
	}
}

// Kratos forgets the payload where it mails a link for recovery: the flow is begun in the visitor's language.
func TestRecoveryBeginsInTheLanguage(t *testing.T) {
	t.Parallel()
	s := newSite(t, branded(exampleBrands(t)))
	for _, c := range []struct{ host, cookie, want string }{
		{"shop.localhost", "de", "de"}, {"shop.localhost", "{{.}}", "en"}, {"dev.localhost", "ar", "en"},
	} {
		if got := s.getAs(t, c.host, "/recovery?lang=xx", "Cookie", "lang="+c.cookie).leads(browserURL + "/self-service/recovery/browser").Get("lang"); got != c.want {
			t.Errorf("at %s in %s Kratos is told %s, want %s", c.host, c.cookie, got, c.want)
		}
	}
}
