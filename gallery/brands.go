package gallery

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/locales"
)

// Brands are the brands to choose from, and what is wrong with their files.
type Brands struct {
	// Set is the brands as they were when they last could be used; the same until they change.
	Set *brand.Set
	// Errors say why Set is not what the files hold now; Warnings what is wrong with what is shown.
	Errors, Warnings []string
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

// languagesOf are those that pages of a brand are shown in.
func (g *Gallery) languagesOf(id string) *locales.Catalog {
	b := g.brands.current().Choose("", "", hostOf(id))
	catalog, err := g.catalog.Variant(locales.Variant{Default: b.Languages.Default, Allowed: b.Languages.Allowed})
	if err != nil {
		return g.catalog // nor can its pages be shown
	}
	return catalog
}

// version is a text that changes when the brand does; "" for one that is not there.
func (b Brands) version(id string) string {
	if one := b.find(id); one != nil {
		return one.Fingerprint()
	}
	return ""
}

// brandsJSON answers with what is wrong with the brands, with what the switches depend on, and with the version of the brand
// that the query names.
func (g *Gallery) brandsJSON(w http.ResponseWriter, r *http.Request) {
	now := g.brands.source()
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(map[string]any{ // whoever asked went away
		"errors": append([]string{}, now.Errors...), "warnings": append([]string{}, now.Warnings...), "choices": now.choices(),
		"version": now.version(r.URL.Query().Get("brand")),
	})
}

// brandVersion answers with a text that changes when the brand does.
func (g *Gallery) brandVersion(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	b := g.brands.source().find(r.PathValue("id"))
	if b == nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	_, _ = w.Write([]byte(b.Fingerprint())) // whoever asked went away
}

var nonceOf = regexp.MustCompile(`<script defer nonce="([^"]+)"`)

// reloading adds a script to a page that opens it anew when its brand is no longer the one that is shown.
func (v view) reloading(page []byte, shown *brand.Brand) []byte {
	nonce := nonceOf.FindSubmatch(page)
	if v.Brand == "" || nonce == nil {
		return page
	}
	version := ""
	if shown != nil {
		version = shown.Fingerprint()
	}
	return append(page, `<script nonce="`+string(nonce[1])+`">
  setInterval(async () => {
    const now = await fetch("/brands/`+v.Brand+`").then((answer) => answer.text()).catch(() => "`+version+`");
    if (now !== "`+version+`") location.reload();
  }, 250);
</script>`...)
}
