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

func (p *drawn) shown(m *kratos.Text, inputType string) shown {
	s := shown{strconv.FormatInt(m.ID, 10), p.text(m, "")}
	if m.ID == 4000001 && strings.Contains(m.Text, `OpenID Provider returned error "access_denied"`) {
		// The provider's words are not ours to repeat.
		s.text = p.loc.T("form.provider_denied")
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
	if n.Messages[0].Type != "error" {
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
