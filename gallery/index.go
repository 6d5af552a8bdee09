package gallery

import (
	"bytes"
	"net/http"
)

// policy is the content security policy of the gallery's own pages: all they load is the gallery's.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; frame-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// document is what the gallery's own pages have in common.
type document struct {
	Brand    string // the id of the one that is shown
	Version  string // of that brand
	Choices  string // the brands there are to choose from
	Switches []switches
}

// document completes the view with a language that the brand has.
func (g *Gallery) document(v *view, url func(view) string, only ...string) document {
	languages := g.languagesOf(v.Brand)
	v.Lang = languages.Choose(v.Lang).Lang()
	now := g.brands.source()
	return document{Brand: v.Brand, Version: now.version(v.Brand), Choices: now.choices(), Switches: g.switches(*v, languages.Languages(), url, only...)}
}

// indexPage lists all states beside the one that is shown, or beside the first twelve.
type indexPage struct {
	document
	List    list
	First   []frame // when no state is shown
	Current *State  // nil when none is
	Alone   string  // URL of the state alone, in this view
	Sheet   string  // URL of its contact sheet
	Width   string
}

func (g *Gallery) index(w http.ResponseWriter, r *http.Request) {
	v := viewOf(r.URL.Query())
	current := g.byID[v.State]
	if current == nil {
		v.State = ""
	}
	page := indexPage{Current: current, Width: v.Width}
	page.document = g.document(&v, view.URL)
	page.List = g.list(v, current)
	if current == nil {
		page.First = g.start(v)
	} else {
		page.Alone, page.Sheet = v.alone(current), v.sheet(current.ID)
	}
	g.write(w, "index.html", page)
}

// write sends one of the gallery's own pages.
func (g *Gallery) write(w http.ResponseWriter, name string, page any) {
	var body bytes.Buffer
	if err := g.templates.ExecuteTemplate(&body, name, page); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", policy)
	_, _ = w.Write(body.Bytes()) // whoever asked went away
}
