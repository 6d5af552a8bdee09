package locales

import (
	"strconv"

	"github.com/nicksnyder/go-i18n/v2/i18n"
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

// counted are the placeholders whose numbers choose the plural form (CLDR), by key, of the messages that have plural forms.
func counted(messages []*i18n.Message) map[string]string {
	names := map[string]string{}
	for _, m := range messages {
		if len(forms(m)) < 2 {
			continue
		}
		if match := placeholder.FindStringSubmatch(m.Other); match != nil {
			names[m.ID] = match[1]
		}
	}
	return names
}

// count is a number as go-i18n takes it for the choice of a plural form; nil for what is none.
func count(value any) any {
	switch n := value.(type) {
	case int:
		return n
	case float64:
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return nil
}

// listSeparator stands between the entries of a list: CLDR's pattern for the middle of one, by script.
func listSeparator(tag language.Tag) string {
	script, _ := tag.Script()
	switch script.String() {
	case "Arab":
		return "، "
	case "Hans", "Hant", "Jpan":
		return "、"
	}
	return ", "
}
