package kratos

import (
	"context"
	"encoding/json"
	"slices"
)

// Schema is what an identity schema says about traits and a flow does not. The methods of a nil Schema work: it has no
// traits.
type Schema struct {
	traits map[string]trait
}

// trait says whether a trait is a list, an identifier of any method, and an identifier of the password method.
type trait struct{ list, identifier, password bool }

// List reports whether a trait is a list; the name is without TraitPrefix.
func (s *Schema) List(name string) bool { return s != nil && s.traits[name].list }

// Knows reports whether there is a trait of this name, without TraitPrefix.
func (s *Schema) Knows(name string) bool {
	if s == nil {
		return false
	}
	_, ok := s.traits[name]
	return ok
}

// Identifiers are the names of the traits that one can sign in with using a password, sorted. When there is none, they are
// the identifiers of the other methods.
func (s *Schema) Identifiers() []string {
	if s == nil {
		return nil
	}
	var names, others []string
	for name, t := range s.traits {
		switch {
		case t.password:
			names = append(names, name)
		case t.identifier:
			others = append(others, name)
		}
	}
	if len(names) == 0 {
		names = others
	}
	slices.Sort(names)
	return names
}

// Schemas fetches all identity schemas, by id: GET /schemas, which is public.
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

// parseSchema returns nil for a schema that it does not understand.
func parseSchema(raw json.RawMessage) *Schema {
	var root schemaNode
	w := schemaWalk{raw: raw, into: map[string]trait{}}
	if json.Unmarshal(raw, &root) == nil {
		w.walk(root.properties["traits"], "", 0)
	}
	if len(w.into) == 0 {
		return nil
	}
	return &Schema{traits: w.into}
}
