package locales

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

var (
	anyAction   = regexp.MustCompile(`\{\{.*?\}\}`)
	placeholder = regexp.MustCompile(`\{\{\.([A-Za-z_]+)\}\}`)
	markup      = regexp.MustCompile(`</?[A-Za-z][^>]*>|&[A-Za-z]+;|&#[0-9]+;`)
)

// placeholders are the names of a text's placeholders.
func placeholders(text string) map[string]bool {
	names := map[string]bool{}
	for _, match := range placeholder.FindAllStringSubmatch(text, -1) {
		names[match[1]] = true
	}
	return names
}

// forms are the texts of a message by plural form (CLDR).
func forms(m *i18n.Message) map[string]string {
	all := map[string]string{"zero": m.Zero, "one": m.One, "two": m.Two, "few": m.Few, "many": m.Many, "other": m.Other}
	maps.DeleteFunc(all, func(_, text string) bool { return text == "" })
	return all
}

func (c *checker) checkMessage(f *file, m, english *i18n.Message) {
	if m.ID != strings.ToLower(m.ID) {
		c.add(f.name, m.ID, "the key must be in lower case")
	}
	texts := forms(m)
	c.checkForms(f, m, english)
	for _, form := range slices.Sorted(maps.Keys(texts)) {
		text := texts[form]
		c.checkText(f, m.ID, text)
		c.checkPlaceholders(f, m.ID, form, text, english)
	}
	c.checkTerms(f, m, english)
}

// checkForms wants all plural forms that whole numbers have in the language, where English has several.
func (c *checker) checkForms(f *file, m, english *i18n.Message) {
	texts := forms(m)
	if texts["other"] == "" {
		c.add(f.name, m.ID, "lacks the plural form other")
		return
	}
	if len(forms(english)) == 1 {
		if len(texts) > 1 {
			c.add(f.name, m.ID, "has plural forms, and shows no number that chooses one")
		}
		return
	}
	used := numbersOf(f.tag)
	for _, form := range slices.Sorted(maps.Keys(used)) {
		if texts[form] == "" {
			c.add(f.name, m.ID, "lacks the plural form %s, such as that of %d", form, used[form][0])
		}
	}
}

// numbersOf are the first two whole numbers of each plural form of a language.
func numbersOf(tag language.Tag) map[string][]int {
	const enough = 200 // the rules of CLDR look at the last two digits
	numbers := map[string][]int{}
	for n := range enough {
		form := pluralForm(tag, n)
		if len(numbers[form]) < 2 {
			numbers[form] = append(numbers[form], n)
		}
	}
	return numbers
}

// checkText checks what a text of any message must not have.
func (c *checker) checkText(f *file, key, text string) {
	if rest := placeholder.ReplaceAllString(text, ""); strings.Contains(rest, "{{") || strings.Contains(rest, "}}") {
		c.add(f.name, key, "may hold placeholders such as {{.name}}, nothing else in braces: %q", cmp.Or(anyAction.FindString(rest), text))
	}
	if found := markup.FindString(text); found != "" {
		c.add(f.name, key, "holds markup, which visitors would read: %s", found)
	}
	if strings.TrimSpace(text) != text || strings.Contains(text, "  ") {
		c.add(f.name, key, "has spaces at an end, or two in a row: %q", text)
	}
	limit := c.descriptions.Messages[key].Max
	if length := utf8.RuneCountInString(text); limit > 0 && length > limit {
		c.advise(f.name, key, "has %d characters where %d have room", length, limit)
	}
	if direction(f.tag) == "rtl" {
		c.checkIsolation(f, key, text)
	}
}

// checkPlaceholders wants the placeholders of English. A form that stands for one number alone may do without the number.
func (c *checker) checkPlaceholders(f *file, key, form, text string, english *i18n.Message) {
	has, want := placeholders(text), placeholders(english.Other)
	alone := form != "other" && len(numbersOf(f.tag)[form]) == 1
	number := counted(english)
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if !has[name] && (!alone || name != number) {
			c.add(f.name, key, "lacks {{.%s}}", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(has)) {
		if !want[name] {
			c.add(f.name, key, "uses {{.%s}}, which English does not", name)
		}
	}
}

// ownWords are the placeholders that hold no foreign text: counts, and words of the language itself.
var ownWords = []string{
	"min_length", "max_length", "min_items", "max_items", "count", "time", "available_credential_types",
}

var isolated = regexp.MustCompile(`(\x{2068}?)\{\{\.([A-Za-z_]+)\}\}(\x{2069}?)`)

// checkIsolation wants U+2068 and U+2069 around foreign text: else the punctuation beside a Latin name, a negative number or a
// code jumps to the other side (UAX #9).
func (c *checker) checkIsolation(f *file, key, text string) {
	for _, match := range isolated.FindAllStringSubmatch(text, -1) {
		if (match[1] == "" || match[3] == "") && !slices.Contains(ownWords, match[2]) {
			c.add(f.name, key, "shows {{.%s}} without U+2068 and U+2069 around it", match[2])
		}
	}
	if strings.Count(text, "\u2068") != strings.Count(text, "\u2069") {
		c.add(f.name, key, "opens and closes isolates unevenly")
	}
}
