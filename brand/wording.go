package brand

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/thyra-ui/thyra/locales/template"
)

// scopePrefix begins the keys of OAuth2 scopes (RFC 6749, 3.3), which the server can't know all of.
const scopePrefix = "scope."

var (
	action    = regexp.MustCompile(`\{\{.*?\}\}`)
	fieldName = regexp.MustCompile(`\.([A-Za-z_]\w*)`)
)

// wording checks that each text replaces an existing message and uses the placeholders of that message: all of them, unless
// the English text has conditions ({{if .provider}}).
func (v *validator) wording(wording map[string]map[string]string, known map[string]string) {
	for _, tag := range slices.Sorted(maps.Keys(wording)) {
		if !languageTag.MatchString(tag) {
			v.add("wording."+tag, "is no language: it must be a tag such as de or pt-BR")
		}
		for _, key := range slices.Sorted(maps.Keys(wording[tag])) {
			at, text := "wording."+tag+"."+key, wording[tag][key]
			english, ok := known[key]
			if !ok && !strings.HasPrefix(key, scopePrefix) {
				v.add(at, "is no message of the server%s", similar(key, known))
				continue
			}
			may := placeholders(english)
			if err := try(text, may); err != nil {
				v.add(at, "can't be read: %v", err)
				continue
			}
			v.samePlaceholders(at, placeholders(text), may, strings.Contains(english, "{{if"))
		}
	}
}

// try fills a text in with values for its placeholders: a text that parses may still fail, and visitors would read the key of the
// message.
func try(text string, names []string) error {
	parsed, err := template.Parse(text, "", "")
	if err != nil {
		return err
	}
	_, err = parsed.Fill(func(name string) (string, bool) { return "x", slices.Contains(names, name) })
	return err
}

// samePlaceholders checks that a text has the placeholders that its message has: all of them, unless they are optional.
func (v *validator) samePlaceholders(key string, has, may []string, optional bool) {
	for _, name := range has {
		if !slices.Contains(may, name) {
			v.add(key, "uses {{.%s}}, which the message does not have; it has: %s", name, list(may))
		}
	}
	for _, name := range may {
		if !optional && !slices.Contains(has, name) {
			v.add(key, "lacks {{.%s}}", name)
		}
	}
}

// placeholders are the names of the fields in a text.
func placeholders(text string) (names []string) {
	for _, a := range action.FindAllString(text, -1) {
		for _, match := range fieldName.FindAllStringSubmatch(a, -1) {
			names = append(names, match[1])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func list(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return "{{." + strings.Join(names, "}}, {{.") + "}}"
}

// similar is advice to whoever mistyped the key of a message: the likely intended key, else keys of the same family, since
// all 300 are too many to list.
func similar(key string, known map[string]string) string {
	all := slices.Sorted(maps.Keys(known))
	if meant := closest(key, all); meant != "" {
		return "; did you mean " + meant + "?"
	}
	family, _, _ := strings.Cut(key, ".")
	var keys []string
	for _, other := range all {
		if strings.HasPrefix(other, family+".") && len(keys) < 20 {
			keys = append(keys, other)
		}
	}
	if len(keys) == 0 {
		return ""
	}
	return "; there are: " + strings.Join(keys, ", ")
}
