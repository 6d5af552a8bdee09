package gallery

import (
	"net/http"
	"slices"
)

// sheetPage is a contact sheet: states in both color schemes and two widths.
type sheetPage struct {
	document
	All    string // URL of the list in this view
	Chosen bool   // by the query; otherwise it is the first twelve
	States []sheetState
}

type sheetState struct {
	State  *State
	Name   string
	Link   string
	Remove string // URL of the sheet without it
	Frames []frame
}

// looks are those of each state on a contact sheet.
var looks = []struct{ theme, width, name string }{
	{"light", "", "Desktop, light"},
	{"dark", "", "Desktop, dark"},
	{"light", "phone", "Phone, light"},
	{"dark", "phone", "Phone, dark"},
}

// sheet shows the states that the query names, or the first twelve.
func (g *Gallery) sheet(w http.ResponseWriter, r *http.Request) {
	v := viewOf(r.URL.Query())
	v.State, v.Theme, v.Width, v.Words = "", "", "", ""
	ids := g.chosen(r.URL.Query()["state"])
	page := sheetPage{All: v.URL(), Chosen: len(ids) > 0}
	page.document = g.document(&v, func(v view) string { return v.sheet(ids...) }, "Brand", "Language", "Direction")
	if !page.Chosen {
		for _, f := range first {
			page.States = append(page.States, v.sheetState(g.byID[f.id], f.name))
		}
	}
	for i, id := range ids {
		s := v.sheetState(g.byID[id], g.byID[id].Title)
		if len(ids) > 1 {
			s.Remove = v.sheet(slices.Concat(ids[:i], ids[i+1:])...)
		}
		page.States = append(page.States, s)
	}
	g.write(w, "sheet.html", page)
}

// chosen are the states of these ids, each once, without those that are none.
func (g *Gallery) chosen(ids []string) []string {
	var known []string
	for _, id := range ids {
		if g.byID[id] != nil && !slices.Contains(known, id) {
			known = append(known, id)
		}
	}
	return known
}

// sheet is the contact sheet of states in this view; of the first twelve when there are none.
func (v view) sheet(ids ...string) string {
	q := v.parameters(true)
	q.Del("theme") // it shows both
	if len(ids) > 0 {
		q["state"] = ids
	}
	return address("/sheet", q)
}

// sheetState is a state under a name, with its pictures.
func (v view) sheetState(s *State, name string) sheetState {
	v.State = s.ID
	shown := sheetState{State: s, Name: name, Link: v.URL()}
	for _, look := range looks {
		v.Theme = look.theme
		shown.Frames = append(shown.Frames, frame{Name: look.name, URL: v.still(s), Link: v.alone(s), Width: look.width})
	}
	return shown
}
