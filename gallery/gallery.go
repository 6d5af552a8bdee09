// Package gallery shows every page in every state that was ever recorded or thought of, with no Kratos at all. It owns the
// list of states and how each is made from recordings; it knows nothing of a real Kratos, and draws with handlers.New as the
// server does. Three things differ from the server, so that a page stands by itself: forms and links lead to a page that says
// so, nothing expires unless that is what is to be seen, and Kratos's WebAuthn script, which was not recorded, is left out.
package gallery

import (
	"embed"
	"encoding/json"
	"errors"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"

	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/hydra"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/kratos/recordings"
	"github.com/thyra-ui/thyra/locales"
)

// base is the path that the pages are mounted under.
const base = "/pages"

//go:embed *.html gallery.css gallery.js
var files embed.FS

// Gallery serves the list of states with one of them or the first twelve at /, a contact sheet at /sheet, each state alone at
// /states/{id}, and the lists of pages and mails as JSON at /states.json and /mails.json.
type Gallery struct {
	mux       *http.ServeMux
	pages     http.Handler
	assets    http.Handler // the application's; nil when there are none
	states    []State
	byID      map[string]*State
	catalog   *locales.Catalog
	brands    *brandHosts
	mails     *mailFolder
	templates *template.Template
}

// New makes all states. It fails when a recording is missing or lacks what a state is made from, and on what handlers.New
// refuses.
func New(o Options) (*Gallery, error) {
	if err := o.complete(); err != nil {
		return nil, err
	}
	catalog, err := withPseudo(o.Locales)
	if err != nil {
		return nil, err
	}
	g := &Gallery{brands: &brandHosts{source: o.Brands, standard: o.Brand}, assets: o.Assets, catalog: catalog}
	g.mails = &mailFolder{brands: g.brands.current, catalog: catalog}
	if g.states, g.byID, err = readStates(recordings.Files); err != nil {
		return nil, err
	}
	if g.pages, err = newPages(o, catalog, g.brands); err != nil {
		return nil, err
	}
	if g.templates, err = template.ParseFS(files, "*.html"); err != nil {
		return nil, err
	}
	g.mux = g.routes()
	return g, nil
}

// readStates makes all states from recordings.
func readStates(recorded fs.FS) ([]State, map[string]*State, error) {
	states, err := makeStates(recorded)
	if err != nil {
		return nil, nil, err
	}
	byID := map[string]*State{}
	for i := range states {
		if byID[states[i].ID] != nil {
			return nil, nil, errors.New("gallery: two states are called " + states[i].ID)
		}
		byID[states[i].ID] = &states[i]
	}
	for _, f := range first {
		if byID[f.id] == nil {
			return nil, nil, errors.New("gallery: there is no state " + f.id)
		}
	}
	return states, byID, nil
}

// newPages are the server's pages with what the application gives them, and with recordings in place of Kratos and Hydra.
func newPages(o Options, catalog *locales.Catalog, brands *brandHosts) (http.Handler, error) {
	client, err := kratos.New(kratos.Config{PublicURL: "http://kratos.invalid", Transport: playback{}})
	if err != nil {
		return nil, err
	}
	oauth2, err := hydra.New(hydra.Config{AdminURL: "http://hydra.invalid", Transport: playback{}})
	if err != nil {
		return nil, err
	}
	pages, err := handlers.New(handlers.Options{
		Kratos: client, Hydra: oauth2, BasePath: base, Locales: func() *locales.Catalog { return catalog }, Logger: slog.New(slog.DiscardHandler), Brands: brands.current,
		Layout: o.Layout, Slots: o.Slots, Navigation: o.Navigation, AssetOrigins: o.AssetOrigins,
	})
	if err != nil || o.Middleware == nil {
		return pages, err
	}
	return o.Middleware(pages), nil
}

func (g *Gallery) routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", g.index)
	mux.HandleFunc("GET /sheet", g.sheet)
	mux.HandleFunc("GET /states.json", g.listJSON(g.States()))
	mux.HandleFunc("GET /mails.json", g.listJSON(g.Mails()))
	mux.HandleFunc("GET /states/{id}", g.state)
	mux.HandleFunc("GET "+base+"/static/", g.static)
	mux.HandleFunc("GET /brands.json", g.brandsJSON)
	mux.HandleFunc("GET /brands/{id}", g.brandVersion)
	mux.HandleFunc(base+"/", g.notSent)
	mux.Handle("GET /gallery.css", http.FileServerFS(files))
	mux.Handle("GET /gallery.js", http.FileServerFS(files))
	if g.assets != nil {
		mux.HandleFunc("/", g.asset)
	}
	return mux
}

// States lists every state of a page, in the order in which they are shown.
func (g *Gallery) States() []State { return g.of(func(s State) bool { return s.mail == nil }) }

// Mails lists every mail, in the order in which they are shown.
func (g *Gallery) Mails() []State { return g.of(func(s State) bool { return s.mail != nil }) }

func (g *Gallery) of(kind func(State) bool) []State {
	return slices.DeleteFunc(slices.Clone(g.states), func(s State) bool { return !kind(s) })
}

// Languages lists the tags that pages can be shown in, English first.
func (g *Gallery) Languages() []string {
	var tags []string
	for _, tag := range g.catalog.Languages() {
		tags = append(tags, tag.String())
	}
	return tags
}

func (g *Gallery) ServeHTTP(w http.ResponseWriter, r *http.Request) { g.mux.ServeHTTP(w, r) }

// listJSON answers with states.
func (g *Gallery) listJSON(states []State) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_ = json.NewEncoder(w).Encode(states) // whoever asked went away
	}
}
