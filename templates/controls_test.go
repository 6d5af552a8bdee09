package templates_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/kratos"
)

// choice is a field that Kratos restricts to a list.
func (p *drawn) choice(t *testing.T, n *kratos.Node) {
	t.Helper()
	a := &n.Attributes
	list := with(p.doc.Find(`[data-testid="node/input/`+a.Name+`"] select`), "name", a.Name)
	if list.Length() != 1 || list.Find("option[selected]").AttrOr("value", "") != string(a.Value) {
		t.Fatalf("%d lists %s, of which %q is chosen, want %q", list.Length(), a.Name, list.Find("option[selected]").AttrOr("value", ""), a.Value)
	}
	for _, o := range a.Options {
		if with(list.Find("option"), "value", string(o.Value)).Length() != 1 {
			t.Errorf("list %s lacks %q", a.Name, o.Value)
		}
	}
	p.labeled(t, list, n)
}

func (p *drawn) checkbox(t *testing.T, n *kratos.Node) {
	t.Helper()
	controls := with(p.doc.Find("form input"), "name", n.Attributes.Name)
	if controls.Length() != 2 {
		t.Fatalf("checkbox %s has %d controls, want a hidden one and itself", n.Attributes.Name, controls.Length())
	}
	off, on := controls.Eq(0), controls.Eq(1)
	if off.AttrOr("type", "") != "hidden" || off.AttrOr("value", "") != "false" {
		t.Errorf("checkbox %s has no hidden false before it", n.Attributes.Name)
	}
	if on.AttrOr("type", "") != "checkbox" || on.AttrOr("value", "") != "true" || has(on, "checked") != (n.Attributes.Value == "true") {
		t.Errorf("checkbox %s has value %q, checked %v; Kratos says %q", n.Attributes.Name, on.AttrOr("value", ""), has(on, "checked"), n.Attributes.Value)
	}
	p.labeled(t, on, n)
}

func (p *drawn) field(t *testing.T, n *kratos.Node) {
	t.Helper()
	a := &n.Attributes
	field := with(p.doc.Find(`[data-testid="node/input/`+a.Name+`"] input`), "name", a.Name)
	if field.Length() != 1 {
		t.Fatalf("field %s has %d controls", a.Name, field.Length())
	}
	if got := field.AttrOr("value", ""); got != string(a.Value) {
		t.Errorf("field %s holds %q, want %q", a.Name, got, a.Value)
	}
	want := a.Type
	if _, err := strconv.ParseFloat(string(a.Value), 64); err != nil && a.Value != "" && want == "number" {
		want = "text" // a browser would show nothing of what is no number
	}
	if got := field.AttrOr("type", ""); got != want {
		t.Errorf("field %s has type %q, want %q", a.Name, got, want)
	}
	if has(field, "required") != a.Required || has(field, "disabled") != a.Disabled {
		t.Errorf("field %s: required %v, disabled %v; Kratos says %v, %v", a.Name, has(field, "required"), has(field, "disabled"), a.Required, a.Disabled)
	}
	if got := field.AttrOr("autocomplete", ""); a.Autocomplete != "" && got != a.Autocomplete {
		t.Errorf("field %s has autocomplete %q, want %q", a.Name, got, a.Autocomplete)
	}
	p.labeled(t, field, n)
}

func (p *drawn) labeled(t *testing.T, field *goquery.Selection, n *kratos.Node) {
	t.Helper()
	label := with(p.doc.Find("label"), "for", field.AttrOr("id", "?"))
	if want := p.label(n); !strings.Contains(words(label), want) || want == "" {
		t.Errorf("label of %s is %q, want %q in it", n.Attributes.Name, words(label), want)
	}
}
