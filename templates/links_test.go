package templates_test

import (
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

var (
	forgot = templates.Link{TestID: "forgot-password-link", Text: "Forgot?", Href: "/recovery"}
	change = templates.Link{TestID: "change-account", Prompt: "Nothing?", Text: "Use another", Href: "/restart"}
)

// A page that says that something was sent says where to, and leads to another address: once, and not by a way that loses what
// was typed where there is one that does not.
func TestSentPagesNameTheAddress(t *testing.T) {
	t.Parallel()
	for recording, want := range map[string]struct {
		account string
		changes int
		back    bool
	}{
		"v1.3.1/recovery-code-sent":                     {"ann@example.com", 1, false},
		"v26.2.0/verification-code-sent":                {"ann@example.com", 1, false},
		"v1.3.1/registration-onestep-code-sent":         {"code1@example.com", 1, false},
		"v26.2.0/registration-form-code-sent":           {"frm@example.com", 0, true},
		"v1.3.1/verification-oauth2-after-registration": {"", 1, false},
		"v1.3.1/recovery-link-sent":                     {"", 0, false}, // its field asks for another
		"next/recovery-v2-phone-sent":                   {"+4915112345682", 0, true},
		"v1.3.1/recovery-initial":                       {"", 1, false},
		"v1.3.1/verification-passed":                    {"", 1, false},
	} {
		f := fixtureNamed(t, recording)
		r := request(f.kind, f.parse(t), localizer(t, "en"))
		r.Change = change
		doc, _, _ := drawRequest(t, r)
		if got := words(doc.Find(".account .account-name")); got != want.account {
			t.Errorf("%s names %q, want %q", recording, got, want.account)
		}
		if got := with(doc.Find("a"), "data-testid", change.TestID); got.Length() != want.changes || got.AttrOr("href", change.Href) != change.Href {
			t.Errorf("%s has %d ways to another address, want %d", recording, got.Length(), want.changes)
		}
		if inBox := doc.Find(".account a").Length(); want.account != "" && inBox != want.changes {
			t.Errorf("%s: the way to another address does not stand with the address", recording)
		}
		if back := with(doc.Find("button"), "name", kratos.NameScreen).Length() > 0; back != want.back {
			t.Errorf("%s: a way back %t", recording, back)
		}
		if resend := doc.Find("[data-resend]").Length(); resend > 1 {
			t.Errorf("%s has %d ways to send another code", recording, resend)
		}
	}
}

// Who forgot a password looks for help at the password. The keyboard reaches it after the field, since most who type there go on.
func TestForgottenPasswordsAreHelpedAtTheField(t *testing.T) {
	t.Parallel()
	for recording, atField := range map[string]bool{
		"v1.3.1/login-initial": true, "v26.2.0/login-initial": true, "v1.3.1/login-idfirst-step2": true,
		"v1.3.1/login-idfirst-step1": false,
	} {
		f := fixtureNamed(t, recording)
		r := request(f.kind, f.parse(t), localizer(t, "de"))
		r.Forgot = forgot
		doc, _, _ := drawRequest(t, r)
		links := with(doc.Find("a"), "data-testid", forgot.TestID)
		if links.Length() != 1 {
			t.Fatalf("%s has %d links", recording, links.Length())
		}
		field := links.Closest("[data-testid='node/input/password']")
		if (field.Length() == 1) != atField {
			t.Errorf("%s: the link stands at the password %t, want %t", recording, field.Length() == 1, atField)
		}
		if atField && links.Closest(".beside").PrevAll().Find("input").Length() == 0 {
			t.Errorf("%s: the keyboard reaches the link before the field", recording)
		}
		r.Site.Brand.Hide = []string{"recovery-link"}
		if doc, _, _ := drawRequest(t, r); with(doc.Find("a"), "data-testid", forgot.TestID).Length() != 0 {
			t.Errorf("%s: the brand hides the link and it is there", recording)
		}
	}
}

// Where one button stands out it needs no method in its name.
func TestPrimaryButtonsSayWhatHappens(t *testing.T) {
	t.Parallel()
	const signIn, confirm = 1010001, 1010005
	l := localizer(t, "en")
	for recording, id := range map[string]int64{
		"v1.3.1/login-initial": signIn, "v26.2.0/login-initial": signIn, "v26.2.0/login-refresh": signIn, "v1.3.1/login-aal2": confirm,
	} {
		f := fixtureNamed(t, recording)
		doc, _, _ := drawFlow(t, f.kind, f.parse(t), l)
		primary := doc.Find("form").First().Find("button.button-primary")
		if want := l.Message(id, nil, ""); primary.Length() != 1 || words(primary) != want {
			t.Errorf("%s: the buttons that stand out are %q, want %q", recording, words(primary), want)
		}
	}
}

// Backup codes are for rare days: their form is behind a word, and open when something in it went wrong.
func TestBackupCodesAreTheQuieterWay(t *testing.T) {
	t.Parallel()
	f := fixtureNamed(t, "v26.2.0/login-aal2")
	doc, _, _ := drawFlow(t, f.kind, f.parse(t), localizer(t, "en"))
	field := with(doc.Find("input"), "name", kratos.NameLookupSecret)
	if field.Closest("details").Length() != 1 || words(field.Closest("details").Find("summary")) == "" {
		t.Error("the form for backup codes is open from the start")
	}
	if doc.Find(".divider").Length() != 0 {
		t.Error("an \"or\" stands beside the word that opens the form")
	}
	f = fixtureNamed(t, "v26.2.0/login-aal2-error-lookup")
	doc, _, _ = drawFlow(t, f.kind, f.parse(t), localizer(t, "en"))
	if field = with(doc.Find("input"), "name", kratos.NameLookupSecret); field.Length() != 1 || field.Closest("details").Length() != 0 {
		t.Error("a refused backup code is hidden")
	}
	flow := f.parse(t)
	flow.UI.Nodes = nodesOf(flow, kratos.GroupDefault, kratos.GroupLookupSecret)
	doc, _, _ = drawFlow(t, f.kind, flow, localizer(t, "en"))
	if field = with(doc.Find("input"), "name", kratos.NameLookupSecret); field.Length() != 1 || field.Closest("details").Length() != 0 {
		t.Error("the only way is hidden")
	}
}

// nodesOf are the nodes of some groups, without messages.
func nodesOf(f *kratos.Flow, groups ...string) []kratos.Node {
	var nodes []kratos.Node
	for _, n := range f.UI.Nodes {
		if strings.Contains(" "+strings.Join(groups, " ")+" ", " "+n.Group+" ") {
			n.Messages = nil
			nodes = append(nodes, n)
		}
	}
	return nodes
}
