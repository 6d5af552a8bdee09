package templates_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

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
	r := request(kratos.Settings, f, localizer(t, "en"))
	r.Schema = schemaOf(t, server)
	doc, _, _ := drawRequest(t, r)
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
	r := request(kratos.Settings, f, localizer(t, "en"))
	r.Schema = schemaOf(t, `[{"id": "a", "schema": {"properties": {"traits": {"properties": {"t": {"type": ["string", "array"]}}}}}}]`)
	doc, _, _ := drawRequest(t, r)
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
