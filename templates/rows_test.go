package templates_test

import (
	"maps"
	"slices"
	"strconv"
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

// The key without which nobody could sign in stands there with a button that can't be pressed, and with the reason.
func TestTheOnlyKeyLeftSaysWhyItStays(t *testing.T) {
	t.Parallel()
	f := fixtureNamed(t, "v1.3.1/settings-passkey-only-user")
	for _, language := range []string{"en", "de", "ar"} {
		for _, disabled := range []bool{false, true} {
			flow, l := f.parse(t), localizer(t, language)
			for i := range flow.UI.Nodes {
				if a := &flow.UI.Nodes[i].Attributes; a.Name == kratos.NamePasskeyRemove {
					a.Disabled = disabled // as Kratos does for the last credential (selfservice/strategy/passkey)
				}
			}
			doc, _, _ := drawFlow(t, f.kind, flow, l)
			button := with(doc.Find(".row button"), "name", kratos.NamePasskeyRemove)
			reason := words(byID(doc, button.AttrOr("aria-describedby", "none")))
			if want := fold(l.T("settings.only_key")); disabled && (reason != want || want == "settings.only_key") || !disabled && reason != "" {
				t.Errorf("in %s, disabled %v: the button is described by %q, want %q", language, disabled, reason, want)
			}
		}
	}
}

// Two keys of the same minute, or of the same name, are told apart, and stay so when Kratos changes their order.
func TestKeysThatReadTheSameHaveNumbers(t *testing.T) {
	t.Parallel()
	f := fixtureNamed(t, "v1.3.1/settings-keys-active")
	key := func(id, name string, added int) kratos.Node {
		n := kratos.Node{Type: "input", Group: kratos.GroupPasskey, Attributes: kratos.Attributes{Name: kratos.NamePasskeyRemove, Type: "submit", Value: kratos.Value(id)}}
		n.Meta.Label = &kratos.Text{ID: 1050020, Context: map[string]any{"display_name": name, "added_at": "2026-11-22T20:36:0" + strconv.Itoa(added) + "Z"}}
		return n
	}
	keys := []kratos.Node{key("a", "unnamed", 3), key("b", "unnamed", 1), key("c", "Phone", 4), key("d", "Phone", 4), key("e", "Desk", 5)}
	for _, language := range []string{"en", "de", "ar"} {
		var first map[string]string
		for _, reversed := range []bool{false, true} {
			if reversed {
				slices.Reverse(keys)
			}
			flow, l := f.parse(t), localizer(t, language)
			flow.UI.Nodes = append(flow.UI.Nodes, keys...)
			doc, _, _ := drawFlow(t, f.kind, flow, l)
			names, rows := map[string]string{}, map[string]bool{}
			for _, button := range with(doc.Find(".row button"), "name", kratos.NamePasskeyRemove).EachIter() {
				name := words(button)
				for other, taken := range names {
					if taken == name {
						t.Errorf("in %s: %s and %s are both called %q", language, other, button.AttrOr("value", ""), name)
					}
				}
				names[button.AttrOr("value", "")] = name
				row := words(button.Closest(".row").Find(".row-text"))
				if rows[row] {
					t.Errorf("in %s: two rows say %q", language, row)
				}
				rows[row] = true
			}
			if first == nil {
				first = names
			}
			if !maps.Equal(first, names) {
				t.Errorf("in %s: the names change with the order: %q, then %q", language, first, names)
			}
			number := l.With("settings.number", map[string]any{"number": 1})
			if !strings.Contains(names["b"], number) || strings.Contains(names["e"], number) {
				t.Errorf("in %s: the older of two is %q, the only one of its name %q", language, names["b"], names["e"])
			}
		}
	}
}
