package brand

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// node is what the test reads of a schema.
type node struct {
	Ref                  string `json:"$ref"`
	Enum                 []string
	Pattern              string
	Properties           map[string]*node
	Items                *node
	AnyOf                []*node
	AdditionalProperties json.RawMessage
	Defs                 map[string]*node `json:"$defs"`
}

func TestSchemaHasTheKeysOfTheType(t *testing.T) {
	t.Parallel()
	var root node
	if err := json.Unmarshal(Schema(), &root); err != nil {
		t.Fatal(err)
	}
	compare(t, "", &root, &root, reflect.ValueOf(document{}))
	if got := slices.Sorted(maps.Keys(root.Defs["palette"].Properties)); !slices.Equal(got, slices.Sorted(slices.Values(intentNames()))) {
		t.Errorf("intents of the schema: %v", got)
	}
	background, logo := root.Properties["background"].Properties, root.Properties["logo"].Properties
	for _, key := range []struct {
		name      string
		got, want []string
	}{{"background.side", background["side"].Enum, sides}, {"logo.place", logo["place"].Enum, places}, {"logo.align", logo["align"].Enum, alignments}} {
		if !slices.Equal(key.got, key.want) {
			t.Errorf("%s: the schema allows %v, Load %v", key.name, key.got, key.want)
		}
	}
	if got := background["position"].Pattern; got != position.String() {
		t.Errorf("background.position: the schema allows %s, Load %v", got, position)
	}
	for name, want := range map[string][]string{"layout": layouts, "density": densities, "hide": parts, "methods": methods} {
		got := root.Properties[name]
		if got.Items != nil {
			got = got.Items
		}
		if !slices.Equal(got.Enum, want) {
			t.Errorf("%s: the schema allows %v, Load %v", name, got.Enum, want)
		}
	}
	if got := root.Properties["radius"].AnyOf[0].Enum; !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(maps.Keys(radii))) {
		t.Errorf("radius: the schema allows %v", got)
	}
}

// compare descends into objects, lists of objects and maps to objects.
func compare(t *testing.T, at string, root, n *node, v reflect.Value) {
	t.Helper()
	if name, ok := strings.CutPrefix(n.Ref, "#/$defs/"); ok {
		n = root.Defs[name]
	}
	switch v.Kind() { //nolint:exhaustive // the rest are leaves
	case reflect.Slice:
		compare(t, at+"[]", root, n.Items, reflect.Zero(v.Type().Elem()))
	case reflect.Map:
		if v.Type().Elem().Kind() == reflect.Struct && v.Type() != reflect.TypeFor[Palette]() {
			var members node
			if err := json.Unmarshal(n.AdditionalProperties, &members); err != nil {
				t.Fatalf("%s: %v", at, err)
			}
			compare(t, at+".*", root, &members, reflect.Zero(v.Type().Elem()))
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[Color]() {
			return
		}
		var names []string
		for _, f := range fields(v) {
			names = append(names, f.name)
			if n.Properties[f.name] == nil {
				t.Errorf("%s.%s is not in the schema", at, f.name)
				continue
			}
			compare(t, at+"."+f.name, root, n.Properties[f.name], f.value)
		}
		for name := range n.Properties {
			if !slices.Contains(names, name) {
				t.Errorf("%s.%s is in the schema alone", at, name)
			}
		}
		if string(n.AdditionalProperties) != "false" {
			t.Errorf("%s: the schema allows unknown keys", at)
		}
	}
}
