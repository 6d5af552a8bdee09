package gallery

import (
	"net/http"
	"net/url"
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
	var ids []string
	for _, id := range r.URL.Query()["state"] {
		if g.byID[id] != nil && place(ids, id) == len(ids) {
			ids = append(ids, id)
		}
	}
	at := func(ids []string) func(view) string {
		return func(v view) string {
			q := v.parameters(true)
			if len(ids) > 0 {
				q["state"] = ids
			}
			return address("/sheet", q)
		}
	}
	page := sheetPage{All: v.URL(), Chosen: len(ids) > 0}
	page.document = g.document(&v, at(ids), "Brand", "Language", "Direction")
	names := map[string]string{}
	if !page.Chosen {
		for _, f := range first {
			ids, names[f.id] = append(ids, f.id), f.name
		}
	}
	for i, id := range ids {
		s := sheetState{State: g.byID[id], Name: names[id]}
		if page.Chosen {
			s.Name = s.State.Title
			rest := append(append([]string{}, ids[:i]...), ids[i+1:]...)
			s.Remove = at(rest)(v)
		}
		s.Frames = v.looks(s.State)
		one := v
		one.State = id
		s.Link = one.URL()
		page.States = append(page.States, s)
	}
	g.write(w, "sheet.html", page)
}

// looks are a state in both color schemes and two widths.
func (v view) looks(s *State) []frame {
	var frames []frame
	for _, look := range looks {
		v.Theme = look.theme
		frames = append(frames, frame{Name: look.name, URL: v.still(s), Link: v.alone(s), Width: look.width})
	}
	return frames
}

// sheetURL is the contact sheet of one state in this view.
func (v view) sheetURL() string {
	v.Theme = ""
	q := v.parameters(true)
	q["state"] = []string{v.State}
	return address("/sheet", url.Values(q))
}
