package templates_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/kratos"
)

// flowOf is a flow with these input nodes, each an attributes object without its braces.
func flowOf(t *testing.T, nodes ...string) *kratos.Flow {
	t.Helper()
	for i, attributes := range nodes {
		nodes[i] = `{"type": "input", "group": "profile", "messages": [], "meta": {}, "attributes": {"node_type": "input", ` + attributes + `}}`
	}
	f, err := kratos.Parse([]byte(`{"id": "1", "state": "show_form", "ui": {"action": "https://kratos/", "method": "POST", "nodes": [` +
		strings.Join(append(nodes, `{"type": "input", "group": "profile", "messages": [], "meta": {}, "attributes": {"node_type": "input", "name": "method", "type": "submit", "value": "profile"}}`), ",") + `]}}`))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// posted are the values that a form sends under a name, as long as nobody touches it.
func posted(doc *goquery.Document, name string) []string {
	var values []string
	for _, e := range with(doc.Find("form input, form textarea"), "name", name).EachIter() {
		switch {
		case has(e, "disabled"), e.AttrOr("type", "") == "checkbox" && !has(e, "checked"):
		case goquery.NodeName(e) == "textarea":
			values = append(values, e.Text())
		default:
			values = append(values, e.AttrOr("value", ""))
		}
	}
	return values
}

// A required boolean of JSON schema may be false; one that nobody has answered yet stays so.
func TestBoxesAreNeverRequired(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		attributes string
		want       []string // posted
		optional   bool
	}{
		{`"required": true, "value": true`, []string{"false", "true"}, false},
		{`"required": true, "value": false`, []string{"false"}, false},
		{`"required": true`, []string{"false"}, false},
		{`"value": true`, []string{"false", "true"}, true},
		{`"value": false`, []string{"false"}, true},
		{`"value": null`, nil, true},
	} {
		doc, _, _ := drawFlow(t, kratos.Settings, flowOf(t, `"name": "traits.terms", "type": "checkbox", `+c.attributes), localizer(t, "en"))
		if box := doc.Find("input[type=checkbox]"); box.Length() != 1 || has(box, "required") {
			t.Errorf("%s: the box is required", c.attributes)
		}
		if got := posted(doc, "traits.terms"); !slices.Equal(got, c.want) {
			t.Errorf("%s: posts %q, want %q", c.attributes, got, c.want)
		}
		if marked := doc.Find("label .optional").Length() == 1; marked != c.optional {
			t.Errorf("%s: marked as optional: %v", c.attributes, marked)
		}
	}
}

// No field goes by Kratos's name for it.
func TestFieldsWithoutALabel(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ language, name, want string }{
		{"en", "traits.city", "City"},
		{"de", "traits.city", "Stadt"},
		{"ar", "traits.city", "المدينة"},
		{"en", "traits.home.postalCode", "Postal code"},
		{"en", "traits.zip_code", "Zip code"},
		{"en", "traits.a.b.c.favorite:color", "Favorite color"},
		{"en", "traits.homeURL", "Home URL"},
		{"en", "traits.имя", "Имя"},
		{"en", "traits.東京", "東京"},
		{"en", "traits.line2", "Line2"},
		{"de", "traits.name.first", "Vorname"},
		{"en", "captcha-answer", "Captcha answer"},
	} {
		f := flowOf(t, fmt.Sprintf(`"name": %q, "type": "text"`, c.name))
		f.UI.Nodes[0].Messages = []kratos.Text{{ID: 4000002, Type: "error"}}
		doc, _, _ := drawFlow(t, kratos.Registration, f, localizer(t, c.language))
		field := with(doc.Find("input"), "name", c.name)
		label := with(doc.Find("label"), "for", field.AttrOr("id", "?"))
		label.Find(".optional").Remove()
		if got := words(label); got != c.want {
			t.Errorf("%s: %s is called %q, want %q", c.language, c.name, got, c.want)
		}
		link := doc.Find(`[data-testid="error-summary"] a`)
		if words(link.Find("bdi")) != c.want || link.AttrOr("href", "") != "#"+field.AttrOr("id", "?") || strings.Contains(link.AttrOr("href", ""), ":") {
			t.Errorf("%s: the summary calls %s %q and leads to %q", c.language, c.name, words(link.Find("bdi")), link.AttrOr("href", ""))
		}
	}
}
