// Package locales owns every word the visitor reads: the message files, the choice of a language and the texts made from
// both. It does not know where a text is shown, nor any type of Kratos: messages come as number, context and fallback.
package locales

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

// source gives messages of one language. Those of Files are read when they are first shown.
type source func() *messages

// Catalog holds the messages of all languages and chooses among them. It is read-only and safe for concurrent use.
type Catalog struct {
	available  []available
	localizers []*Localizer
	// sources are by language; in a language the first that has a message counts.
	sources map[language.Tag][]source
}

// Load makes a catalog of every active.*.json of a file system; adding a language is adding a file. It fails on a file that
// can't be used, with its name.
func Load(files fs.FS) (*Catalog, error) {
	sources, err := readSources(files)
	if err != nil {
		return nil, err
	}
	if sources[language.English] == nil {
		return nil, errors.New("locales: active.en.json is missing")
	}
	return newCatalog(sources, first(slices.SortedFunc(maps.Keys(sources), byName), language.English)), nil
}

// Extend derives a catalog that has more: each active.*.json of a file system adds its language, or replaces single messages of
// a language that is there. The error joins what Check finds wrong and is not harmless; languages need not be complete.
func (c *Catalog) Extend(files fs.FS) (*Catalog, error) {
	problems, err := Check(files)
	if err != nil {
		return nil, err
	}
	var errs []error
	for _, problem := range problems {
		if !problem.Harmless {
			errs = append(errs, problem)
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	more, err := readSources(files)
	if err != nil {
		return nil, err
	}
	sources := maps.Clone(c.sources)
	tags := c.Languages()
	for _, tag := range slices.SortedFunc(maps.Keys(more), byName) {
		if sources[tag] == nil {
			tags = append(tags, tag)
		}
		sources[tag] = append(more[tag], sources[tag]...)
	}
	slices.SortFunc(tags[1:], byName)
	return newCatalog(sources, tags), nil
}

// readSources reads message files. Those of Files are known to be right and wait until somebody needs them.
func readSources(files fs.FS) (map[language.Tag][]source, error) {
	names, err := fs.Glob(files, "active.*.json")
	if err != nil {
		return nil, fmt.Errorf("locales: %w", err)
	}
	sources := map[language.Tag][]source{}
	for _, name := range names {
		ready := sync.OnceValues(func() (*messages, error) { return readMessages(files, name) })
		if _, ours := files.(builtIn); !ours {
			if _, err := ready(); err != nil {
				return nil, err
			}
		}
		tag := language.Make(tagOf(name))
		sources[tag] = append(sources[tag], func() *messages {
			m, err := ready()
			if err != nil {
				panic(err) // a file of the program, and every one of them is tested
			}
			return m
		})
	}
	return sources, nil
}

// tagOf is the language in the name of a message file.
func tagOf(name string) string {
	return strings.TrimSuffix(strings.TrimPrefix(name, "active."), ".json")
}

func readMessages(files fs.FS, name string) (*messages, error) {
	list, _, err := read(files, name)
	if err != nil {
		return nil, err
	}
	return newMessages(language.Make(tagOf(name)), list), nil
}

// newCatalog makes a catalog of these languages. The first is the fallback for visitors who prefer none of them.
func newCatalog(sources map[language.Tag][]source, tags []language.Tag) *Catalog {
	c := &Catalog{sources: sources, available: availableIn(tags)}
	for _, tag := range tags {
		c.localizers = append(c.localizers, newLocalizer(tag, sources))
	}
	return c
}

func byName(a, b language.Tag) int { return strings.Compare(a.String(), b.String()) }

// first moves a tag to the front, which is the fallback of the matcher.
func first(tags []language.Tag, tag language.Tag) []language.Tag {
	others := slices.DeleteFunc(slices.Clone(tags), func(t language.Tag) bool { return t == tag })
	return append([]language.Tag{tag}, others...)
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
