package templates_test

import (
	"testing"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

// What Kratos says of a field stands; the rest is ours to add, whichever half it said.
func TestTheIdentifierIsFilledInByBrowsers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ autocomplete, inputMode, wantAutocomplete, wantInputMode string }{
		{"", "", "username", "email"},
		{"", "text", "username", "text"},
		{"email", "", "email", "email"},
		{"email", "text", "email", "text"},
	} {
		f := fixtureNamed(t, "v1.3.1/login-initial")
		flow := f.parse(t)
		for i := range flow.UI.Nodes {
			if a := &flow.UI.Nodes[i].Attributes; a.Name == "identifier" {
				a.Autocomplete, a.InputMode = test.autocomplete, test.inputMode
			}
		}
		doc, _, _ := drawFlow(t, f.kind, flow, localizer(t, "en"))
		field := with(doc.Find("input"), "name", "identifier")
		if autocomplete, mode := field.AttrOr("autocomplete", ""), field.AttrOr("inputmode", ""); autocomplete != test.wantAutocomplete || mode != test.wantInputMode {
			t.Errorf("%+v: the field has %q and %q", test, autocomplete, mode)
		}
	}
}

// One button looks the same on every page, whatever names are in its id.
func TestAProviderKeepsItsMark(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{"google": "google", "github-google": "github", "acme-gitlab": "gitlab", "x": "x", "next": ""} {
		f := fixtureNamed(t, "v1.3.1/login-initial")
		flow := f.parse(t)
		for i := range flow.UI.Nodes {
			if n := &flow.UI.Nodes[i]; n.Attributes.Value == "acme" {
				n.Attributes.Value, n.Meta.Label.Context = kratos.Value(id), nil
			}
		}
		marks := map[string]bool{}
		for range 50 {
			templates.NewFlowView(request(f.kind, flow, localizer(t, "en"))).EachField(func(field *templates.Field) {
				if field.Provider == id {
					marks[field.Mark] = true
				}
			})
		}
		if len(marks) != 1 || !marks[want] {
			t.Errorf("%s has the marks %v, want %q", id, marks, want)
		}
	}
}
