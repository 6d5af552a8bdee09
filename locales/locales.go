// Package locales owns every word the visitor reads: the message files, the choice of a language and the texts made from
// both. It does not know where a text is shown, nor any type of Kratos: messages come as number, context and fallback.
package locales

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Files holds one message file per language, active.{BCP 47 tag}.json. English is complete and the fallback of the rest.
//
//go:embed active.*.json
var Files embed.FS

// English are the English texts of Files by key: the messages that a brand may replace (brand.Load).
func English() (map[string]string, error) { return Texts(Files, englishFile) }

// Texts are the texts of one message file by key; of a message with plural forms the one for most numbers, "other".
func Texts(files fs.FS, name string) (map[string]string, error) {
	messages, _, err := read(files, name)
	if err != nil {
		return nil, err
	}
	texts := make(map[string]string, len(messages))
	for _, m := range messages {
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

// Catalog holds the messages of all languages and chooses among them. It is read-only after Load and safe for concurrent
// use.
type Catalog struct {
	available  []available
	localizers []*Localizer
	messages   map[language.Tag][]*i18n.Message
}

// Load reads every active.*.json of a file system; adding a language is adding a file.
func Load(files fs.FS) (*Catalog, error) {
	names, err := fs.Glob(files, "active.*.json")
	if err != nil {
		return nil, fmt.Errorf("locales: %w", err)
	}
	messages := map[language.Tag][]*i18n.Message{}
	for _, name := range names {
		list, tag, err := read(files, name)
		if err != nil {
			return nil, err
		}
		messages[tag] = list
	}
	if messages[language.English] == nil {
		return nil, errors.New("locales: active.en.json is missing")
	}
	tags := slices.SortedFunc(maps.Keys(messages), byName)
	return newCatalog(messages, first(tags, language.English))
}

// newCatalog makes a catalog of these languages. The first is the fallback for visitors who prefer none of them.
func newCatalog(messages map[language.Tag][]*i18n.Message, tags []language.Tag) (*Catalog, error) {
	bundle := i18n.NewBundle(language.English)
	for tag, list := range messages {
		if err := bundle.AddMessages(tag, list...); err != nil {
			return nil, fmt.Errorf("locales: %s: %w", tag, err)
		}
	}
	c := &Catalog{messages: messages, available: availableIn(tags)}
	for _, tag := range tags {
		c.localizers = append(c.localizers, &Localizer{
			tag:     tag,
			i18n:    i18n.NewLocalizer(bundle, tag.String(), language.English.String()),
			plain:   plain(messages[tag], messages[language.English]),
			own:     keys(messages[tag]),
			counted: counted(slices.Concat(messages[language.English], messages[tag])),
		})
	}
	return c, nil
}

func byName(a, b language.Tag) int { return strings.Compare(a.String(), b.String()) }

// first moves a tag to the front, which is the fallback of the matcher.
func first(tags []language.Tag, tag language.Tag) []language.Tag {
	others := slices.DeleteFunc(slices.Clone(tags), func(t language.Tag) bool { return t == tag })
	return append([]language.Tag{tag}, others...)
}

// plain indexes the messages without placeholders, which are most, so that they skip the templates of go-i18n. English
// stands in for what the language lacks.
func plain(own, english []*i18n.Message) map[string]string {
	texts := make(map[string]string, len(english))
	seen := make(map[string]bool, len(own))
	for _, m := range slices.Concat(own, english) {
		if !seen[m.ID] && !strings.Contains(m.Other, "{{") {
			texts[m.ID] = m.Other
		}
		seen[m.ID] = true
	}
	return texts
}

func keys(messages []*i18n.Message) map[string]bool {
	set := make(map[string]bool, len(messages))
	for _, m := range messages {
		set[m.ID] = true
	}
	return set
}

// Languages lists the tags of the catalog, the fallback first.
func (c *Catalog) Languages() []language.Tag {
	tags := make([]language.Tag, len(c.localizers))
	for i, l := range c.localizers {
		tags[i] = l.tag
	}
	return tags
}

type contextKey struct{}

// With is a context that holds the localizer of a visitor, where components find it.
func With(ctx context.Context, l *Localizer) context.Context {
	return context.WithValue(ctx, contextKey{}, l)
}

// From is the localizer of a context. Rendering without one is a programming error and panics.
func From(ctx context.Context) *Localizer { return ctx.Value(contextKey{}).(*Localizer) }
