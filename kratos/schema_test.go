package kratos_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

// schemas are the given identity schemas, by id, as the client reads them.
func schemas(t *testing.T, byID map[string]string) map[string]*kratos.Schema {
	t.Helper()
	var list []string
	for id, schema := range byID {
		list = append(list, `{"id": "`+id+`", "schema": `+schema+`}`)
	}
	got, err := serve(t, reply(http.StatusOK, []byte("["+strings.Join(list, ",")+"]"))).Schemas(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// ofTraits is an identity schema with these properties.
func ofTraits(properties string) string {
	return `{"definitions": {"word": {"type": "string"}, "words": {"type": "array", "items": {"$ref": "#/definitions/word"}},
		"a/b": {"$ref": "#/definitions/words"}, "endless": {"$ref": "#/definitions/endless"}, "self": {"type": "object", "properties": {"x": {"$ref": "#/definitions/self"}}}},
		"properties": {"traits": {"type": "object", "properties": {` + properties + `}}}}`
}

func TestSchemaKnowsLists(t *testing.T) {
	t.Parallel()
	s := schemas(t, map[string]string{"a": ofTraits(`
		"tags": {"type": "array", "items": {"type": "string"}}, "any": {"type": "array"}, "maybe": {"type": ["array", "null"], "items": {"type": "number"}},
		"ref": {"$ref": "#/definitions/words"}, "escaped": {"$ref": "#/definitions/a~1b"},
		"all": {"allOf": [{"type": "array", "items": {"type": "string"}}]},
		"home": {"type": "object", "properties": {"rooms": {"type": "array", "items": {"type": "string"}}, "street": {"type": "string"}}},
		"people": {"type": "array", "items": {"type": "object"}},
		"word": {"$ref": "#/definitions/word"}, "endless": {"$ref": "#/definitions/endless"}, "self": {"$ref": "#/definitions/self"},
		"foreign": {"$ref": "https://example.org/x.json"}, "nowhere": {"$ref": "#/definitions/nowhere"}`)})["a"]
	for name, want := range map[string]bool{
		"tags": true, "any": true, "maybe": true, "ref": true, "escaped": true, "all": true, "home.rooms": true,
		"home": false, "home.street": false, "people": false, "word": false, "endless": false, "self": false, "self.x": false,
		"foreign": false, "nowhere": false, "unknown": false, "": false,
	} {
		if s.List(name) != want {
			t.Errorf("%q is a list: %v, want %v", name, s.List(name), want)
		}
	}
}

func TestSchemaKnowsIdentifiers(t *testing.T) {
	t.Parallel()
	const identifies = `"ory.sh/kratos": {"credentials": {"password": {"identifier": true}}}`
	got := schemas(t, map[string]string{
		"name":   ofTraits(`"username": {"type": "string", ` + identifies + `}, "email": {"type": "string", "ory.sh/kratos": {"verification": {"via": "email"}}}`),
		"nested": ofTraits(`"contact": {"type": "object", "properties": {"mail": {"type": "string", ` + identifies + `}}}, "z": {"type": "string", ` + identifies + `}`),
		"both":   ofTraits(`"email": {"ory.sh/kratos": {"credentials": {"code": {"identifier": true, "via": "email"}}}}, "username": {` + identifies + `}`),
		"codes":  ofTraits(`"email": {"ory.sh/kratos": {"credentials": {"code": {"identifier": true, "via": "email"}, "password": {"identifier": "yes"}}}}`),
		"beside": ofTraits(`"extra": true, "odd": {"type": 7, "items": [{"type": "string"}], "properties": [], "ory.sh/kratos": "x"}, "username": {` + identifies + `}`),
		"none":   ofTraits(`"email": {"type": "string"}`),
		"odd":    `7`,
		"bare":   `{"properties": {}}`,
	})
	for id, want := range map[string][]string{"name": {"username"}, "nested": {"contact.mail", "z"}, "both": {"username"}, "codes": {"email"}, "beside": {"username"}, "none": nil} {
		if names := got[id].Identifiers(); got[id] == nil || !slices.Equal(names, want) {
			t.Errorf("%s: one signs in with %q, want %q", id, names, want)
		}
	}
	if got["odd"] != nil || got["bare"] != nil {
		t.Error("a document that is no identity schema is taken for one")
	}
	if (*kratos.Schema)(nil).Identifiers() != nil || (*kratos.Schema)(nil).List("tags") {
		t.Error("no schema knows something")
	}
}

func TestIdentifierIsNeverAGuess(t *testing.T) {
	t.Parallel()
	byName := schemas(t, map[string]string{"a": ofTraits(`"username": {"type": "string", "ory.sh/kratos": {"credentials": {"password": {"identifier": true}}}}`)})["a"]
	for name, c := range map[string]struct {
		traits traits
		schema *kratos.Schema
		want   string
	}{
		"the schema knows":            {traits{"username": "ann", "email": "ann@example.org"}, byName, "ann"},
		"and the trait is missing":    {traits{"email": "ann@example.org"}, byName, ""},
		"one address":                 {traits{"email": "ann@example.org", "name": traits{"first": "Ann"}}, nil, "ann@example.org"},
		"one address by another name": {traits{"contact": traits{"primary": "ann@example.org"}}, nil, "ann@example.org"},
		"one user name":               {traits{"user_name": "ann", "city": "Bern"}, nil, "ann"},
		"two that could":              {traits{"username": "ann", "email": "ann@example.org"}, nil, ""},
		"address and phone":           {traits{"email": "ann@example.org", "phone": "+41441234567"}, nil, ""},
		"two addresses":               {traits{"email": "ann@example.org", "second": "ann@example.net"}, nil, ""},
		"nothing":                     {traits{"city": "Bern", "age": 7.0}, nil, ""},
	} {
		identity := kratos.Identity{Traits: c.traits}
		if got := identity.Identifier(c.schema); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// A schema that contains itself more than once at each level has too many traits to visit them all.
func TestSchemaThatContainsItselfIsCut(t *testing.T) {
	t.Parallel()
	got := schemas(t, map[string]string{"a": `{"definitions": {"n": {"type": "object", "properties": {"a": {"$ref": "#/definitions/n"}, "b": {"$ref": "#/definitions/n"},
		"c": {"$ref": "#/definitions/n"}, "d": {"$ref": "#/definitions/n"}}}}, "properties": {"traits": {"$ref": "#/definitions/n"}}}`})
	if got["a"] == nil {
		t.Error("nothing of it is known")
	}
}

func TestSchemasFail(t *testing.T) {
	t.Parallel()
	for _, garbage := range []string{"", "{}", `[7]`, `"x"`} {
		if _, err := serve(t, reply(http.StatusOK, []byte(garbage))).Schemas(t.Context()); err == nil {
			t.Errorf("%q is taken for schemas", garbage)
		}
	}
}
