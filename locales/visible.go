package locales

import (
	"strings"
	"unicode"
)

// Visible is a name that somebody else chose, as it may stand in a sentence: without the characters that change the
// direction of the text after them (UAX #9), and "" when all its characters are invisible.
func Visible(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, name)
	if strings.TrimFunc(name, invisible) == "" {
		return ""
	}
	return strings.TrimSpace(name)
}

// invisible reports whether a character shows nothing on a page.
func invisible(r rune) bool {
	const brailleBlank = '\u2800'
	return unicode.IsSpace(r) || r == brailleBlank ||
		unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}
