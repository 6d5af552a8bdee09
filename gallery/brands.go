package gallery

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/locales"
)

// Brands are those to be looked at, and what is wrong with their files.
type Brands struct {
	// Set is the brands as they last could be worn; the same until they change.
	Set *brand.Set
	// Mistakes are why the files are not worn as they are; Warnings are what is wrong with those that are.
	Mistakes, Warnings []string
}

// choices is what the switches depend on.
func (b Brands) choices() string {
	var all strings.Builder
	for _, one := range b.Set.All() {
		fmt.Fprintln(&all, one.ID, one.Name, one.Languages)
	}
	return all.String()
}

// find is a brand, or nil.
func (b Brands) find(id string) *brand.Brand {
	for _, one := range b.Set.All() {
		if one.ID == id {
			return one
		}
	}
	return nil
}

// racks hold the brands to be looked at, each at a host of its own: that is how a request says which it wants.
type racks struct {
	source func() Brands
	last   atomic.Pointer[rack]
}

// rack is a set of brands and the same by host.
type rack struct{ from, byHost *brand.Set }

// hostOf is where a brand is found, whatever its file says.
func hostOf(id string) string { return id + ".brand.invalid" }

// current is the set by host, to be framed by the workbench alone, whatever a brand says. It is made anew when the brands change.
func (r *racks) current() *brand.Set {
	from := r.source().Set
	if last := r.last.Load(); last != nil && last.from == from {
		return last.byHost
	}
	workbenchOnly := []string{"'self'"}
	standard := brand.Default()
	standard.Default, standard.FrameAncestors = true, workbenchOnly
	copies := []*brand.Brand{&standard}
	for _, b := range from.All() {
		c := *b
		c.Hosts, c.Clients, c.Organizations, c.Default, c.FrameAncestors = []string{hostOf(b.ID)}, nil, nil, false, workbenchOnly
		if len(c.Languages.Allowed) > 0 {
			c.Languages.Allowed = append(slices.Clone(c.Languages.Allowed), pseudoTag)
		}
		copies = append(copies, &c)
	}
	byHost, err := brand.NewSet(copies...)
	if err != nil {
		byHost = from // ids differ, so that this does not happen
	}
	r.last.Store(&rack{from, byHost})
	return r.last.Load().byHost
}

// names are the brands to choose from; the first is the server's own.
func (r *racks) names() (ids, names []string) {
	ids, names = []string{""}, []string{"Thyra"}
	for _, b := range r.source().Set.All() {
		ids, names = append(ids, b.ID), append(names, b.Name.In(""))
	}
	return ids, names
}

// spoken is what pages of a brand are shown in.
func (g *Gallery) spoken(id string) *locales.Catalog {
	b := g.racks.current().Choose("", "", hostOf(id))
	catalog, err := g.catalog.Variant(locales.Variant{Default: b.Languages.Default, Allowed: b.Languages.Allowed})
	if err != nil {
		return g.catalog // nor can its pages be worn
	}
	return catalog
}

// notes are what the workbench says of the brands, and what its switches depend on.
func (g *Gallery) notes(w http.ResponseWriter, _ *http.Request) {
	now := g.racks.source()
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(map[string]any{ // whoever asked went away
		"mistakes": append([]string{}, now.Mistakes...), "warnings": append([]string{}, now.Warnings...), "choices": now.choices(),
	})
}

// version changes when the brand does.
func (g *Gallery) version(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	b := g.racks.source().find(r.PathValue("id"))
	if b == nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	_, _ = w.Write([]byte(b.Fingerprint())) // whoever asked went away
}

var nonceOf = regexp.MustCompile(`<script defer nonce="([^"]+)"`)

// watched adds to a page what opens it anew when its brand is another than the one it wears.
func (v view) watched(page []byte, worn *brand.Brand) []byte {
	nonce := nonceOf.FindSubmatch(page)
	if v.Brand == "" || nonce == nil {
		return page
	}
	version := ""
	if worn != nil {
		version = worn.Fingerprint()
	}
	return append(page, `<script nonce="`+string(nonce[1])+`">
  setInterval(async () => {
    const now = await fetch("/brands/`+v.Brand+`").then((answer) => answer.text()).catch(() => "`+version+`");
    if (now !== "`+version+`") location.reload();
  }, 250);
</script>`...)
}
