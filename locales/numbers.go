package locales

import (
	"strconv"

	"github.com/nicksnyder/go-i18n/v2/i18n"
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
