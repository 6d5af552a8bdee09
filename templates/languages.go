package templates

import (
	"cmp"
	"context"
	"strings"

	"github.com/a-h/templ"
)

// LanguageChoice is a language that a page can be shown in.
type LanguageChoice struct {
	Tag  string // BCP 47
	Name string // in the language itself
	Dir  string // "ltr" or "rtl"
}

// languageURL is where the picker's link to a language leads: by way of a redirect to the page that the browser comes from, since no
// page repeats what stands in its address, or to Page.Again.
func (p *Page) languageURL(tag string) templ.SafeURL {
	again := cmp.Or(p.Again, p.Site.URL("/language"))
	separator := "?"
	if strings.Contains(again, separator) {
		separator = "&"
	}
	return templ.URL(again + separator + "lang=" + tag)
}

// mostInRow is how many languages stand side by side; more are folded away under the current one.
const mostInRow = 6

func (s *Site) foldsLanguages() bool { return len(s.Languages) > mostInRow }

// languageName is what the language of the page is called in itself.
func (s *Site) languageName(ctx context.Context) string {
	tag := lang(ctx)
	for _, l := range s.Languages {
		if l.Tag == tag {
			return l.Name
		}
	}
	return tag
}
