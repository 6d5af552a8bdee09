package templates_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates/htmlcheck"
)

// soundDocument checks what holds on every page, whatever is on it.
func soundDocument(t testing.TB, doc *goquery.Document) {
	t.Helper()
	for _, problem := range htmlcheck.Problems(doc, nonce) {
		t.Error(problem)
	}
}

func TestEveryFlowPageIsSound(t *testing.T) {
	t.Parallel()
	everyPage(t, func(t *testing.T, p *drawn) {
		soundDocument(t, p.doc)
		for _, slip := range []string{"<no value>", "&lt;no value", "%!", "0xc000", "{{", "}}", "<nil>", "&lt;nil"} {
			if strings.Contains(p.page, slip) && !strings.Contains(p.data(), slip) {
				t.Errorf("%q on the page", slip)
			}
		}
		root := p.doc.Find("html")
		if root.AttrOr("lang", "") != p.loc.Lang() || root.AttrOr("dir", "") != p.loc.Dir() {
			t.Errorf("lang %q, dir %q", root.AttrOr("lang", ""), root.AttrOr("dir", ""))
		}
		p.title(t)
		p.forms(t)
		p.scriptFields(t)
	})
}

// data is what Kratos sends as data: WebAuthn's options are JSON, whose braces look like a template's.
func (p *drawn) data() string {
	var b strings.Builder
	for i := range p.flow.UI.Nodes {
		b.WriteString(string(p.flow.UI.Nodes[i].Attributes.Value))
	}
	return b.String()
}

func (p *drawn) title(t *testing.T) {
	t.Helper()
	wrong := false
	for i := range p.flow.UI.Messages {
		wrong = wrong || refuses(&p.flow.UI.Messages[i])
	}
	for i := range p.flow.UI.Nodes {
		n := &p.flow.UI.Nodes[i]
		for j := range n.Messages {
			wrong = wrong || refuses(&n.Messages[j]) && !unpressed(n, &n.Messages[j])
		}
	}
	title := words(p.doc.Find("title"))
	if strings.HasPrefix(title, p.loc.T("page.error_prefix")) != wrong {
		t.Errorf("title %q, while an error is %v", title, wrong)
	}
	heading := words(p.doc.Find("h1"))
	if heading == "" || !strings.Contains(title, heading) {
		t.Errorf("title %q, heading %q", title, heading)
	}
	if summary := p.doc.Find(`[data-testid="error-summary"]`); summary.Length() > 0 && !has(summary, "autofocus") {
		t.Error("the error summary does not get the focus")
	}
	p.summaryLeadsToFields(t)
}

// summaryLeadsToFields checks that what the error summary links to can take the focus.
func (p *drawn) summaryLeadsToFields(t *testing.T) {
	t.Helper()
	for _, link := range p.doc.Find(`[data-testid="error-summary"] a`).EachIter() {
		if id := strings.TrimPrefix(link.AttrOr("href", ""), "#"); !byID(p.doc, id).Is("input, textarea, select, button, a, fieldset") {
			t.Errorf("the error summary leads to %q, which can't take the focus", id)
		}
	}
}

// forms checks that each form of the flow posts to Kratos, once protected.
func (p *drawn) forms(t *testing.T) {
	t.Helper()
	tokens := 0
	for i := range p.flow.UI.Nodes {
		if p.flow.UI.Nodes[i].Attributes.Name == "csrf_token" {
			tokens = 1
		}
	}
	for _, form := range p.doc.Find("form").EachIter() {
		if form.AttrOr("action", "") == "/logout" {
			continue
		}
		// A form that makes codes appear leads to where they appear.
		if strings.TrimSuffix(form.AttrOr("action", ""), "#lookup_secret") != p.flow.UI.Action || !strings.EqualFold(form.AttrOr("method", ""), p.flow.UI.Method) {
			t.Errorf("form %s goes to %s %q", form.AttrOr("data-testid", ""), form.AttrOr("method", ""), form.AttrOr("action", ""))
		}
		if got := with(form.Find("input"), "name", "csrf_token").Length(); got != tokens {
			t.Errorf("form %s has %d csrf tokens, want %d", form.AttrOr("data-testid", ""), got, tokens)
		}
		payloads := 1
		if strings.EqualFold(p.flow.UI.Method, http.MethodGet) {
			payloads = 0 // it would stand in the address
		}
		if got := with(form.Find("input"), "name", kratos.NameTransientPayload, "type", "hidden", "value", transientPayload).Length(); got != payloads {
			t.Errorf("form %s has %d transient payloads, want %d", form.AttrOr("data-testid", ""), got, payloads)
		}
	}
	for _, control := range p.doc.Find("[name]:not(meta)").EachIter() {
		if control.Closest("form").Length() == 0 {
			t.Errorf("%s stands in no form", control.AttrOr("name", ""))
		}
	}
}

// scriptFields checks that fields which Kratos's script finds by name stand no more often than Kratos sent them: it takes
// the first on the page.
func (p *drawn) scriptFields(t *testing.T) {
	t.Helper()
	sent := map[string]int{}
	for i := range p.flow.UI.Nodes {
		sent[p.flow.UI.Nodes[i].Attributes.Name]++
	}
	got := map[string]int{}
	for _, e := range p.doc.Find("input, button").EachIter() {
		got[e.AttrOr("name", "")]++
	}
	for name, n := range got {
		if (name == "identifier" || strings.HasPrefix(name, "passkey_") || strings.HasPrefix(name, "webauthn_")) && n > sent[name] {
			t.Errorf("%s stands %d times, Kratos sent %d", name, n, sent[name])
		}
	}
}
