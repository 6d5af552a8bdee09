package templates_test

import (
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

// What can be taken away stands in a row with the button that does it, under the name the visitor gave it.
func TestRowsSayWhatTheirButtonTakesAway(t *testing.T) {
	t.Parallel()
	rows := 0
	for _, f := range fixtures(t) {
		if f.kind != kratos.Settings {
			continue
		}
		flow := f.parse(t)
		doc, _, _ := drawFlow(t, f.kind, flow, localizer(t, "en"))
		for i := range flow.UI.Nodes {
			n := &flow.UI.Nodes[i]
			switch n.Attributes.Name {
			case "passkey_remove", "webauthn_remove", "unlink":
			default:
				continue
			}
			rows++
			row := with(doc.Find(".row button"), "name", n.Attributes.Name, "value", string(n.Attributes.Value)).Closest(".row")
			if row.Find("button").Length() != 1 {
				t.Errorf("%s: %s=%s stands in no row of its own", f.name, n.Attributes.Name, n.Attributes.Value)
			}
			context := n.Label().Context
			for _, key := range []string{"display_name", "provider"} {
				if name, _ := context[key].(string); name != "unnamed" && !strings.Contains(words(row.Find(".row-text")), name) {
					t.Errorf("%s: the row says %q, want %q", f.name, words(row.Find(".row-text")), name)
				}
			}
			if added, ok := context["added_at"].(string); ok && row.Find("time[datetime][data-local]").Length() != 1 {
				t.Errorf("%s: the row does not say that it was added at %s", f.name, added)
			}
		}
	}
	if rows == 0 {
		t.Error("no recorded flow has anything to take away")
	}
}

// A name in Latin letters would turn an Arabic sentence's punctuation around, unless its message sets it apart.
func TestNamesKeepTheirDirection(t *testing.T) {
	t.Parallel()
	for language, want := range map[string]string{"en": "B (x)", "ar": "\u2068B (x)\u2069"} {
		s := site()
		s.Brand.Name = brand.Same("B (x)")
		doc := parseHTML(t, draw(t, templates.WelcomePage(&templates.Page{Site: s, Title: "t"}, true), localizer(t, language)))
		if got := words(doc.Find("h1")); strings.Count(got, want) != 1 || strings.Count(got, "\u2068") != strings.Count(want, "\u2068") {
			t.Errorf("%s: %q, want %q in it", language, got, want)
		}
	}
}
