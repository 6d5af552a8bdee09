package locales

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// English are the English texts of Files by key: the messages that a brand may replace (brand.Load).
func English() (map[string]string, error) { return Texts(Files(), englishFile) }

// Texts are the texts of one message file by key; of a message with plural forms the one for most numbers, "other".
func Texts(files fs.FS, name string) (map[string]string, error) {
	list, _, err := read(files, name)
	if err != nil {
		return nil, err
	}
	texts := make(map[string]string, len(list))
	for _, m := range list {
		texts[m.ID] = m.Other
	}
	return texts, nil
}

// read reads one message file, whose name ends in its language.
func read(files fs.FS, name string) ([]*i18n.Message, language.Tag, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, language.Und, fmt.Errorf("locales: %w", err)
	}
	file, err := i18n.ParseMessageFileBytes(data, name, map[string]i18n.UnmarshalFunc{"json": json.Unmarshal})
	if err != nil {
		return nil, language.Und, fmt.Errorf("locales: %s: %w", name, err)
	}
	// A message without a text is one that nobody has translated yet (New).
	written := slices.DeleteFunc(file.Messages, func(m *i18n.Message) bool { return len(forms(m)) == 0 })
	return written, file.Tag, nil
}

// messages are texts of one language, from one source: a message file or the wording of a brand.
type messages struct {
	// plain are those without placeholders, which are most, and parts those without plural forms, cut at their placeholders: both
	// skip the templates of go-i18n.
	plain map[string]string
	parts map[string][]string
	// counted are all others, each with the placeholder whose number chooses the plural form, if any.
	counted map[string]string
	i18n    *i18n.Localizer
}

func newMessages(tag language.Tag, list []*i18n.Message) (*messages, error) {
	m := &messages{plain: make(map[string]string, len(list)), parts: map[string][]string{}, counted: map[string]string{}}
	bundle := i18n.NewBundle(tag)
	for _, message := range list {
		if !strings.Contains(message.Other, "{{") {
			m.plain[message.ID] = message.Other
			continue
		}
		number, parts := counted(message), cut(message.Other)
		// Braces that are left make a template of some other kind, which Check warns of.
		if number == "" && !slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(part, "{{") }) {
			m.parts[message.ID] = parts
			continue
		}
		m.counted[message.ID] = number
		if err := bundle.AddMessages(tag, message); err != nil {
			return nil, fmt.Errorf("locales: %s: %s: %w", tag, message.ID, err)
		}
	}
	m.i18n = i18n.NewLocalizer(bundle, tag.String())
	return m, nil
}

// has reports whether there is a text for a key.
func (m *messages) has(id string) bool {
	_, plain := m.plain[id]
	_, cut := m.parts[id]
	_, counted := m.counted[id]
	return plain || cut || counted
}

// text fills the placeholders of a message with texts; numbers has the same names, with the numbers that choose a plural form.
func (m *messages) text(id string, texts, numbers map[string]any) (string, bool) {
	if text, ok := m.plain[id]; ok {
		return text, true
	}
	if parts, ok := m.parts[id]; ok {
		return fill(parts, texts), true
	}
	number, ok := m.counted[id]
	if !ok {
		return "", false
	}
	text, err := m.i18n.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: texts, PluralCount: count(numbers[number])})
	return text, err == nil
}

// cut cuts a text at its placeholders: texts and names by turns.
func cut(text string) []string {
	var parts []string
	for match := placeholder.FindStringSubmatchIndex(text); match != nil; match = placeholder.FindStringSubmatchIndex(text) {
		parts = append(parts, text[:match[0]], text[match[2]:match[3]])
		text = text[match[1]:]
	}
	return append(parts, text)
}

// fill puts texts in the places of the names.
func fill(parts []string, texts map[string]any) string {
	var filled strings.Builder
	for i, part := range parts {
		switch value, known := texts[part]; {
		case i%2 == 0:
			filled.WriteString(part)
		case known:
			fmt.Fprint(&filled, value)
		default:
			filled.WriteString(noValue)
		}
	}
	return filled.String()
}
