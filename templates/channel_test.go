package templates_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/kratos"
)

// A page that waits for a code says where to look for it: in the mail, on the phone, or in either where Kratos does not tell.
func TestHeadingsTellWhereTheCodeWent(t *testing.T) {
	t.Parallel()
	const phone = "+4915112345681"
	for _, c := range []struct {
		recording, field, value string // a field of the recording that gets another value
		message                 int64  // in place of the recording's
		heading, mark           string
	}{
		{"verification-code-sent", "", "", 0, "verification.title.sent.email", "email"},
		{"verification-code-sent", "email", phone, 0, "verification.title.sent.phone", "phone"},
		{"verification-code-sent", "email", "0151 12345681", 1080004, "verification.title.sent.phone", "phone"},
		{"verification-oauth2-after-registration", "", "", 0, "verification.title.sent", "code"},
		{"verification-oauth2-after-registration", "", "", 1080004, "verification.title.sent.phone", "phone"},
		{"verification-link-sent", "", "", 0, "verification.title.sent.email", "email"},
		{"verification-passed", "", "", 0, "verification.title.passed", "check"},
		{"verification-passed", "", "", 1080005, "verification.title.passed.phone", "check"},
		{"recovery-code-sent", "", "", 0, "recovery.title.sent.email", "email"},
		{"recovery-code-sent", "email", phone, 0, "recovery.title.sent.phone", "phone"},
		{"recovery-link-sent", "", "", 0, "recovery.title.sent.email", "email"},
		{"recovery-v2-step2", "", "", 0, "recovery.title.sent.email", "email"},
		{"recovery-v2-step2", "recovery_confirm_address", phone, 0, "recovery.title.sent.phone", "phone"},
		{"login-code-sent", "", "", 0, "login.title.sent.email", "email"},
		{"login-code-sent", "identifier", phone, 0, "login.title.sent.phone", "phone"},
		{"login-code-sent", "identifier", "ann", 0, "login.title.sent", "code"},
		{"registration-code-sent", "", "", 0, "registration.title.sent.email", "email"},
		{"registration-code-sent", "traits.email", phone, 0, "registration.title.sent.phone", "phone"},
		// Kratos does not say which of two addresses got the code.
		{"registration-code-sent", "traits.name.first", phone, 0, "registration.title.sent", "code"},
	} {
		version := "v1.3.1/"
		if strings.HasPrefix(c.recording, "recovery-v2") {
			version = "v26.2.0/"
		}
		f := fixtureNamed(t, version+c.recording)
		flow := f.parse(t)
		for i := range flow.UI.Nodes {
			if a := &flow.UI.Nodes[i].Attributes; c.field != "" && a.Name == c.field {
				a.Value = kratos.Value(c.value)
			}
		}
		if c.message != 0 {
			flow.UI.Messages = []kratos.Text{{ID: c.message, Type: "info"}}
		}
		for _, language := range []string{"en", "de", "ar"} {
			l := localizer(t, language)
			doc, view, _ := drawFlow(t, f.kind, flow, l)
			if got, want := words(doc.Find("h1")), fold(l.T(c.heading)); got != want || want == c.heading {
				t.Errorf("%s to %q in %s: the heading is %q, want %q", f.name, c.value, language, got, want)
			}
			if view.Mark != c.mark {
				t.Errorf("%s to %q: the icon is %q, want %q", f.name, c.value, view.Mark, c.mark)
			}
		}
	}
}

// A button that sends a code to an address shows whether it is a mail or a text message.
func TestAddressButtonsShowTheirChannel(t *testing.T) {
	t.Parallel()
	node := func(name, value, label string) kratos.Node {
		n := kratos.Node{Type: "input", Group: "code", Attributes: kratos.Attributes{Name: name, Type: "submit", Value: kratos.Value(value)}}
		n.Meta.Label = &kratos.Text{ID: kratos.MessageData, Text: label}
		return n
	}
	f := fixtureNamed(t, "v26.2.0/login-aal2-code-two-addresses")
	flow := f.parse(t)
	flow.UI.Nodes = []kratos.Node{
		node("address", "ann@example.com", "x"), node("address", "+4915112345681", "x"),
		node("recovery_select_address", "1", "an****@example.com"), node("recovery_select_address", "2", "+49****81"),
		node("recovery_select_address", "3", "?"),
	}
	doc, _, _ := drawFlow(t, f.kind, flow, localizer(t, "en"))
	icons := doc.Find("form button[name] svg path").Map(func(_ int, path *goquery.Selection) string { return path.AttrOr("d", "") })
	if len(icons) != 5 || icons[0] != icons[2] || icons[1] != icons[3] || icons[0] == icons[1] || icons[4] == icons[0] || icons[4] == icons[1] {
		t.Errorf("the icons are %q", icons)
	}
}
