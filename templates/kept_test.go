package templates_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/kratos"
)

// Second factors share no field: the code of one must not be sent, or asked for, with another.
func TestSecondFactorsHaveFormsOfTheirOwn(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"v1.3.1/", "v26.2.0/"} {
		f := fixtureNamed(t, version+"login-aal2")
		doc, _, _ := drawFlow(t, f.kind, f.parse(t), localizer(t, "en"))
		for field, method := range map[string]string{"totp_code": "totp", "lookup_secret": "lookup_secret"} {
			form := with(doc.Find("form input"), "name", field).Closest("form")
			methods := form.Find("button[name=method]").Map(func(_ int, b *goquery.Selection) string { return b.AttrOr("value", "") })
			if !slices.Equal(methods, []string{method}) {
				t.Errorf("%s: the form of %s has buttons for %q", f.name, field, methods)
			}
			if csrf := with(form.Find("input"), "name", "csrf_token"); csrf.Length() != 1 {
				t.Errorf("%s: the form of %s has %d tokens", f.name, field, csrf.Length())
			}
		}
	}
}

// The heading tells the step: a visitor who was sent a code is not told to sign in.
func TestHeadingsTellTheStep(t *testing.T) {
	t.Parallel()
	for recording, key := range map[string]string{
		"login-initial": "login.title", "login-code-sent": "login.title.sent.email", "login-aal2": "login.title.aal2", "login-refresh": "login.title.refresh",
		"login-aal2-code-sent-form": "login.title.aal2",
		"registration-code-sent":    "registration.title.sent.email",
		"recovery-code-sent":        "recovery.title.sent.email", "recovery-initial": "recovery.title",
		"verification-code-sent": "verification.title.sent.email", "verification-passed": "verification.title.passed",
	} {
		for _, version := range []string{"v1.3.1/", "v26.2.0/"} {
			f := fixtureNamed(t, version+recording)
			for _, language := range []string{"en", "de", "ar"} {
				l := localizer(t, language)
				doc, _, _ := drawFlow(t, f.kind, f.parse(t), l)
				if got, want := words(doc.Find("h1")), fold(l.T(key)); got != want || want == key {
					t.Errorf("%s in %s: the heading is %q, want %q", f.name, language, got, want)
				}
			}
		}
	}
	f := fixtureNamed(t, "v26.2.0/recovery-v2-step2")
	flow := f.parse(t)
	if flow.State = "recovery_awaiting_code"; true {
		doc, _, _ := drawFlow(t, f.kind, flow, localizer(t, "en"))
		if got, want := words(doc.Find("h1")), localizer(t, "en").T("recovery.title.sent.email"); got != want {
			t.Errorf("recovery that awaits a code is headed %q, want %q", got, want)
		}
	}
}

// Codes are shown on the page that comes back: the fragment brings the visitor to them.
func TestFormsThatShowCodesLeadToThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ recording, button string }{
		{"settings-all-fresh", "lookup_secret_regenerate"}, {"settings-lookup-active", "lookup_secret_reveal"},
	} {
		f := fixtureNamed(t, "v1.3.1/"+c.recording)
		flow := f.parse(t)
		doc, _, _ := drawFlow(t, f.kind, flow, localizer(t, "en"))
		action := with(doc.Find("button"), "name", c.button).Closest("form").AttrOr("action", "")
		if action != flow.UI.Action+"#lookup_secret" || byID(doc, "lookup_secret").Length() != 1 {
			t.Errorf("%s: the form of %s leads to %q", c.recording, c.button, action)
		}
		if other := with(doc.Find("button"), "name", "method", "value", "profile").Closest("form").AttrOr("action", ""); strings.Contains(other, "#") {
			t.Errorf("%s: the profile leads to %q", c.recording, other)
		}
	}
}

// Sending another code and going back are there for those who need them, and no bigger than that.
func TestWaysBackAreQuiet(t *testing.T) {
	t.Parallel()
	for recording, quiet := range map[string][]string{
		"login-code-sent":             {"resend=code"},
		"registration-form-code-sent": {"resend=code", "screen=credential-selection"},
		"registration-form-step2":     {"screen=previous"},
		"recovery-code-sent":          {"email="},
		"verification-code-sent":      {"email="},
	} {
		f := fixtureNamed(t, "v1.3.1/"+recording)
		doc, _, _ := drawFlow(t, f.kind, f.parse(t), localizer(t, "en"))
		for _, b := range doc.Find("form.flow-form button[type=submit][name]").EachIter() {
			is := b.AttrOr("name", "") + "=" + b.AttrOr("value", "")
			want := slices.ContainsFunc(quiet, func(q string) bool { return is == q || strings.HasSuffix(q, "=") && strings.HasPrefix(is, q) })
			if b.HasClass("button-quiet") != want {
				t.Errorf("%s: %s is quiet: %v, want %v", recording, is, b.HasClass("button-quiet"), want)
			}
		}
	}
}

// Browsers and password managers are told what a field is for (WCAG 1.3.5), and what they must leave alone.
func TestAutocompleteOfUsualFields(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"traits.website": "url", "traits.email": "email", "traits.phone": "tel", "traits.tel": "tel", "traits.name": "name", "traits.name.first": "given-name",
		"traits.first_name": "given-name", "traits.given_name": "given-name", "traits.name.last": "family-name", "traits.last_name": "family-name",
		"traits.family_name": "family-name", "traits.nick": "nickname", "traits.nickname": "nickname", "traits.birthday": "bday", "traits.birthdate": "bday",
		"lookup_secret": "off", "code": "one-time-code", "totp_code": "one-time-code", "identifier": "username", "traits.color": "",
	} {
		doc, _, _ := drawFlow(t, kratos.Login, flowOf(t, `"type": "text", "name": "`+name+`"`), localizer(t, "en"))
		if got := with(doc.Find("input"), "name", name).AttrOr("autocomplete", ""); got != want {
			t.Errorf("%s has autocomplete %q, want %q", name, got, want)
		}
	}
}
