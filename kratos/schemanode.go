package kratos

import (
	"encoding/json"
	"slices"
	"strings"
)

// schemaNode is the part of a JSON schema that Kratos's forms depend on.
type schemaNode struct {
	types       []string
	ref         string
	properties  map[string]schemaNode
	items       *schemaNode
	parts       []schemaNode // allOf, anyOf, oneOf
	credentials map[string]bool
}

// UnmarshalJSON reads what it understands and ignores the rest: true is a valid schema, items may be a list, and an unknown
// keyword in one trait must not hide the others.
func (n *schemaNode) UnmarshalJSON(data []byte) error {
	var members map[string]json.RawMessage
	_ = json.Unmarshal(data, &members) // anything but an object has no members
	read := func(name string, into any) bool { return json.Unmarshal(members[name], into) == nil }
	var one string
	if read("type", &one) {
		n.types = []string{one}
	} else {
		read("type", &n.types)
	}
	read("$ref", &n.ref)
	read("properties", &n.properties)
	if n.items = new(schemaNode); !read("items", n.items) {
		n.items = nil
	}
	for _, name := range []string{"allOf", "anyOf", "oneOf"} {
		var parts []schemaNode
		read(name, &parts)
		n.parts = append(n.parts, parts...)
	}
	var extension struct {
		Credentials map[string]json.RawMessage `json:"credentials"`
	}
	read("ory.sh/kratos", &extension)
	n.credentials = map[string]bool{}
	for kind, raw := range extension.Credentials {
		var is struct {
			Identifier bool `json:"identifier"`
		}
		n.credentials[kind] = json.Unmarshal(raw, &is) == nil && is.Identifier
	}
	return nil
}

// The limits stop at schemas that contain themselves; no form has fields as deep or as many.
const (
	maxSchemaDepth = 16
	maxSchemaSteps = 2_000
)

// schemaWalk collects the traits of a schema.
type schemaWalk struct {
	raw   json.RawMessage
	into  map[string]trait
	steps int
}

func (w *schemaWalk) walk(n schemaNode, name string, depth int) {
	if w.steps++; depth > maxSchemaDepth || w.steps > maxSchemaSteps {
		return
	}
	n = w.resolved(n)
	t := w.into[name]
	if slices.Contains(n.types, "array") {
		// Kratos can't take lists of objects from a form.
		t.list = n.items == nil || !slices.Contains(w.resolved(*n.items).types, "object")
	}
	for kind, identifies := range n.credentials {
		t.identifier = t.identifier || identifies
		t.password = t.password || identifies && kind == "password"
	}
	if name != "" {
		w.into[name] = t
	}
	for key, child := range n.properties {
		w.walk(child, strings.TrimPrefix(name+"."+key, "."), depth+1)
	}
	for _, part := range n.parts {
		w.walk(part, name, depth+1)
	}
}

// resolved follows references within the document (RFC 6901) to the end of the chain.
func (w *schemaWalk) resolved(n schemaNode) schemaNode {
	for range maxSchemaDepth {
		pointer, local := strings.CutPrefix(n.ref, "#/")
		if !local {
			break
		}
		at := w.raw
		for token := range strings.SplitSeq(pointer, "/") {
			var object map[string]json.RawMessage
			if json.Unmarshal(at, &object) != nil {
				return n
			}
			at = object[strings.NewReplacer("~1", "/", "~0", "~").Replace(token)]
		}
		n = schemaNode{}
		if json.Unmarshal(at, &n) != nil {
			return schemaNode{}
		}
	}
	return n
}
