package kratos_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

// recorded are the recorded replies of both versions whose name matches, by "version/name".
func recorded(t testing.TB, pattern string) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("recordings/*/" + pattern + ".json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no recorded reply fits %s: %v", pattern, err)
	}
	bodies := map[string][]byte{}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		bodies[filepath.Base(filepath.Dir(file))+"/"+strings.TrimSuffix(filepath.Base(file), ".json")] = body
	}
	return bodies
}

// object decodes a reply without the types under test; nil when it is not an object.
func object(body []byte) map[string]any {
	var document map[string]any
	if json.Unmarshal(body, &document) != nil {
		return nil
	}
	return document
}

func TestEveryRecordedFlowParses(t *testing.T) {
	t.Parallel()
	flows := 0
	for name, body := range recorded(t, "*") {
		document := object(body)
		f, err := kratos.Parse(body)
		ui, ok := document["ui"].(map[string]any)
		if !ok {
			if err == nil {
				t.Errorf("%s is no flow, but parsed as %s", name, f.ID)
			}
			continue
		}
		flows++
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		nodes, _ := ui["nodes"].([]any)
		messages, _ := ui["messages"].([]any)
		if f.ID != document["id"] || f.UI.Action != ui["action"] || len(f.UI.Nodes) != len(nodes) || len(f.UI.Messages) != len(messages) {
			t.Errorf("%s: id %q, action %q, %d nodes, %d messages", name, f.ID, f.UI.Action, len(f.UI.Nodes), len(f.UI.Messages))
		}
		for _, m := range f.UI.Messages {
			if !f.HasMessage(m.ID) {
				t.Errorf("%s has message %d, and says it has not", name, m.ID)
			}
		}
		if f.HasMessage(-1) {
			t.Errorf("%s says it has a message that it has not", name)
		}
		if strings.Contains(name, "/settings-") && (f.Identity == nil || f.Identity.Traits["email"] == "") {
			t.Errorf("%s lost its identity", name)
		}
	}
	if flows < 200 {
		t.Errorf("only %d flows recorded", flows)
	}
}

// TestNoAttributeIsForgotten fails when Kratos sends an attribute that the struct lacks.
func TestNoAttributeIsForgotten(t *testing.T) {
	t.Parallel()
	// The page decides these itself, whatever Kratos sends.
	ignored := []string{"async", "referrerpolicy", "nonce"}
	var known []string
	for field := range reflect.TypeFor[kratos.Attributes]().Fields() {
		known = append(known, field.Tag.Get("json"))
	}
	missing := map[string]string{}
	for name, body := range recorded(t, "*") {
		ui, _ := object(body)["ui"].(map[string]any)
		nodes, _ := ui["nodes"].([]any)
		for _, node := range nodes {
			for key := range node.(map[string]any)["attributes"].(map[string]any) {
				if !slices.Contains(known, key) && !slices.Contains(ignored, key) {
					missing[key] = name
				}
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(missing)) {
		t.Errorf("attribute %s, in %s, is lost", key, missing[key])
	}
}

func TestParseRefusesWhatIsNoFlow(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		``, `null`, `[]`, `"flow"`, `{}`, `{"id": "1"}`, `{"id": "1", "ui": {}}`, `{"ui": {"action": "a"}}`, `{"id": 1, "ui": {"action": "a"}}`,
		`{"id": "1", "ui": {"action": "a", "nodes": {}}}`, `{"id": "1", "ui": {"action": "a"}, "expires_at": "soon"}`, `<html>`,
	} {
		if f, err := kratos.Parse([]byte(body)); err == nil {
			t.Errorf("%s parsed as flow %q", body, f.ID)
		}
	}
}

func TestParseKeepsWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	f, err := kratos.Parse([]byte(`{"id": "1", "future": {}, "state": null, "organization_id": null, "ui": {"action": "a", "nodes": [
		{"type": "hologram", "group": "teleport", "attributes": {"node_type": "hologram", "beam": 3, "name": "n"}},
		{"type": "input"}
	]}}`))
	if err != nil {
		t.Fatal(err)
	}
	if n := f.UI.Nodes[0]; len(f.UI.Nodes) != 2 || n.Type != "hologram" || n.Group != "teleport" || n.Attributes.Name != "n" {
		t.Errorf("nodes %+v", f.UI.Nodes)
	}
}

func TestParseForgivesOddJSON(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"a name twice":     `{"id": "0", "id": "1", "ui": {"action": "a"}}`,
		"an unknown twice": `{"x": 0, "x": {}, "id": "1", "ui": {"action": "a"}}`,
		"a broken rune":    "{\"id\": \"1\", \"ui\": {\"action\": \"a\", \"messages\": [{\"text\": \"\xff\"}], \"nodes\": [{\"attributes\": {\"value\": \"\xff\"}}]}}",
		"half a surrogate": `{"id": "1", "ui": {"action": "a", "messages": [{"text": "\ud800"}]}}`,
		"null everywhere":  `{"id": "1", "state": null, "expires_at": null, "identity": null, "ui": {"action": "a", "nodes": [{"messages": null, "attributes": null, "meta": null}], "messages": null}}`,
		"white space":      " \n{\"id\": \"1\", \"ui\": {\"action\": \"a\"}}\n\t",
		"NUL in a string":  `{"id": "1", "ui": {"action": "a", "messages": [{"text": "\u0000"}]}}`,
		"a deep unknown":   `{"id": "1", "x": ` + strings.Repeat("[", 500) + strings.Repeat("]", 500) + `, "ui": {"action": "a"}}`,
	} {
		if f, err := kratos.Parse([]byte(body)); err != nil || f.ID != "1" {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
}

func TestLabelIsTakenFromWhereItIs(t *testing.T) {
	t.Parallel()
	meta, own, title := &kratos.Text{ID: 1}, &kratos.Text{ID: 2}, &kratos.Text{ID: 3}
	for _, test := range []struct {
		node kratos.Node
		want int64
	}{
		{kratos.Node{Meta: kratos.Meta{Label: meta}, Attributes: kratos.Attributes{Label: own, Title: title}}, 1},
		{kratos.Node{Attributes: kratos.Attributes{Label: own, Title: title}}, 2},
		{kratos.Node{Attributes: kratos.Attributes{Title: title}}, 3},
		{kratos.Node{}, 0},
	} {
		if got := test.node.Label().ID; got != test.want {
			t.Errorf("label %d, want %d", got, test.want)
		}
	}
}

// FuzzParse: Parse must not panic, and a flow that it accepts can be posted.
func FuzzParse(f *testing.F) {
	for _, body := range recorded(f, "*") {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		flow, err := kratos.Parse(body)
		if err != nil {
			return
		}
		if flow.ID == "" || flow.UI.Action == "" {
			t.Errorf("a flow with id %q and action %q", flow.ID, flow.UI.Action)
		}
		for i := range flow.UI.Nodes {
			_ = flow.UI.Nodes[i].Label()
		}
	})
}
