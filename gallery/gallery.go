// Package gallery shows every page in every state that was ever recorded or thought of, with no Kratos at all. It owns the
// list of states and how each is made from recordings; it knows nothing of a real Kratos, and draws with handlers.New as the
// server does. Three things differ from the server, so that a page stands by itself: forms and links lead to a page that says
// so, nothing expires unless that is what is to be seen, and Kratos's WebAuthn script, which was not recorded, is left out.
package gallery

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/hydra"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/kratos/recordings"
	"github.com/thyra-ui/thyra/locales"
)

// base is where the pages believe to be mounted.
const base = "/pages"

//go:embed index.html nowhere.html gallery.css gallery.js
var files embed.FS

// Gallery serves the workbench at /, each state alone at /states/{id}, and the list at /states.json.
type Gallery struct {
	mux       *http.ServeMux
	pages     http.Handler
	states    []State
	byID      map[string]*State
	catalog   *locales.Catalog
	racks     racks
	templates *template.Template
}

// New makes all states, to be looked at in the server's own look and in these brands; nil is none. It fails when a recording
// is missing or lacks what a state is made from.
func New(brands func() Brands) (*Gallery, error) {
	if brands == nil {
		none, err := brand.NewSet()
		if err != nil {
			return nil, err
		}
		brands = func() Brands { return Brands{Set: none} }
	}
	states, err := makeStates(recordings.Files)
	if err != nil {
		return nil, err
	}
	messages, err := withPseudo(locales.Files)
	if err != nil {
		return nil, err
	}
	client, err := kratos.New(kratos.Config{PublicURL: "http://kratos.invalid", Transport: playback{}})
	if err != nil {
		return nil, err
	}
	oauth2, err := hydra.New(hydra.Config{AdminURL: "http://hydra.invalid", Transport: playback{}})
	if err != nil {
		return nil, err
	}
	g := &Gallery{states: states, byID: map[string]*State{}, mux: http.NewServeMux(), racks: racks{source: brands}}
	for i := range states {
		if g.byID[states[i].ID] != nil {
			return nil, errors.New("gallery: two states are called " + states[i].ID)
		}
		g.byID[states[i].ID] = &states[i]
	}
	if g.byID[firstState] == nil {
		return nil, errors.New("gallery: there is no state " + firstState)
	}
	if g.catalog, err = locales.Load(messages); err != nil {
		return nil, fmt.Errorf("gallery: %w", err)
	}
	g.pages, err = handlers.New(handlers.Options{
		Kratos: client, Hydra: oauth2, BasePath: base, Locales: messages, Logger: slog.New(slog.DiscardHandler),
		Brands: g.racks.current,
	})
	if err != nil {
		return nil, err
	}
	if g.templates, err = template.ParseFS(files, "*.html"); err != nil {
		return nil, err
	}
	g.mux.HandleFunc("GET /{$}", g.index)
	g.mux.HandleFunc("GET /states.json", g.list)
	g.mux.HandleFunc("GET /states/{id}", g.state)
	g.mux.HandleFunc("GET "+base+"/static/", g.static)
	g.mux.HandleFunc("GET /brands.json", g.notes)
	g.mux.HandleFunc("GET /brands/{id}", g.version)
	g.mux.HandleFunc(base+"/", g.nowhere)
	g.mux.Handle("GET /gallery.css", http.FileServerFS(files))
	g.mux.Handle("GET /gallery.js", http.FileServerFS(files))
	return g, nil
}

// States lists every state, in the order of the workbench.
func (g *Gallery) States() []State { return g.states }

// Languages lists the tags that pages can be shown in, English first.
func (g *Gallery) Languages() []string {
	var tags []string
	for _, tag := range g.catalog.Languages() {
		tags = append(tags, tag.String())
	}
	return tags
}

func (g *Gallery) ServeHTTP(w http.ResponseWriter, r *http.Request) { g.mux.ServeHTTP(w, r) }

func (g *Gallery) list(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(g.states) // whoever asked went away
}
