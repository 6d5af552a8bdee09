package locales

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Variant describes a catalog by its differences from another, such as those of a brand. Languages are BCP 47 tags as in the
// names of the message files.
type Variant struct {
	// Default is the fallback for visitors who prefer no language of the catalog; that of the other catalog when empty.
	Default string
	// Allowed are the languages to choose from; all when empty.
	Allowed []string
	// Wording replaces texts: language, then key.
	Wording map[string]map[string]string
}

// Variant derives a catalog. It fails on a language that this catalog does not have.
func (c *Catalog) Variant(v Variant) (*Catalog, error) {
	if v.Default == "" && len(v.Allowed)+len(v.Wording) == 0 {
		return c, nil
	}
	sources := maps.Clone(c.sources)
	for name, texts := range v.Wording {
		tag, err := c.tag(name)
		if err != nil {
			return nil, err
		}
		own := newMessages(tag, worded(texts))
		sources[tag] = append([]source{func() *messages { return own }}, sources[tag]...)
	}
	tags := c.Languages()
	if len(v.Allowed) > 0 {
		tags = nil
		for _, name := range v.Allowed {
			tag, err := c.tag(name)
			if err != nil {
				return nil, err
			}
			tags = append(tags, tag)
		}
	}
	if v.Default != "" {
		tag, err := c.tag(v.Default)
		if err != nil {
			return nil, err
		}
		tags = first(tags, tag)
	}
	return newCatalog(sources, tags), nil
}

// tag finds a language of the catalog.
func (c *Catalog) tag(name string) (language.Tag, error) {
	tag, err := language.Parse(name)
	if err == nil && c.sources[tag] != nil {
		return tag, nil
	}
	var names []string
	for _, there := range c.Languages() {
		names = append(names, there.String())
	}
	slices.Sort(names)
	return tag, fmt.Errorf("there are no messages in %q, only in %s", name, strings.Join(names, ", "))
}

// worded are texts as messages.
func worded(texts map[string]string) []*i18n.Message {
	list := make([]*i18n.Message, 0, len(texts))
	for key, text := range texts {
		list = append(list, &i18n.Message{ID: key, Other: text})
	}
	return list
}
