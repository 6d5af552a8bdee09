package kratos

import (
	"maps"
	"slices"
	"strings"
)

// Identifier is the function Identifier for the identity's traits.
func (i *Identity) Identifier(schema *Schema) string {
	values := map[string]string{}
	flatten(values, "", i.Traits)
	return Identifier(values, schema)
}

func flatten(into map[string]string, prefix string, traits map[string]any) {
	for name, value := range traits {
		switch v := value.(type) {
		case string:
			into[prefix+name] = v
		case map[string]any:
			flatten(into, prefix+name+".", v)
		}
	}
}

// Identifier returns the value of the trait that a person signs in with; traits are by name, without TraitPrefix. Without a
// schema it is the only trait that looks like an identifier. It is "" when that is not certain: a password manager that is
// given the wrong one saves the password under a name that can't sign in.
func Identifier(traits map[string]string, schema *Schema) string {
	for _, name := range schema.Identifiers() {
		if traits[name] != "" {
			return traits[name]
		}
	}
	if schema != nil {
		return ""
	}
	only := ""
	for _, name := range slices.Sorted(maps.Keys(traits)) {
		switch value := traits[name]; {
		case value == "" || !CouldIdentify(name) && !strings.Contains(value, "@"):
		case only != "":
			return ""
		default:
			only = value
		}
	}
	return only
}

// CouldIdentify reports whether a trait of this name is one that people usually sign in with.
func CouldIdentify(name string) bool {
	last := strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	for _, word := range []string{"mail", "user", "login", "phone", "mobile", "account"} {
		if strings.Contains(last, word) {
			return true
		}
	}
	return last == "tel"
}
