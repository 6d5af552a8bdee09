package gallery

import (
	"maps"
	"net/url"
	"slices"
	"strings"
)

// list has all states by page, group and title, beside whatever is shown.
type list struct {
	Total    int
	Words    string // that it is searched for
	Start    string // URL of the first twelve in this view
	Pages    []*pageGroup
	Search   []parameter // of the view, for the form that searches
	Sheet    []parameter // the same for the form that makes a contact sheet
	Previous string      // URL of the entry before the one that is shown, among those found
	Next     string
}

type parameter struct{ Name, Value string }

// pageGroup is a page with its states.
type pageGroup struct {
	Name   string
	Count  int
	Open   bool // one of its states is shown, or was searched for
	Hidden bool // none was found
	Groups []*stateGroup
}

type stateGroup struct {
	Name   string
	Hidden bool
	Rows   []*row
}

// row is what several versions of Kratos show alike.
type row struct {
	Title  string
	Hidden bool
	Text   string // that is searched
	States []entry
}

// entry is one state of a row.
type entry struct {
	ID      string
	Version string // short
	URL     string
	Current bool
}

// list has the states in this view; current is the one that is shown, or nil.
func (g *Gallery) list(v view, current *State) list {
	l := list{Total: len(g.states), Words: v.Words}
	b := &listBuilder{list: &l, words: strings.Fields(strings.ToLower(v.Words)), current: current}
	start := v
	start.State, start.Words = "", ""
	l.Start = start.URL()
	l.Search = hidden(start.parameters(false))
	start.Width, start.Theme = "", ""
	l.Sheet = hidden(start.parameters(false))
	for i := range g.states {
		v.State = g.states[i].ID
		b.add(&g.states[i], v.URL())
	}
	return l
}

// hidden are parameters for the hidden inputs of a form.
func hidden(q url.Values) []parameter {
	var all []parameter
	for _, name := range slices.Sorted(maps.Keys(q)) {
		all = append(all, parameter{name, q.Get(name)})
	}
	return all
}

// listBuilder adds states in their order.
type listBuilder struct {
	list    *list
	words   []string
	current *State
	last    *State
	before  string // URL of the entry found last
	passed  bool   // the entry before was the current one
	page    *pageGroup
	group   *stateGroup
	row     *row
}

func (b *listBuilder) add(s *State, url string) {
	if b.page == nil || b.last.Page != s.Page {
		b.page, b.group = &pageGroup{Name: s.PageName(), Hidden: true}, nil
		b.list.Pages = append(b.list.Pages, b.page)
	}
	if b.group == nil || b.last.Method != s.Method {
		b.group, b.row = &stateGroup{Name: s.Method, Hidden: true}, nil
		b.page.Groups = append(b.page.Groups, b.group)
	}
	if b.row == nil || b.last.Title != s.Title {
		b.row = &row{Title: s.Title, Hidden: true}
		b.group.Rows = append(b.group.Rows, b.row)
	}
	b.last = s
	b.row.Text += searched(s)
	b.row.States = append(b.row.States, entry{ID: s.ID, Version: shortVersion(s.Version), URL: url, Current: s == b.current})
	b.page.Count++
	b.page.Open = b.page.Open || s == b.current
	if b.found(s) {
		b.row.Hidden, b.group.Hidden, b.page.Hidden = false, false, false
		b.page.Open = b.page.Open || len(b.words) > 0
		b.step(s, url)
	}
}

// searched is the text of a state in which words are found.
func searched(s *State) string {
	return strings.ToLower(strings.Join([]string{s.PageName(), s.Page, s.Method, s.Title, s.ID, ""}, " "))
}

// found reports whether a state has all words that are searched for.
func (b *listBuilder) found(s *State) bool {
	text := searched(s)
	return !slices.ContainsFunc(b.words, func(word string) bool { return !strings.Contains(text, word) })
}

// step finds the entries before and after the current one.
func (b *listBuilder) step(s *State, url string) {
	if b.passed {
		b.list.Next, b.passed = url, false
	}
	if s == b.current {
		b.list.Previous, b.passed = b.before, true
	}
	b.before = url
}
