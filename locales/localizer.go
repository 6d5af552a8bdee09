package locales

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/language"

	"github.com/thyra-ui/thyra/locales/template"
)

// Localizer makes texts in one language. It is read-only and safe for concurrent use.
type Localizer struct {
	tag       language.Tag
	lang, dir string
	// sources are those of this language, and fallback the English ones.
	sources, fallback []source
	dates             func() dateFormat
}

func newLocalizer(tag language.Tag, sources map[language.Tag][]source) *Localizer {
	l := &Localizer{tag: tag, lang: tag.String(), dir: direction(tag), sources: sources[tag], dates: sync.OnceValue(func() dateFormat { return dateFormatOf(tag) })}
	if tag != language.English {
		l.fallback = sources[language.English]
	}
	return l
}

// Lang is the BCP 47 tag of the language in use, for the lang attribute and Content-Language.
func (l *Localizer) Lang() string { return l.lang }

// Dir is the writing direction, "ltr" or "rtl".
func (l *Localizer) Dir() string { return l.dir }

func direction(tag language.Tag) string {
	script, _ := tag.Script()
	switch script.String() {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg":
		return "rtl"
	}
	return "ltr"
}

// T is the text of one of our own messages. An id that no file has is a programming error and comes back as it is.
func (l *Localizer) T(id string) string { return l.With(id, nil) }

// With is T for a message with placeholders. Strings in data go through Visible; numbers (int) are written as the language
// does, and choose the plural form of a message that has several.
func (l *Localizer) With(id string, data map[string]any) string {
	shown := maps.Clone(data)
	for key, value := range data {
		switch v := value.(type) {
		case string:
			shown[key] = Visible(v)
		case int:
			shown[key] = l.number(v)
		}
	}
	text, ok := l.lookup(id, shown, data)
	if !ok {
		return id
	}
	return text
}

// Message is the text of a Kratos message: ours for its id, else the fallback as it is. The fallback also stands in when the
// context lacks a placeholder of our text.
func (l *Localizer) Message(id int64, context map[string]any, fallback string) string {
	data := l.display(context)
	text, ok := l.lookup(l.messageKey(id, data), data, context)
	if !ok || strings.Contains(text, template.NoValue) {
		return fallback
	}
	return text
}

// Trait is the label of an identity trait: the translation of the title in the identity schema, else that of the trait's
// name ("name.first"), else the title.
func (l *Localizer) Trait(name, title string) string {
	for _, key := range []string{title, strings.ToLower(title), name, strings.ToLower(name)} {
		if text, ok := l.lookup("trait."+key, nil, nil); ok {
			return text
		}
	}
	return title
}

// lookup finds a text in this language or English and fills its placeholders with texts. numbers has the same names, with the
// numbers that choose a plural form.
func (l *Localizer) lookup(id string, texts, numbers map[string]any) (string, bool) {
	for _, sources := range [...][]source{l.sources, l.fallback} {
		for _, source := range sources {
			if text, ok := source().text(id, texts, numbers); ok {
				return text, true
			}
		}
	}
	return "", false
}

// has reports whether this language has a text of its own, not only an English one.
func (l *Localizer) has(id string) bool {
	return slices.ContainsFunc(l.sources, func(s source) bool { return s().has(id) })
}

// unnamed is what Kratos says where a passkey or security key has no name.
const unnamed = "unnamed"

// display turns the context of a message into the texts of its placeholders.
func (l *Localizer) display(context map[string]any) map[string]any {
	if len(context) == 0 {
		return nil
	}
	data := make(map[string]any, len(context))
	for key, value := range context {
		if value == nil || key == "display_name" && value == unnamed {
			continue
		}
		data[key] = l.displayValue(key, value)
	}
	return data
}

func (l *Localizer) displayValue(key string, value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		if strings.HasSuffix(key, "_at") {
			if t, err := time.Parse(time.RFC3339, v); err == nil {
				return l.Time(t)
			}
		}
		if key == "available_credential_types" {
			if text, ok := l.lookup("method."+v, nil, nil); ok {
				return text
			}
		}
		return Visible(v)
	case float64:
		return l.number(v)
	case []any:
		parts := make([]string, len(v))
		for i := range v {
			parts[i] = l.displayValue(key, v[i])
		}
		return l.List(parts)
	}
	return fmt.Sprint(value)
}
