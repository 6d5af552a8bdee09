package locales

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// dateFormat is how a language writes dates and lists: cldr.json, which locales/cldr makes.
type dateFormat struct {
	DateTime string   `json:"dateTime"` // a pattern by the letters of UTS 35
	Months   []string `json:"months"`
	Era      string   `json:"era"`
	List     string   `json:"list"`
}

// dateFormatOf reads the format of a language, or of the nearest one that CLDR has; the English one where it has none.
func dateFormatOf(tag language.Tag) dateFormat {
	var formats map[string]json.RawMessage
	data, err := fs.ReadFile(Files(), "cldr.json")
	if err == nil {
		err = json.Unmarshal(data, &formats)
	}
	for ; formats[tag.String()] == nil && !tag.IsRoot(); tag = tag.Parent() {
	}
	name := tag.String()
	if tag.IsRoot() {
		name = englishTag
	}
	var format dateFormat
	if err == nil {
		err = json.Unmarshal(formats[name], &format)
	}
	if err != nil {
		panic(fmt.Sprintf("locales: cldr.json: %v", err)) // a file of the program
	}
	return format
}

// Time is an instant in words, in UTC, since the server does not know the visitor's time zone; "" for the zero time. The calendar
// is the Gregorian one and digits are Latin in every language.
func (l *Localizer) Time(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return l.dates().write(t.UTC())
}

// List joins words as the language does in the middle of a list, where no "and" or "or" stands.
func (l *Localizer) List(words []string) string { return strings.Join(words, l.dates().List) }

// write replaces the letters of the pattern. Text in quotes stays.
func (f dateFormat) write(t time.Time) string {
	var text strings.Builder
	for i, part := range strings.Split(f.DateTime, "'") {
		if i%2 == 1 {
			text.WriteString(part)
			continue
		}
		for part != "" {
			letter, _ := utf8.DecodeRuneInString(part)
			letters := len(part) - len(strings.TrimLeft(part, string(letter)))
			text.WriteString(f.field(part[:letters], t))
			part = part[letters:]
		}
	}
	return text.String()
}

// field is what the letters of a pattern stand for; what stands for nothing stays.
func (f dateFormat) field(letters string, t time.Time) string {
	switch letters {
	case "d":
		return t.Format("2")
	case "dd":
		return t.Format("02")
	case "MM":
		return t.Format("01")
	case "M":
		return t.Format("1")
	case "MMM", "MMMM":
		return f.Months[t.Month()-1]
	case "y":
		return t.Format("2006")
	case "G":
		return f.Era
	case "H":
		return strconv.Itoa(t.Hour())
	case "HH":
		return t.Format("15")
	case "mm":
		return t.Format("04")
	case "v", "vvvv":
		return "UTC"
	}
	return letters
}
