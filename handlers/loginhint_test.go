package handlers_test

import (
	"net/http"
	"strings"
	"testing"
)

// hinted is a recorded flow for an application that says who is about to sign in (OpenID Connect Core 3.1.2.1, login_hint).
func hinted(t *testing.T, fixture string, hint any, change func(map[string]any)) reply {
	t.Helper()
	return edited(t, fixture, func(f map[string]any) {
		f["oauth2_login_request"] = map[string]any{"client": map[string]any{"client_id": "demo"}, "oidc_context": map[string]any{"login_hint": hint}}
		if change != nil {
			change(f)
		}
	})
}

func TestLoginHintFillsTheIdentifier(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 243) + "@example.com"
	for _, c := range []struct {
		name, fixture string
		hint          any
		change        func(map[string]any)
		want          string
	}{
		{"address", "login-oauth2", "olly@example.com", nil, "olly@example.com"},
		{"username", "login-oauth2", "olly", nil, "olly"},
		{"before the password", "login-idfirst-step1", "olly@example.com", nil, "olly@example.com"},
		{"markup", "login-oauth2", `"><script>alert(1)</script>`, nil, `"><script>alert(1)</script>`},
		{"characters that are not shown", "login-oauth2", " ol\u202ely@example.com\n", nil, "olly@example.com"},
		{"nothing to show", "login-oauth2", "\u200b \u2800", nil, ""},
		{"none", "login-oauth2", "", nil, ""},
		{"no text", "login-oauth2", []string{"olly"}, nil, ""},
		{"too long", "login-oauth2", long, nil, ""},
		{"typed already", "login-oauth2", "olly@example.com", func(f map[string]any) {
			for _, n := range f["ui"].(map[string]any)["nodes"].([]any) {
				if a := n.(map[string]any)["attributes"].(map[string]any); a["name"] == "identifier" {
					a["value"] = "ann@example.com"
				}
			}
		}, "ann@example.com"},
		{"another person's session", "login-oauth2-refresh", "olly@example.com", nil, ""},
		{"an earlier step", "login-idfirst-step2", "olly@example.com", func(f map[string]any) { hiddenIdentifiers(f, "identifier_first", "ann@example.com") }, "ann@example.com"},
	} {
		s := newSite(t)
		s.kratos.on(fetchPath("login"), hinted(t, c.fixture, c.hint, c.change))
		a := s.get(t, "/login?flow="+flowID).want(http.StatusOK)
		if got := a.doc.Find("input[name=identifier]").AttrOr("value", ""); got != c.want {
			t.Errorf("%s: the identifier is %q, want %q", c.name, got, c.want)
		}
		if a.doc.Find("script:contains('alert(1)')").Length() > 0 {
			t.Errorf("%s: the hint became markup", c.name)
		}
	}
}

// At sign-up the hint is the address that signs in, if the schema names one and no other.
func TestLoginHintFillsTheAddressOfANewMember(t *testing.T) {
	t.Parallel()
	const secondEmail = `"email2": {"type": "string", "ory.sh/kratos": {"credentials": {"password": {"identifier": true}}}}`
	secondAddress := map[string]any{
		"type": "input", "group": "default", "messages": []any{}, "meta": map[string]any{},
		"attributes": map[string]any{"node_type": "input", "name": "traits.email2", "type": "email"},
	}
	for _, c := range []struct {
		name, fixture, schema, hint string
		second                      bool // there is a field for another address
		want                        string
	}{
		{"address", "registration-oauth2", signInByEmail, "olly@example.com", false, "olly@example.com"},
		{"address, one page", "registration-onestep", signInByEmail, "olly@example.com", false, "olly@example.com"},
		{"beside a username", "registration-oauth2", signInByEmail + "," + signInByNick, "olly@example.com", false, "olly@example.com"},
		{"beside another address, which does not sign in", "registration-oauth2", signInByEmail, "olly@example.com", true, "olly@example.com"},
		{"one of two addresses", "registration-oauth2", signInByEmail + "," + secondEmail, "olly@example.com", true, ""},
		{"a username signs in", "registration-oauth2", signInByNick, "olly@example.com", false, ""},
		{"no address", "registration-oauth2", signInByEmail, "olly", false, ""},
		{"no address, but like one", "registration-oauth2", signInByEmail, "Olly <olly@example.com>", false, ""},
		{"unknown schema", "registration-oauth2", "", "olly@example.com", false, ""},
		{"a later step", "registration-form-step2", signInByEmail, "olly@example.com", false, "frm@example.com"},
		{"none", "registration-oauth2", signInByEmail, "", false, ""},
	} {
		s := newSite(t)
		s.kratos.on(fetchPath("registration"), hinted(t, c.fixture, c.hint, func(f map[string]any) {
			if ui := f["ui"].(map[string]any); c.second {
				ui["nodes"] = append(ui["nodes"].([]any), secondAddress)
			}
		}))
		if c.schema != "" {
			s.kratos.on("GET /schemas", schemaReply(map[string]string{"only": c.schema}))
		}
		a := s.get(t, "/registration?flow="+flowID).want(http.StatusOK)
		if got := a.doc.Find(`input[name="traits.email"]`).AttrOr("value", ""); got != c.want {
			t.Errorf("%s: the address is %q, want %q", c.name, got, c.want)
		}
		for _, other := range []string{"traits.email2", "traits.nick", "traits.name.first"} {
			if got := a.doc.Find(`input[name="`+other+`"]`).AttrOr("value", ""); strings.Contains(got, "olly") {
				t.Errorf("%s: %s is %q", c.name, other, got)
			}
		}
	}
}
