package locales

import (
	"strings"
	"unicode"
)

// Visible is what a sentence may show of a name that somebody else chose: without the characters that turn the direction of what
// follows them (UAX #9), and "" when nothing of it can be seen.
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

// invisible reports whether a character leaves no mark on the page.
func invisible(r rune) bool {
	const brailleBlank = '\u2800'
	return unicode.IsSpace(r) || r == brailleBlank ||
		unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}
