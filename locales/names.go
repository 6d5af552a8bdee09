package locales

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Name is what the language is called in itself, as CLDR has it, with a capital letter since it stands alone, and with the region
// that its tag names; the tag where CLDR has no name.
func (l *Localizer) Name() string {
	name := cmp.Or(display.Self.Name(l.tag), l.Lang())
	base, _ := l.tag.Base()
	if own := display.Tags(l.tag); own != nil && regionOf(l.tag) != (language.Region{}) && name == display.Self.Name(language.Make(base.String())) {
		name = own.Name(l.tag)
	}
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}

// Localizers lists those of the catalog, the fallback first.
func (c *Catalog) Localizers() []*Localizer { return slices.Clone(c.localizers) }
