package locales

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"github.com/thyra-ui/thyra/locales/template"
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
	tag language.Tag
	// plain are those without placeholders, which are most.
	plain map[string]string
	// templated are all others.
	templated map[string]templated
}

// templated is a message with placeholders.
type templated struct {
	// number is the placeholder whose number chooses the plural form; "" for a message without plural forms.
	number string
	// forms are parsed when they are first needed.
	forms map[string]func() (*template.Template, error)
}

func newMessages(tag language.Tag, list []*i18n.Message) *messages {
	m := &messages{tag: tag, plain: make(map[string]string, len(list)), templated: map[string]templated{}}
	for _, message := range list {
		if !strings.Contains(message.Other, "{{") {
			m.plain[message.ID] = message.Other
			continue
		}
		t := templated{counted(message), map[string]func() (*template.Template, error){}}
		for form, text := range forms(message) {
			t.forms[form] = sync.OnceValues(func() (*template.Template, error) { return template.Parse(text, "", "") })
		}
		m.templated[message.ID] = t
	}
	return m
}

// has reports whether there is a text for a key.
func (m *messages) has(id string) bool {
	_, plain := m.plain[id]
	_, templated := m.templated[id]
	return plain || templated
}

// text fills the placeholders of a message with texts; numbers has the same names, with the numbers that choose a plural form.
func (m *messages) text(id string, texts, numbers map[string]any) (string, bool) {
	if text, ok := m.plain[id]; ok {
		return text, true
	}
	t, ok := m.templated[id]
	if !ok {
		return "", false
	}
	parse := t.forms[pluralForm(m.tag, numbers[t.number])]
	if parse == nil {
		parse = t.forms["other"] // files need only the forms that whole numbers have (Check)
	}
	parsed, err := parse()
	if err != nil {
		return "", false
	}
	text, err := parsed.Fill(func(name string) (string, bool) {
		switch value := texts[name].(type) {
		case nil:
			return "", false
		case string:
			return value, true
		default:
			return fmt.Sprint(value), true
		}
	})
	return text, err == nil
}
