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

	// link is what follows the address in the HTML of the link, up to the end of its opening tag, and item the rest.
	link, item string
}

// NewLanguageChoice makes most of a link's HTML, which is the same on every page and there as often as there are languages.
func NewLanguageChoice(tag, name, dir string) LanguageChoice {
	tag, dir = templ.EscapeString(tag), templ.EscapeString(dir)
	return LanguageChoice{
		Tag: tag, Name: name, Dir: dir,
		link: `lang=` + tag + `" hreflang="` + tag + `" lang="` + tag + `" dir="` + dir + `"`, item: `>` + templ.EscapeString(name) + `</a></li>`,
	}
}

// languageItems are the links of the picker. They lead by way of a redirect to the page that the browser comes from, since no page
// repeats what stands in its address, or to Page.Again.
func (p *Page) languageItems(ctx context.Context) templ.Component {
	again := cmp.Or(p.Again, p.Site.URL("/language"))
	separator := "?"
	if strings.Contains(again, separator) {
		separator = "&"
	}
	begin, current := `<li><a href="`+templ.EscapeString(string(templ.URL(again+separator))), lang(ctx)
	var items strings.Builder
	const usual = 64 // bytes of a link and its item, roughly
	items.Grow(len(p.Site.Languages) * (len(begin) + usual))
	for i := range p.Site.Languages {
		l := &p.Site.Languages[i]
		items.WriteString(begin)
		items.WriteString(l.link)
		if l.Tag == current {
			items.WriteString(` aria-current="true"`)
		}
		items.WriteString(l.item)
	}
	return templ.Raw(items.String())
}

// mostInRow is how many languages stand side by side; more are folded away under the current one.
const mostInRow = 6

func (s *Site) foldsLanguages() bool { return len(s.Languages) > mostInRow }

// languageName is what the language of the page is called in itself.
func (s *Site) languageName(ctx context.Context) string {
	tag := lang(ctx)
	for i := range s.Languages {
		if s.Languages[i].Tag == tag {
			return s.Languages[i].Name
		}
	}
	return tag
}
