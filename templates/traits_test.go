package templates_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
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

// Kratos reads a list from the list's own name, given once for each entry, and takes an empty one for an entry too.
func TestListsPostTheirEntriesUnderOneName(t *testing.T) {
	t.Parallel()
	entries := func(kind string, n int) []string {
		var nodes []string
		for i := range n {
			nodes = append(nodes, fmt.Sprintf(`"name": "traits.a.tags.%d", "type": "%s", "value": "v%d"`, i, kind, i))
		}
		slices.Reverse(nodes) // Kratos has no order
		return nodes
	}
	whole := `"name": "traits.a.tags", "type": "text"`
	for name, c := range map[string]struct {
		kind  kratos.Kind
		nodes []string
		want  int
	}{
		"visible":                          {kratos.Settings, append(entries("text", 12), whole), 12},
		"visible, the whole first":         {kratos.Registration, append([]string{whole}, entries("text", 2)...), 2},
		"hidden on the second page":        {kratos.Registration, entries("hidden", 12), 12},
		"hidden with the whole":            {kratos.Registration, append(entries("hidden", 2), `"name": "traits.a.tags", "type": "hidden"`), 2},
		"an entry whose value is not kept": {kratos.Settings, append(entries("text", 1), whole, `"name": "traits.a.tags.1", "type": "text"`), 1},
		"only the whole, hidden":           {kratos.Registration, []string{`"name": "traits.a.tags", "type": "hidden"`}, 0},
	} {
		doc, view, _ := drawFlow(t, c.kind, flowOf(t, c.nodes...), localizer(t, "en"))
		var want []string
		for i := range c.want {
			want = append(want, fmt.Sprintf("v%d", i))
		}
		if got := posted(doc, "traits.a.tags"); !slices.Equal(got, want) {
			t.Errorf("%s: posts %q, want %q", name, got, want)
		}
		if n := doc.Find(`[name^="traits.a.tags."]`).Length(); n > 0 || len(view.Unknown) > 0 {
			t.Errorf("%s: %d entries have names of their own; unknown %v", name, n, view.Unknown)
		}
		soundDocument(t, doc)
	}
}

// Kratos drops what a profile does not say, so that what can't be changed here is said too.
func TestDisabledTraitsKeepTheirValues(t *testing.T) {
	t.Parallel()
	f := flowOf(t, `"name": "traits.plan", "type": "text", "value": "pro", "disabled": true`, `"name": "traits.terms", "type": "checkbox", "value": true, "disabled": true`,
		`"name": "traits.tags", "type": "text", "disabled": true`, `"name": "traits.tags.0", "type": "text", "value": "a"`,
		`"name": "traits.size", "type": "text", "value": "M", "disabled": true, "options": [{"value": "M"}]`)
	doc, _, _ := drawFlow(t, kratos.Settings, f, localizer(t, "en"))
	doc.Find("fieldset[disabled] input").SetAttr("disabled", "")
	for name, want := range map[string]string{"traits.plan": "pro", "traits.terms": "true", "traits.tags": "a", "traits.size": "M"} {
		if got := posted(doc, name); !slices.Equal(got, []string{want}) {
			t.Errorf("%s posts %q, want %q", name, got, want)
		}
	}
}

// A property of an object may be called by a number: the schema knows it from an entry.
func TestNamesThatAreNumbers(t *testing.T) {
	t.Parallel()
	server := `[{"id": "a", "schema": {"properties": {"traits": {"properties": {"lines": {"type": "object", "properties": {"1": {"type": "string"}, "2": {"type": "string"}}}}}}}}]`
	f := flowOf(t, `"name": "traits.lines.1", "type": "text", "value": "x"`, `"name": "traits.lines.2", "type": "text", "value": "y"`)
	f.Schema = schemaOf(t, server)
	doc, _, _ := drawFlow(t, kratos.Settings, f, localizer(t, "en"))
	for name, want := range map[string]string{"traits.lines.1": "x", "traits.lines.2": "y"} {
		if got := posted(doc, name); !slices.Equal(got, []string{want}) {
			t.Errorf("%s posts %q, want %q", name, got, want)
		}
	}
	// traits.10 is a trait, not an entry of all traits; 007 and +1 are no numbers of entries.
	for _, name := range []string{"traits.10", "traits.a.007", "traits.a.+1", "traits.a.-1", "traits.a.1e3"} {
		doc, _, _ := drawFlow(t, kratos.Settings, flowOf(t, `"name": "`+name+`", "type": "text", "value": "x"`), localizer(t, "en"))
		if got := posted(doc, name); !slices.Equal(got, []string{"x"}) {
			t.Errorf("%s posts %q", name, got)
		}
	}
}

