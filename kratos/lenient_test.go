package kratos_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

// oneNode is a flow with one node, which has these additional attributes.
func oneNode(attributes string) string {
	return `{"id": "1", "ui": {"action": "http://kratos/", "method": "POST", "nodes": [{"type": "input", "group": "default", "messages": [], "meta": {},
		"attributes": {"node_type": "input", "name": "code", "type": "text", ` + attributes + `}}]}}`
}

func TestOddAttributesAreTakenForWhatTheyMean(t *testing.T) {
	t.Parallel()
	for attributes, want := range map[string]kratos.Attributes{
		`"maxlength": "6"`:          {MaxLength: 6},
		`"maxlength": 6.0`:          {MaxLength: 6},
		`"maxlength": "six"`:        {},
		`"maxlength": []`:           {},
		`"required": "true"`:        {Required: true},
		`"required": "maybe"`:       {},
		`"required": {}`:            {},
		`"pattern": 6`:              {Pattern: "6"},
		`"pattern": true`:           {Pattern: "true"},
		`"pattern": ["x"]`:          {},
		`"autocomplete": {"a": 1}`:  {},
		`"options": {"value": "x"}`: {},
		`"options": ["x"]`:          {Options: []kratos.Option{{}}},
		`"data": "x"`:               {},
		`"data": {"size": 7}`:       {Data: map[string]string{"size": "7"}},
		`"label": "Code"`:           {Label: &kratos.Text{}},
		`"value": 1e999`:            {},
	} {
		f, err := kratos.Parse([]byte(oneNode(attributes + `, "inputmode": "numeric"`)))
		if err != nil || len(f.UI.Nodes) != 1 {
			t.Errorf("%s costs the page: %v", attributes, err)
			continue
		}
		want.NodeType, want.Name, want.Type, want.InputMode = "input", "code", "text", "numeric"
		if got := fmt.Sprintf("%+v", f.UI.Nodes[0].Attributes); got != fmt.Sprintf("%+v", want) && !strings.Contains(attributes, "label") {
			t.Errorf("%s is read as %s, want %+v", attributes, got, want)
		}
		if name := strings.Split(attributes, `"`)[1]; len(f.Odd) != 1 && attributes != `"maxlength": 6.0` {
			t.Errorf("%s: odd are %q, want one for %s", attributes, f.Odd, name)
		}
	}
}

// When any single value of a flow is null or of another type, the rest is still shown.
func TestAnyValueMayBeOdd(t *testing.T) {
	t.Parallel()
	for file, body := range recorded(t, "*-initial") {
		if object(body)["ui"] == nil {
			continue
		}
		for _, odd := range []any{nil, 7.5, "x", true, []any{nil}, map[string]any{"x": nil}} {
			for path, document := range replacedOneByOne(t, body, odd) {
				_, err := kratos.Parse(document)
				// A document without these may not be a flow.
				vital := slices.Contains([]string{"/id", "/ui", "/ui/action", "/ui/nodes", "/issued_at", "/expires_at"}, path)
				if err != nil && !vital {
					t.Fatalf("%s: %v at %s costs the page", file, odd, path)
				}
			}
		}
	}
}

// replacedOneByOne are copies of a document with one value replaced each, by the path of that value.
func replacedOneByOne(t *testing.T, body []byte, with any) map[string][]byte {
	t.Helper()
	var document any
	if err := json.Unmarshal(body, &document); err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	var walk func(path string, value any)
	try := func(path string, value any, set func(any)) {
		set(with)
		changed, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		all[path] = changed
		set(value)
		walk(path, value)
	}
	walk = func(path string, value any) {
		switch v := value.(type) {
		case map[string]any:
			for key, member := range v {
				try(path+"/"+key, member, func(x any) { v[key] = x })
			}
		case []any:
			for i, member := range v {
				try(path+"/"+fmt.Sprint(i), member, func(x any) { v[i] = x })
			}
		}
	}
	walk("", document)
	return all
}

func TestNodesAndTextsThatAreNullAreLeftOut(t *testing.T) {
	t.Parallel()
	f, err := kratos.Parse([]byte(`{"id": "1", "ui": {"action": "http://kratos/", "messages": [null, {"id": 1010004, "text": "x"}], "nodes": [null,
		{"type": "input", "group": "password", "messages": [null], "meta": null, "attributes": {"node_type": "input", "name": "password", "type": "password"}}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	if len(f.UI.Nodes) != 1 || len(f.UI.Messages) != 1 || len(f.UI.Nodes[0].Messages) != 0 {
		t.Errorf("%+v", f.UI)
	}
}
