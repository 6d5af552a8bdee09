package kratos

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
)

// Schema is what an identity schema says about traits and a flow does not. A nil Schema knows nothing.
type Schema struct {
	traits map[string]trait
}

// trait is what matters of one.
type trait struct{ list, identifier bool }

// List reports whether a trait holds several values; its name has no "traits." before it.
func (s *Schema) List(name string) bool { return s != nil && s.traits[name].list }

// Identifiers are the names of the traits that one can sign in with, in order.
func (s *Schema) Identifiers() []string {
	var names []string
	if s != nil {
		for name, t := range s.traits {
			if t.identifier {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// Schemas are all identity schemas by their id: GET /schemas. Kratos shows them to anybody.
func (c *Client) Schemas(ctx context.Context) (map[string]*Schema, error) {
	body, _, err := c.get(ctx, "/schemas?per_page=500", "")
	if err != nil {
		return nil, err
	}
	var list []struct {
		ID     string          `json:"id"`
		Schema json.RawMessage `json:"schema"`
	}
	if json.Unmarshal(body, &list) != nil {
		return nil, &Error{Cause: errDocument}
	}
	schemas := make(map[string]*Schema, len(list))
	for _, entry := range list {
		schemas[entry.ID] = parseSchema(entry.Schema)
	}
	return schemas, nil
}

// schemaNode is a part of a JSON schema, as far as Kratos's forms depend on it.
type schemaNode struct {
	Type       types                 `json:"type"`
	Ref        string                `json:"$ref"`
	Properties map[string]schemaNode `json:"properties"`
	Items      *schemaNode           `json:"items"`
	AllOf      []schemaNode          `json:"allOf"`
	AnyOf      []schemaNode          `json:"anyOf"`
	OneOf      []schemaNode          `json:"oneOf"`
	Kratos     struct {
		Credentials map[string]struct {
			Identifier bool `json:"identifier"`
		} `json:"credentials"`
	} `json:"ory.sh/kratos"`
}

// types is one word or a list of them.
type types []string

func (t *types) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*t = types{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(t))
}

// maxSchemaDepth ends schemas that contain themselves; forms have no fields as deep as that.
const maxSchemaDepth = 16

// parseSchema is nil for a schema that it does not understand.
func parseSchema(raw json.RawMessage) *Schema {
	var root schemaNode
	if json.Unmarshal(raw, &root) != nil || root.Properties["traits"].empty() {
		return nil
	}
	w := schemaWalk{raw: raw, into: map[string]trait{}}
	w.visit(root.Properties["traits"], "", 0)
	return &Schema{traits: w.into}
}

func (n schemaNode) empty() bool {
	return n.Ref == "" && len(n.Properties)+len(n.AllOf)+len(n.AnyOf)+len(n.OneOf) == 0
}

// schemaWalk collects the traits of a schema.
type schemaWalk struct {
	raw  json.RawMessage
	into map[string]trait
}

func (w *schemaWalk) visit(n schemaNode, name string, depth int) {
	if depth > maxSchemaDepth {
		return
	}
	n = w.resolved(n)
	t := w.into[name]
	if slices.Contains(n.Type, "array") {
		// Kratos can't take lists of objects from a form.
		t.list = n.Items == nil || !slices.Contains(w.resolved(*n.Items).Type, "object")
	}
	for _, c := range n.Kratos.Credentials {
		t.identifier = t.identifier || c.Identifier
	}
	if name != "" {
		w.into[name] = t
	}
	for key, child := range n.Properties {
		w.visit(child, strings.TrimPrefix(name+"."+key, "."), depth+1)
	}
	for _, part := range slices.Concat(n.AllOf, n.AnyOf, n.OneOf) {
		w.visit(part, name, depth+1)
	}
}

// resolved follows a reference inside the same document (RFC 6901), to the end of a chain of them.
func (w *schemaWalk) resolved(n schemaNode) schemaNode {
	for range maxSchemaDepth {
		pointer, local := strings.CutPrefix(n.Ref, "#/")
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
