package templates_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

// shown is a message as it stands on a page.
type shown struct{ id, text string }

func TestEveryMessageIsShownOnce(t *testing.T) {
	t.Parallel()
	everyPage(t, func(t *testing.T, p *drawn) {
		var want []shown
		for i := range p.flow.UI.Messages {
			want = append(want, p.shown(&p.flow.UI.Messages[i], ""))
		}
		for i := range p.flow.UI.Nodes {
			n := &p.flow.UI.Nodes[i]
			var own []shown
			for j := range n.Messages {
				if unpressed(n, &n.Messages[j]) {
					continue
				}
				m := p.shown(&n.Messages[j], n.Attributes.Type)
				// Kratos says some things twice about one field.
				if !slices.Contains(own, m) {
					own = append(own, m)
				}
			}
			want = append(want, own...)
			p.besideField(t, n, own)
		}
		var got []shown
		for _, e := range p.doc.Find(`[data-testid^="ui/message/"]`).EachIter() {
			got = append(got, shown{strings.TrimPrefix(e.AttrOr("data-testid", ""), "ui/message/"), words(e)})
		}
		order := func(a, b shown) int { return strings.Compare(a.id+a.text, b.id+b.text) }
		slices.SortFunc(want, order)
		slices.SortFunc(got, order)
		if !slices.Equal(got, want) {
			t.Errorf("messages on the page:\n%v\nwant:\n%v", got, want)
		}
	})
}

// unpressed says whether Kratos misses nothing but a button, which no visitor can fill in.
func unpressed(n *kratos.Node, m *kratos.Text) bool {
	return m.ID == 4000002 && n.Attributes.Type == "submit"
}

// refuses says whether a message refuses a step: an error, or what a web hook said under a number that is none of Kratos's.
func refuses(m *kratos.Text) bool { return m.Type == "error" || m.ID < 1000000 }

func (p *drawn) shown(m *kratos.Text, inputType string) shown {
	s := shown{strconv.FormatInt(m.ID, 10), p.text(m, "")}
	if m.ID == 4000001 && strings.Contains(m.Text, `OpenID Provider returned error "access_denied"`) {
		// The provider's words are not ours to repeat.
		s.text = p.loc.T("form.provider_denied")
	} else if m.Text == "Registration is not allowed because it was disabled." {
		s.text = p.loc.T("error.disabled.registration.text")
	} else if strings.Contains(m.Text, "submitted too often") {
		s.text = p.loc.T("form.too_often")
	} else if m.Text == `value must be one of "red", "green", "blue"` {
		s.text = fold(p.loc.With("form.one_of", map[string]any{"options": p.loc.List([]string{"red", "green", "blue"})}))
	} else if m.ID == 4000001 {
		// Kratos v1.3.1 has no ids for formats: the field's type says which one it was.
		switch inputType {
		case "email":
			s.text = p.loc.Message(4000040, nil, "")
		case "tel":
			s.text = p.loc.Message(4000041, nil, "")
		case "url":
			s.text = p.loc.T("form.bad_url")
		case "date", "datetime-local":
			s.text = p.loc.T("form.bad_date")
		}
	}
	return s
}

// besideField checks that a field's messages stand where its description points, and in the summary when they are errors.
func (p *drawn) besideField(t *testing.T, n *kratos.Node, messages []shown) {
	t.Helper()
	if len(messages) == 0 {
		return
	}
	field := with(p.doc.Find("form button, form input:not([type=hidden])"), "name", n.Attributes.Name)
	description := byID(p.doc, field.AttrOr("aria-describedby", ""))
	for _, m := range messages {
		if !strings.Contains(words(description), m.text) {
			t.Errorf("description of %s is %q, want %q in it", n.Attributes.Name, words(description), m.text)
		}
	}
	if !refuses(&n.Messages[0]) {
		return
	}
	// Recovery in two steps complains about its resend button, and buttons can't be invalid (ARIA 1.2).
	if field.Is("input") && field.AttrOr("aria-invalid", "") != "true" {
		t.Errorf("%s is not marked as invalid", n.Attributes.Name)
	}
	link := with(p.doc.Find(`[data-testid="error-summary"] a`), "href", "#"+field.AttrOr("id", ""))
	if !strings.Contains(words(link), messages[0].text) {
		t.Errorf("the summary says %q about %s, want %q in it", words(link), n.Attributes.Name, messages[0].text)
	}
}

// A web hook that refuses a step may send its message with any number and type, and Kratos passes on every type but error as an
// info. It stands at its field and in the summary all the same; what Kratos itself remarks does not.
func TestMessagesOfWebHooksAreErrors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		id    int64
		sent  string
		shown string
	}{
		{1234, "error", "error"},
		{1234, "info", "error"},
		{1234, "validation", "error"},
		{9999999, "info", "error"},
		{1070001, "info", "info"},
		{1234, "success", "success"},
	} {
		f := fixtureNamed(t, "v1.3.1/registration-onestep")
		flow := f.parse(t)
		message := kratos.Text{ID: c.id, Type: c.sent, Text: "Please use an address of your company."}
		for i := range flow.UI.Nodes {
			if n := &flow.UI.Nodes[i]; n.Attributes.Name == "traits.email" {
				n.Messages = []kratos.Text{message}
			}
		}
		p := &drawn{kind: f.kind, flow: flow, loc: localizer(t, "en")}
		p.doc, _, p.page = drawFlow(t, f.kind, flow, p.loc)
		want := p.shown(&message, "")
		field := with(p.doc.Find("form input"), "name", "traits.email")
		if text := words(byID(p.doc, field.AttrOr("aria-describedby", ""))); !strings.Contains(text, want.text) {
			t.Errorf("%d %s: the field is described by %q", c.id, c.sent, text)
		}
		summary, invalid := words(p.doc.Find(`[data-testid="error-summary"]`)), field.AttrOr("aria-invalid", "") == "true"
		if failed := c.shown == "error"; strings.Contains(summary, want.text) != failed || invalid != failed {
			t.Errorf("%d %s: the summary is %q, the field invalid: %v", c.id, c.sent, summary, invalid)
		}

		flow = f.parse(t)
		flow.UI.Messages = []kratos.Text{message}
		doc, _, _ := drawFlow(t, f.kind, flow, p.loc)
		if doc.Find(".message-"+c.shown+` [data-testid="ui/message/`+want.id+`"]`).Length() != 1 {
			t.Errorf("%d %s: on the page as a whole it is no %s", c.id, c.sent, c.shown)
		}
	}
}

