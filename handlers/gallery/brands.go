package gallery

import (
	"net/http"
	"regexp"
	"sync/atomic"

	"github.com/thyra-ui/thyra/brand"
)

// racks hold the brands to be looked at, each at a host of its own: that is how a request says which it wants.
type racks struct {
	source func() *brand.Set
	last   atomic.Pointer[rack]
}

// rack is a set of brands and the same by host.
type rack struct{ from, byHost *brand.Set }

// hostOf is where a brand is found, whatever its file says.
func hostOf(id string) string { return id + ".brand.invalid" }

// current is the set by host, to be framed by the workbench alone, whatever a brand says. It is made anew when the brands change.
func (r *racks) current() *brand.Set {
	from := r.source()
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
	for _, b := range r.source().All() {
		ids, names = append(ids, b.ID), append(names, b.Name)
	}
	return ids, names
}

// version changes when the brand does.
func (g *Gallery) version(w http.ResponseWriter, r *http.Request) {
	for _, b := range g.racks.source().All() {
		if b.ID == r.PathValue("id") {
			w.Header().Set("Cache-Control", "no-store")
			_, _ = w.Write([]byte(b.Fingerprint())) // whoever asked went away
			return
		}
	}
	http.NotFound(w, r)
}

var nonceOf = regexp.MustCompile(`<script defer nonce="([^"]+)"`)

// watched adds to a page what opens it anew when its brand changes.
func (v view) watched(page []byte) []byte {
	nonce := nonceOf.FindSubmatch(page)
	if v.Brand == "" || nonce == nil {
		return page
	}
	return append(page, `<script nonce="`+string(nonce[1])+`">{
  let before;
  setInterval(async () => {
    const now = await (await fetch("/brands/`+v.Brand+`")).text().catch(() => before);
    if (before && now !== before) location.reload();
    before = now;
  }, 1000);
}</script>`...)
}
