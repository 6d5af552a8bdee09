package templates

import (
	"slices"
	"strings"
	"unicode"

	"github.com/thyra-ui/thyra/kratos"
)

// label is what a node is called. What has no label goes by its name.
func (b *builder) label(n *kratos.Node) string {
	label := b.nodeLabel(n)
	text := b.text(&label, n.Attributes.Name)
	if text != "" || n.Type != kratos.NodeInput ||
		slices.Contains([]string{kratos.InputHidden, kratos.InputSubmit, kratos.InputButton}, n.Attributes.Type) {
		return text
	}
	return b.Localizer.Trait(traitName(n.Attributes.Name), readable(n.Attributes.Name))
}

// readable makes words of the last part of a name: "traits.home.postalCode" is "Postal code".
func readable(name string) string {
	last := strings.TrimRight(name, ".")
	last = last[strings.LastIndexByte(last, '.')+1:]
	var words strings.Builder
	var before rune
	for _, r := range last {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r):
			r = ' '
		case unicode.IsUpper(r) && unicode.IsLower(before):
			words.WriteByte(' ')
		}
		words.WriteRune(r)
		before = r
	}
	list := strings.Fields(words.String())
	for i, word := range list {
		if i > 0 && word != strings.ToUpper(word) {
			list[i] = strings.ToLower(word)
		}
	}
	text := []rune(strings.Join(list, " "))
	if len(text) == 0 {
		return traitName(name)
	}
	return string(unicode.ToUpper(text[0])) + string(text[1:])
}

// autocomplete gives the autofill token (WCAG 1.3.5) of traits that have a usual name.
func autocomplete(f *Field) string {
	switch traitName(f.Name) {
	case "email":
		return "email"
	case "phone", "tel":
		return "tel"
	case "name":
		return "name"
	case "name.first", "first_name", "given_name":
		return "given-name"
	case "name.last", "last_name", "family_name":
		return "family-name"
	case "nick", "nickname":
		return "nickname"
	case "website":
		return "url"
	case "birthday", "birthdate":
		return "bday"
	}
	return ""
}

// identifies reports whether password managers should be told that this trait signs in. A browser needs to be told where other
// traits look as if they did; an address that has no rival keeps its own token, by which browsers fill it in.
func (b *builder) identifies(f *Field) bool {
	name, trait := strings.CutPrefix(f.Name, kratos.TraitPrefix)
	if !trait || f.Widget != Input {
		return false
	}
	if b.Schema != nil {
		return slices.Index(b.Schema.Identifiers(), name) == 0 && (b.rivals > 1 || f.Autocomplete == "")
	}
	return b.rivals == 1 && kratos.CouldIdentify(name) && f.Autocomplete == "" && f.Type == kratos.InputText
}

// rivals counts the traits that look as if one could sign in with them.
func rivals(f *kratos.Flow) int {
	n := 0
	for i := range f.UI.Nodes {
		a := &f.UI.Nodes[i].Attributes
		if name, ok := strings.CutPrefix(a.Name, kratos.TraitPrefix); ok && (a.Type == kratos.InputEmail || a.Type == kratos.InputTel || kratos.CouldIdentify(name)) {
			n++
		}
	}
	return n
}
