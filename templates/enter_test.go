package templates_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/kratos"
)

// implicit is the button that Enter presses without our script: the form's first submit button (HTML 4.10.21.2), and none
// when that is disabled.
func implicit(field *goquery.Selection) *goquery.Selection {
	button := field.Closest("form").Find("button[type=submit], button:not([type]), input[type=submit], input[type=image]").First()
	if has(button, "disabled") {
		return button.Not("*")
	}
	return button
}

// pressed is the button that Enter presses with our script, which clicks what data-enter names.
func pressed(doc *goquery.Document, field *goquery.Selection) *goquery.Selection {
	if id, ok := field.Attr("data-enter"); ok {
		return byID(doc, id)
	}
	return implicit(field)
}

// pair is what a button adds to the form.
func pair(button *goquery.Selection) string {
	if button.Length() == 0 {
		return ""
	}
	return button.AttrOr("name", "") + "=" + button.AttrOr("value", "")
}

// typable are the fields a visitor types into.
func typable(doc *goquery.Document) *goquery.Selection {
	return doc.Find("form input:not([type=hidden]):not([type=checkbox]):not([hidden])")
}

func TestEnterPressesTheExpectedButton(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ flow, field, want string }{
		{"login-initial", "identifier", "method=password"},
		{"login-initial", "password", "method=password"},
		{"login-oauth2", "password", "method=password"},
		{"login-error-empty", "identifier", "method=password"},
		{"login-account-linking", "password", "method=password"},
		{"login-refresh", "password", "method=password"},
		{"login-refresh-with-keys", "password", "method=password"},
		{"login-webauthn-unknown", "identifier", "method=password"},
		{"login-idfirst-step1", "identifier", "method=identifier_first"},
		{"login-idfirst-unknown", "identifier", "method=identifier_first"},
		{"login-idfirst-step2", "password", "method=password"},
		{"login-code-sent", "code", "method=code"},
		{"login-code-wrong", "code", "method=code"},
		{"login-idfirst-code-sent", "code", "method=code"},
		{"login-aal2-code-sent", "code", "method=code"},
		{"login-aal2", "totp_code", "method=totp"},
		{"login-aal2", "lookup_secret", "method=lookup_secret"},
		{"login-aal2-error-totp", "lookup_secret", "method=lookup_secret"},
		{"registration-step1", "traits.email", "method=profile"},
		{"registration-step1", "traits.website", "method=profile"},
		{"registration-step2", "password", "method=password"},
		{"registration-form-step2", "password", "method=password"},
		{"registration-code-sent", "code", "method=code"},
		{"registration-onestep", "traits.email", "method=password"},
		{"registration-onestep", "password", "method=password"},
		{"registration-oidc-incomplete", "traits.nick", "provider=acme"},
		{"registration-webauthn-step2", "password", "method=password"},
		{"registration-webauthn-step2", "webauthn_register_displayname", "webauthn_register_trigger"},
		{"recovery-initial", "email", "method=code"},
		{"recovery-link-initial", "email", "method=link"},
		{"recovery-code-sent", "code", "method=code"},
		{"recovery-code-wrong", "code", "method=code"},
		{"v26.2.0/recovery-v2-initial", "recovery_address", "method=code"},
		{"v26.2.0/recovery-v2-multi-confirm", "recovery_confirm_address", "method=code"},
		{"v26.2.0/recovery-v2-step2", "code", "method=code"},
		{"verification-initial", "email", "method=code"},
		{"verification-link-initial", "email", "method=link"},
		{"verification-code-sent", "code", "method=code"},
		{"v26.2.0/login-idfirst-mitigate-unknown", "identifier", "method=identifier_first"},
		{"v26.2.0/login-idfirst-mitigate-unknown", "password", "method=password"},
		{"settings-all-fresh", "traits.email", "method=profile"},
		{"settings-all-fresh", "password", "method=password"},
		{"settings-all-fresh", "totp_code", "method=totp"},
		{"settings-keys-active", "webauthn_register_displayname", "webauthn_register_trigger"},
		{"settings-everything", "traits.email", "method=profile"},
	} {
		names := []string{"v1.3.1/" + test.flow, "v26.2.0/" + test.flow}
		if strings.Contains(test.flow, "/") {
			names = []string{test.flow}
		}
		for _, name := range names {
			t.Run(name+"/"+test.field, func(t *testing.T) {
				t.Parallel()
				f := fixtureNamed(t, name)
				doc, _, _ := drawFlow(t, f.kind, f.parse(t), localizer(t, "en"))
				field := with(typable(doc), "name", test.field)
				if field.Length() != 1 {
					t.Fatalf("%d fields of this name", field.Length())
				}
				got := pair(pressed(doc, field))
				if !strings.Contains(test.want, "=") {
					got, _, _ = strings.Cut(got, "=")
				}
				if got != test.want {
					t.Errorf("Enter presses %q, want %q", got, test.want)
				}
			})
		}
	}
}

// TestEnterDoesNoHarm looks at every field of every flow, with our script and without it.
func TestEnterDoesNoHarm(t *testing.T) {
	t.Parallel()
	everyPage(t, func(t *testing.T, p *drawn) {
		groups := map[string]string{}
		for i := range p.flow.UI.Nodes {
			groups[p.flow.UI.Nodes[i].Attributes.Name] = p.flow.UI.Nodes[i].Group
		}
		for _, field := range typable(p.doc).EachIter() {
			name := field.AttrOr("name", "")
			button := pressed(p.doc, field)
			if button.Length() == 0 {
				t.Errorf("Enter in %s presses nothing", name)
			}
			for _, b := range []*goquery.Selection{button, implicit(field)} {
				switch action := b.AttrOr("name", ""); {
				case strings.HasSuffix(action, "_remove"), strings.HasSuffix(action, "_disable"), strings.HasSuffix(action, "unlink"),
					strings.HasSuffix(action, "_regenerate"), action == "resend", action == "screen", action == "link", has(b, "data-resend"):
					t.Errorf("Enter in %s presses %s", name, action)
				case action == "provider" && !p.incompleteSignUp():
					t.Errorf("Enter in %s leads to a social provider", name)
				}
			}
			if method := button.AttrOr("value", ""); p.kind == kratos.Settings && button.AttrOr("name", "") == "method" && method != groups[name] {
				t.Errorf("Enter in %s of group %s submits %s", name, groups[name], method)
			}
		}
	})
}

// incompleteSignUp reports whether a social provider's claims are being completed, which its button then submits.
func (p *drawn) incompleteSignUp() bool {
	for i := range p.flow.UI.Nodes {
		if p.flow.UI.Nodes[i].Label().ID == 1040003 {
			return true
		}
	}
	return false
}
