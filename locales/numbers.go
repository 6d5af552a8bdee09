package locales

import (
	"strconv"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// number writes a number as the language does (CLDR), always in Latin digits: Kratos's codes and addresses beside it have no
// others, and visitors type numbers the way they read them.
func (l *Localizer) number(n any) string {
	tag, err := l.tag.SetTypeForKey("nu", "latn")
	if err != nil {
		tag = l.tag
	}
	const exact = 15 // digits after the point that a float64 tells apart
	return message.NewPrinter(tag).Sprint(number.Decimal(n, number.MaxFractionDigits(exact)))
}

// counted is the placeholder whose number chooses the plural form (CLDR) of a message; "" for one without plural forms.
func counted(m *i18n.Message) string {
	if match := placeholder.FindStringSubmatch(m.Other); match != nil && len(forms(m)) > 1 {
		return match[1]
	}
	return ""
}

// pluralForm is the plural form of a number in a language (CLDR); "other" also for what is no number.
func pluralForm(tag language.Tag, number any) string {
	var digits string
	switch n := number.(type) {
	case int:
		digits = strconv.Itoa(n)
	case float64:
		digits = strconv.FormatFloat(n, 'f', -1, 64)
	default:
		return "other"
	}
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(digits, "-"), ".")
	i, f := lastDigits(whole), lastDigits(fraction)
	// A fraction never ends in zeros here, so that it is the same with and without them.
	return formNames[plural.Cardinal.MatchPlural(tag, i, len(fraction), len(fraction), f, f)]
}

// formNames are the names of the plural forms in message files.
var formNames = map[plural.Form]string{
	plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many",
}

// lastDigits is a number without digits that no rule of CLDR looks at (plural.Rules.MatchPlural), yet not zero for another number.
func lastDigits(digits string) int {
	const most = 7
	if extra := len(digits) - most; extra > 0 {
		digits = "1" + digits[extra:]
	}
	n, _ := strconv.Atoi(digits) // "" is 0
	return n
}
