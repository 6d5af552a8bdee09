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

// mostInRow is how many languages stand side by side. Where there are more, a page shows its own, which is a link to the page with
// all of them (Page.AllLanguages).
const mostInRow = 6

func (s *Site) manyLanguages() bool { return len(s.Languages) > mostInRow }

func (p *Page) foldsLanguages() bool { return p.Site.manyLanguages() && !p.AllLanguages }

// languagesID is where the list of the languages stands in a page.
const languagesID = "language-list"

// pageAgain is the address of this page in front of one more parameter: its own, or one that redirects to the page that the browser
// comes from, since no page repeats what stands in its address.
func (p *Page) pageAgain() string {
	again := cmp.Or(p.Again, p.Site.URL("/language"))
	if strings.Contains(again, "?") {
		return again + "&"
	}
	return again + "?"
}

// languagesAddress is where this page lists the languages.
func (p *Page) languagesAddress() templ.SafeURL {
	return templ.URL(p.pageAgain() + "languages=all#" + languagesID)
}

// languageItems are the links of the picker.
func (p *Page) languageItems(ctx context.Context) templ.Component {
	begin, current := `<li><a href="`+templ.EscapeString(string(templ.URL(p.pageAgain()))), lang(ctx)
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
