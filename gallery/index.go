package gallery

import (
	"bytes"
	"net/http"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// policy is the content security policy of the list: all it loads is the gallery's.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; frame-src 'self'; " +
	"form-action 'none'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// firstState is shown when none is chosen.
const firstState = "login-initial-v26.2.0"

// indexPage lists all states beside the one that is shown.
type indexPage struct {
	Current  *State
	Alone    string // URL of the state alone, in this view
	Width    string
	Previous string
	Next     string
	Total    int
	Pages    []*pageGroup
	Switches []switches
	Choices  string // the brands there are to choose from
}

// pageGroup is a page with its states by method.
type pageGroup struct {
	Name    string
	Count   int
	Open    bool // the state that is shown is one of them
	Methods []*methodGroup
}

type methodGroup struct {
	Name   string
	States []entry
}

// entry is a state in the list, or a choice of a switch.
type entry struct {
	ID      string
	Name    string
	Note    string
	URL     string
	Current bool
}

type switches struct {
	Name    string
	Choices []entry
}

func (g *Gallery) index(w http.ResponseWriter, r *http.Request) {
	v := viewOf(r.URL.Query())
	current := g.byID[v.State]
	if current == nil {
		current = g.byID[firstState]
		v.State = current.ID
	}
	languages := g.languagesOf(v.Brand)
	v.Lang = languages.Choose(v.Lang).Lang()
	page := indexPage{
		Current: current, Alone: current.URL + v.query(true), Width: v.Width, Total: len(g.states),
		Switches: g.switches(v, languages.Languages()), Choices: g.brands.source().choices(),
	}
	g.group(&page, v)
	var document bytes.Buffer
	if err := g.templates.ExecuteTemplate(&document, "index.html", page); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", policy)
	_, _ = w.Write(document.Bytes()) // whoever asked went away
}

// group fills the list, and finds the states before and after the current one.
func (g *Gallery) group(index *indexPage, v view) {
	var page *pageGroup
	var method *methodGroup
	previous := ""
	for i := range g.states {
		s := &g.states[i]
		v.State = s.ID
		e := entry{ID: s.ID, Name: s.Title, Note: s.Version, URL: v.URL(), Current: s == index.Current}
		if page == nil || page.Name != s.Page {
			page, method = &pageGroup{Name: s.Page}, nil
			index.Pages = append(index.Pages, page)
		}
		if method == nil || method.Name != s.Method {
			method = &methodGroup{Name: s.Method}
			page.Methods = append(page.Methods, method)
		}
		method.States = append(method.States, e)
		page.Count++
		if e.Current {
			page.Open, index.Previous = true, previous
		} else if i > 0 && &g.states[i-1] == index.Current {
			index.Next = e.URL
		}
		previous = e.URL
	}
}

// switches are the other ways to look at the state.
func (g *Gallery) switches(v view, available []language.Tag) []switches {
	one := func(name string, field func(*view) *string, values, names []string) switches {
		s := switches{Name: name}
		for i, value := range values {
			other := v
			*field(&other) = value
			s.Choices = append(s.Choices, entry{Name: names[i], URL: other.URL(), Current: other == v})
		}
		return s
	}
	var tags, languages []string
	for _, tag := range available {
		name := display.Self.Name(tag)
		if tag.String() == pseudoTag {
			name = "Pseudo"
		}
		tags, languages = append(tags, tag.String()), append(languages, name)
	}
	brands, brandNames := g.brands.names()
	return []switches{
		one("Brand", func(v *view) *string { return &v.Brand }, brands, brandNames),
		one("Language", func(v *view) *string { return &v.Lang }, tags, languages),
		one("Colors", func(v *view) *string { return &v.Theme }, themes, []string{"System", "Light", "Dark"}),
		one("Direction", func(v *view) *string { return &v.Dir }, directions, []string{"Auto", "LTR", "RTL"}),
		one("Width", func(v *view) *string { return &v.Width }, widths, []string{"Desktop", "Tablet", "Phone"}),
	}
}
