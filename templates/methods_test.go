package templates_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// drawOrdered draws a recorded flow for a brand with this order of methods.
func drawOrdered(t *testing.T, name string, methods ...string) *goquery.Document {
	t.Helper()
	f := fixtureNamed(t, name)
	r := request(f.kind, f.parse(t), localizer(t, "en"))
	r.Site.Brand.Methods = methods
	doc, _, _ := drawRequest(t, r)
	return doc
}

// outline is what stands on a card from top to bottom, as the document has it, and so as it is read and reached with Tab: fields by
// name, buttons by what they send, and a line for an "or".
func outline(doc *goquery.Document) string {
	var parts []string
	for _, e := range doc.Find("main .divider, main input:not([type=hidden]):not([hidden]), main button[name]").EachIter() {
		part := e.AttrOr("name", "--")
		if value := e.AttrOr("value", ""); part == "method" || part == "provider" {
			part = value
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " ")
}

func TestOrderOfMethods(t *testing.T) {
	t.Parallel()
	const traits = "traits.email traits.name.first traits.name.last traits.newsletter traits.age traits.website traits.birthday traits.color traits.nick"
	for _, test := range []struct {
		flow, methods, want string
	}{
		{"login-initial", "", "identifier password password -- code passkey_login_trigger acme globex"},
		{"login-initial", "password passkey code", "identifier password password -- passkey_login_trigger code acme globex"},
		{"login-initial", "code password", "identifier code -- password password passkey_login_trigger acme globex"},
		{"login-initial", "oidc", "acme globex -- identifier password password -- code passkey_login_trigger"},
		{"login-initial", "oidc passkey password code", "acme globex passkey_login_trigger -- identifier password password -- code"},
		{"login-initial", "passkey oidc code", "passkey_login_trigger acme globex -- identifier code -- password password"},
		{"login-initial", "password oidc passkey", "identifier password password -- passkey_login_trigger code acme globex"},
		{"login-initial", "saml password", "acme globex -- identifier password password -- code passkey_login_trigger"},
		{"login-idfirst-step1", "passkey oidc", "acme globex -- identifier identifier_first"},
		{"login-idfirst-step2", "passkey code", "code -- password password"},
		{"login-refresh-with-keys", "passkey", "passkey_login_trigger -- password password -- code"},
		{"login-aal2", "code webauthn oidc", "totp_code totp lookup_secret lookup_secret"},
		{"registration-onestep", "oidc password passkey", "acme globex -- " + traits + " password password -- passkey_register_trigger code"},
		{"registration-onestep", "passkey password", traits + " passkey_register_trigger -- password password -- code acme globex"},
		{"registration-step1", "passkey oidc password", "acme globex -- " + traits + " profile"},
	} {
		for _, version := range []string{"v1.3.1/", "v26.2.0/"} {
			doc := drawOrdered(t, version+test.flow, strings.Fields(test.methods)...)
			if got := outline(doc); got != test.want {
				t.Errorf("%s, %s: %s\nwant %s", version+test.flow, test.methods, got, test.want)
			}
		}
	}
}

// Whatever the order, a page has one main button, and Enter presses that of the method whose field has the focus.
func TestEnterInAnyOrderOfMethods(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ methods, field, want string }{
		{"oidc passkey password code", "identifier", "method=password"},
		{"oidc passkey password code", "password", "method=password"},
		{"code password", "identifier", "method=code"},
		{"code password", "password", "method=password"},
		{"passkey code", "identifier", "method=code"},
		{"passkey code", "password", "method=password"},
		{"webauthn code", "password", "method=password"},
	} {
		doc := drawOrdered(t, "v26.2.0/login-initial", strings.Fields(test.methods)...)
		if got := pair(pressed(doc, with(doc.Find("input"), "name", test.field))); got != test.want {
			t.Errorf("%s: Enter in %s presses %s, want %s", test.methods, test.field, got, test.want)
		}
		if primary := doc.Find("main .button-primary"); primary.Length() != 1 || pair(primary) != pair(implicit(with(doc.Find("input"), "name", "identifier"))) {
			t.Errorf("%s: %d main buttons, %s", test.methods, primary.Length(), pair(primary))
		}
	}
}

// The focus does not begin behind what the brand wants first.
func TestFocusBeginsWithThePage(t *testing.T) {
	t.Parallel()
	for methods, want := range map[string]int{"": 1, "code password": 1, "oidc password": 0, "passkey": 0} {
		if got := drawOrdered(t, "v26.2.0/login-initial", strings.Fields(methods)...).Find("[autofocus]").Length(); got != want {
			t.Errorf("%q: %d fields take the focus, want %d", methods, got, want)
		}
	}
}

// A form of its own has all that Kratos's script and Kratos want: the token, and the fields that the script reads and fills.
func TestPasskeyThatLeadsHasItsForm(t *testing.T) {
	t.Parallel()
	form := drawOrdered(t, "v26.2.0/login-initial", "passkey").Find(`form[data-testid="passkey-flow"]`)
	var names []string
	for _, e := range form.Find("[name]").EachIter() {
		names = append(names, e.AttrOr("name", ""))
	}
	slices.Sort(names)
	if got := strings.Join(names, " "); got != "csrf_token passkey_challenge passkey_login passkey_login_trigger transient_payload" {
		t.Errorf("the form has %s", got)
	}
}