// The same as Kratos passed it on: at a field, or on the page as a whole.
func TestRecordedMessagesOfWebHooksAreErrors(t *testing.T) {
	t.Parallel()
	const said = "Please use an address of your company."
	for name, field := range map[string]string{
		"registration-hook-refused": "traits.email", "registration-hook-refused-validation": "traits.email",
		"registration-hook-refused-root": "", "registration-hook-refused-root-validation": "",
		"login-hook-refused-field": "identifier", "login-hook-refused-field-validation": "identifier",
		"login-hook-refused": "", "login-hook-refused-validation": "",
		"settings-hook-refused": "traits.name.first",
	} {
		f := fixtureNamed(t, "next/"+name)
		doc, view, _ := drawFlow(t, f.kind, f.parse(t), localizer(t, "en"))
		if !view.HasError() {
			t.Errorf("%s: the page's title says nothing of an error", name)
		}
		if field == "" {
			if text := words(doc.Find(`.message-error[role="alert"] [data-testid="ui/message/1234"]`)); text != said {
				t.Errorf("%s: the page says %q", name, text)
			}
			continue
		}
		input := with(doc.Find("form input"), "name", field)
		if text := words(byID(doc, input.AttrOr("aria-describedby", ""))); !strings.Contains(text, said) || input.AttrOr("aria-invalid", "") != "true" {
			t.Errorf("%s: the field is described by %q, invalid: %q", name, text, input.AttrOr("aria-invalid", ""))
		}
		if link := words(with(doc.Find(`[data-testid="error-summary"] a`), "href", "#"+input.AttrOr("id", ""))); !strings.Contains(link, said) {
			t.Errorf("%s: the summary says %q", name, link)
		}
	}
}

// A provider led to nobody's account, and none can be made: Kratos says so in English, without an id of its own.
func TestSignUpSwitchedOffInTheVisitorsLanguage(t *testing.T) {
	t.Parallel()
	f := fixtureNamed(t, "next/login-oidc-registration-disabled")
	for _, language := range []string{"en", "de", "ar"} {
		l := localizer(t, language)
		doc, _, _ := drawFlow(t, f.kind, f.parse(t), l)
		if message := words(doc.Find(`[data-testid="ui/message/4000001"]`)); message != fold(l.T("error.disabled.registration.text")) {
			t.Errorf("in %s the page says %q", language, message)
		}
	}
}

// Kratos calls the button that sends a text message again by a name that it then does not understand.
func TestCodeIsSentAgainToAPhone(t *testing.T) {
	t.Parallel()
	f := fixtureNamed(t, "next/verification-new-phone-sent")
	doc, _, _ := drawFlow(t, f.kind, f.parse(t), localizer(t, "en"))
	again := doc.Find("button[data-resend]")
	if name, value := again.AttrOr("name", ""), again.AttrOr("value", ""); name != "email" || value != "+4915112345691" {
		t.Errorf("another code is asked for with %s=%s", name, value)
	}
}

// Kratos gives two reasons when a session is to be renewed and raised at once: "once more", and "one more step".
func TestOneReasonForASecondStep(t *testing.T) {
	t.Parallel()
	f := fixtureNamed(t, "v1.3.1/login-aal2-refresh")
	flow := f.parse(t)
	flow.UI.Messages = []kratos.Text{{ID: 1010003, Type: "info"}, {ID: 1010004, Type: "info"}}
	_, view, _ := drawFlow(t, f.kind, flow, localizer(t, "en"))
	if len(view.Messages) != 1 || view.Messages[0].ID != "1010004" {
		t.Errorf("the page says %v", view.Messages)
	}
	if _, alone, _ := drawFlow(t, f.kind, f.parse(t), localizer(t, "en")); len(alone.Messages) != 1 || alone.Messages[0].ID != "1010003" {
		t.Errorf("the page of a session to be renewed says %v", alone.Messages)
	}
}

// Kratos closes a code flow after too many wrong codes with a sentence that has no id of its own.
func TestTooManyCodesInTheVisitorsLanguage(t *testing.T) {
	t.Parallel()
	const sentence = "The request was submitted too often"
	found := 0
	for _, f := range fixtures(t) {
		if !strings.Contains(string(f.body), sentence) {
			continue
		}
		found++
		for _, language := range []string{"en", "de", "ar"} {
			l := localizer(t, language)
			doc, _, page := drawFlow(t, f.kind, f.parse(t), l)
			if message := words(doc.Find(`[data-testid="ui/message/4000001"]`)); message != fold(l.T("form.too_often")) || strings.Contains(page, sentence) {
				t.Errorf("%s in %s says %q", f.name, language, message)
			}
		}
	}
	if found < 4 {
		t.Errorf("only %d recordings of too many codes", found)
	}
}