// schemaOf is the first of the schemas that Kratos answers with.
func schemaOf(t *testing.T, answer string) *kratos.Schema {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, answer) }))
	t.Cleanup(server.Close)
	c, err := kratos.New(kratos.Config{PublicURL: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	all, err := c.Schemas(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all["a"]
}

// A trait that may be a list, or a single text, keeps what it is.
func TestAListOfOneThatIsNone(t *testing.T) {
	t.Parallel()
	f := flowOf(t, `"name": "traits.t", "type": "text", "value": "x"`)
	f.Schema = schemaOf(t, `[{"id": "a", "schema": {"properties": {"traits": {"properties": {"t": {"type": ["string", "array"]}}}}}}]`)
	doc, _, _ := drawFlow(t, kratos.Settings, f, localizer(t, "en"))
	if got := posted(doc, "traits.t"); !slices.Equal(got, []string{"x"}) {
		t.Errorf("it posts %q", got)
	}
}

func TestListsWithoutEntries(t *testing.T) {
	t.Parallel()
	doc, _, _ := drawFlow(t, kratos.Settings, flowOf(t, `"name": "traits.tags", "type": "text", "required": true`, `"name": "traits.tags.0", "type": "text"`), localizer(t, "en"))
	if blank := with(doc.Find("[data-list] input[required]"), "name", "traits.tags"); blank.Length() != 1 {
		t.Errorf("a list that needs an entry offers %d fields for one, want 1 that is required", blank.Length())
	}
	// A name that merely ends in a number is nobody's entry.
	doc, _, _ = drawFlow(t, kratos.Login, flowOf(t, `"name": "line.1", "type": "text", "value": "x"`), localizer(t, "en"))
	if got := posted(doc, "line.1"); !slices.Equal(got, []string{"x"}) {
		t.Errorf("line.1 posts %q", got)
	}
}

// A message about an entry stands at the entry, and the summary leads there.
func TestMistakesInAList(t *testing.T) {
	t.Parallel()
	f := flowOf(t, `"name": "traits.roles", "type": "text"`, `"name": "traits.roles.0", "type": "text", "value": "reader"`, `"name": "traits.roles.1", "type": "text"`)
	for i := range f.UI.Nodes {
		switch f.UI.Nodes[i].Attributes.Name {
		case "traits.roles.1":
			f.UI.Nodes[i].Messages = []kratos.Text{{ID: 4000001, Type: "error", Text: `value must be one of "reader", "writer"`}}
		case "traits.roles":
			f.UI.Nodes[i].Messages = []kratos.Text{{ID: 4000024, Type: "error", Context: map[string]any{"min_items": 3.0}}}
		}
	}
	doc, _, _ := drawFlow(t, kratos.Settings, f, localizer(t, "de"))
	soundDocument(t, doc)
	wrong := doc.Find(`[data-testid="node/input/traits.roles.1"] input`)
	if wrong.AttrOr("aria-invalid", "") != "true" || wrong.AttrOr("name", "") != "traits.roles" || wrong.AttrOr("value", "") != "" {
		t.Error("the entry that was refused is not offered for another try")
	}
	links := doc.Find(`[data-testid="error-summary"] a`)
	if links.Length() != 2 || with(links, "href", "#"+wrong.AttrOr("id", "?")).Length() != 1 {
		t.Errorf("%d links in the summary, one should lead to the entry", links.Length())
	}
	if text := words(links); strings.Contains(text, "must be") || !strings.Contains(text, "reader, writer") || !strings.Contains(text, "Roles 2") {
		t.Errorf("the summary says %q", text)
	}
}

// A browser's own controls show nothing, or something else, for values that are not in their format, and post that.
func TestControlsKeepTheirValues(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ kind, value, want string }{
		{"datetime-local", "2026-12-01T10:30:00Z", "text"},
		{"datetime-local", "2026-12-01T10:30", "text"},
		{"datetime-local", "", "text"},
		{"date", "2026-12-01", "date"},
		{"date", "2026-12-01T00:00:00Z", "text"},
		{"date", "2026-02-30", "text"},
		{"date", "0000-01-01", "text"},
		{"date", "01.12.2026", "text"},
		{"time", "10:30", "time"},
		{"time", "10:30:00Z", "text"},
		{"month", "2026-12", "month"},
		{"month", "December", "text"},
		{"week", "2026-W49", "week"},
		{"week", "49", "text"},
		{"color", "#00ff7f", "color"},
		{"color", "red", "text"},
		{"color", "#0f0", "text"},
		{"color", "", "text"},
		{"range", "", "text"},
		{"range", "150", "text"},
		{"number", "1.50", "number"},
		{"number", "-1e-7", "number"},
		{"number", "1,5", "text"},
		{"number", "1.", "text"},
		{"number", "+1", "text"},
		{"number", "0x10", "text"},
		{"number", "Infinity", "text"},
		{"number", "1e999", "text"},
		{"email", "ann@example.org", "email"},
		{"email", "jürgen@example.org", "text"},
		{"email", `"a b"@example.org`, "text"},
		{"email", " ann@example.org", "text"},
		{"email", "no address", "email"},
		{"url", "https://example.org/a?b#c", "url"},
		{"url", "urn:isbn:0451450523", "text"},
		{"url", "http://[::1]/", "text"},
		{"url", "https://example.org/ü", "text"},
		{"url", "www.example.org", "url"},
		{"tel", "+41 44 668 18 00", "tel"},
		{"text", "plain", "text"},
		{"text", "one\ntwo", "textarea"},
		{"text", "\n\none\r\ntwo\n", "textarea"},
		{"tel", "one\ntwo", "textarea"},
		{"url", "https://example.org/\n", "textarea"},
		{"hologram", "one\rtwo", "textarea"},
	} {
		f := flowOf(t, fmt.Sprintf(`"name": "traits.x", "type": %q, "value": %s`, c.kind, jsonString(c.value)))
		doc, _, _ := drawFlow(t, kratos.Settings, f, localizer(t, "en"))
		field := with(doc.Find("form input, form textarea"), "name", "traits.x")
		got := field.AttrOr("type", goquery.NodeName(field))
		if got != c.want {
			t.Errorf("%s with %q is shown as %s, want %s", c.kind, c.value, got, c.want)
		}
		if values := posted(doc, "traits.x"); len(values) != 1 || strings.ReplaceAll(values[0], "\r", "") != strings.ReplaceAll(c.value, "\r", "") && c.value != "one\rtwo" {
			t.Errorf("%s with %q posts %q", c.kind, c.value, values)
		}
	}
}

func jsonString(s string) string { return strings.ReplaceAll(fmt.Sprintf("%q", s), `\x`, `\u00`) }

// JSON schema looks for a pattern anywhere in a value, browsers compare the whole; and the two write some things differently.
func TestOnlyPatternsThatMeanTheSameArePassedOn(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string]string{
		"^[a-z]*$": "^[a-z]*$", `^\d{2,4}$`: `^\d{2,4}$`, "^[A-Z][a-z]+ [0-9]?$": "^[A-Z][a-z]+ [0-9]?$", "^a.c$": "^a.c$",
		"[a-z]{2}": "", "^abc": "", "abc$": "", "^a|b$": "", "^(?i)abc$": "", "^[[:alpha:]]+$": "", `^\pL+$`: "", `^[a-z.-]+$`: "", `^\x{41}$`: "", "^a$|^b$": "", "": "",
	} {
		doc, _, _ := drawFlow(t, kratos.Settings, flowOf(t, `"name": "traits.x", "type": "text", "pattern": `+jsonString(pattern)), localizer(t, "en"))
		if got := with(doc.Find("input"), "name", "traits.x").AttrOr("pattern", ""); got != want {
			t.Errorf("pattern %q becomes %q, want %q", pattern, got, want)
		}
	}
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
		{"en", "traits.a.b.c.favourite:colour", "Favourite colour"},
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
