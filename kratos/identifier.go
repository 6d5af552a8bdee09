package kratos

import (
	"maps"
	"slices"
	"strings"
)

// Identifier is what the person signs in with, or "" where that is not certain; see the function of the same name.
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

// Identifier is the one of these traits that signs in: a password manager that is told another files the password under a name
// that does not work. The schema knows; without one it is the only trait that could be, and "" when there are several. The
// names have no "traits." before them.
func Identifier(traits map[string]string, schema *Schema) string {
	for _, name := range schema.Identifiers() {
		if traits[name] != "" {
			return traits[name]
		}
	}
	if schema != nil {
		return ""
	}
	could := ""
	for _, name := range slices.Sorted(maps.Keys(traits)) {
		switch value := traits[name]; {
		case value == "" || !CouldIdentify(name) && !strings.Contains(value, "@"):
		case could != "":
			return ""
		default:
			could = value
		}
	}
	return could
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
