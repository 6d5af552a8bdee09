package gallery

import (
	"slices"
	"sync/atomic"

	"github.com/thyra-ui/thyra/brand"
)

// brandHosts gives each brand a host of its own, by which a request says which brand it wants.
type brandHosts struct {
	source   func() Brands
	standard brand.Brand // of every other host
	last     atomic.Pointer[hostedBrands]
}

// hostedBrands are a set of brands, and the same brands by host.
type hostedBrands struct{ from, byHost *brand.Set }

// hostOf is the host that chooses a brand, whatever hosts its file lists.
func hostOf(id string) string { return id + ".brand.invalid" }

// current is the set by host. It is made anew when the brands change.
func (h *brandHosts) current() *brand.Set {
	from := h.source().Set
	if last := h.last.Load(); last != nil && last.from == from {
		return last.byHost
	}
	standard := shownBrand(h.standard)
	standard.Default = true
	brands := []*brand.Brand{standard}
	for _, b := range from.All() {
		shown := shownBrand(*b)
		shown.Hosts = []string{hostOf(b.ID)}
		brands = append(brands, shown)
	}
	byHost, err := brand.NewSet(brands...)
	if err != nil {
		byHost = from // ids differ, so that this does not happen
	}
	h.last.Store(&hostedBrands{from, byHost})
	return byHost
}

// shownBrand is a brand that no request chooses yet. Only the gallery may frame its pages, whatever the brand says, and the
// pseudo-language is among its languages.
func shownBrand(b brand.Brand) *brand.Brand {
	b.Hosts, b.Clients, b.Organizations, b.Default, b.FrameAncestors = nil, nil, nil, false, []string{"'self'"}
	if len(b.Languages.Allowed) > 0 {
		b.Languages.Allowed = append(slices.Clone(b.Languages.Allowed), pseudoTag)
	}
	return &b
}

// names are the brands to choose from, the application's own first.
func (h *brandHosts) names() (ids, names []string) {
	ids, names = []string{""}, []string{h.standard.Name.In("")}
	for _, b := range h.source().Set.All() {
		ids, names = append(ids, b.ID), append(names, b.Name.In(""))
	}
	return ids, names
}
