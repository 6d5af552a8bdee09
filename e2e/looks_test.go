package e2e_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// states are those of the gallery, which runs from the first test that asks to the end.
func (f *farm) states(t *testing.T) *stack.Gallery {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.gallery == nil {
		brands, err := stack.ExampleBrands(f.ctx)
		if err != nil {
			t.Fatal(err)
		}
		if f.gallery, err = stack.StartGallery(f.ctx, brands); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the end of the gallery's log:\n%s", f.gallery.Logs())
		}
	})
	return f.gallery
}

// look is a way to look at a state.
type look struct {
	Dark, RTL bool
	Viewport  chrome.Viewport
}

// looks are all of them.
func looks() []look {
	var all []look
	for _, viewport := range []chrome.Viewport{chrome.Desktop(), chrome.Phone()} {
		for _, rtl := range []bool{false, true} {
			for _, dark := range []bool{false, true} {
				all = append(all, look{Dark: dark, RTL: rtl, Viewport: viewport})
			}
		}
	}
	return all
}

func (l look) String() string {
	scheme, dir := "light", "ltr"
	if l.Dark {
		scheme = "dark"
	}
	if l.RTL {
		dir = "rtl"
	}
	return strings.Join([]string{l.Viewport.Name, dir, scheme}, "-")
}

// viewer shows states of the gallery in one look.
type viewer struct {
	*chrome.Tab
	gallery *stack.Gallery
	query   string
}

// see opens a browser in that look.
func (l look) see(t *testing.T) *viewer {
	t.Helper()
	v := &viewer{gallery: shared.states(t), Tab: chrome.Start(t, chrome.Options{Viewport: l.Viewport, Dark: l.Dark})}
	v.Allow("the server responded with a status of .*/states/error-")
	if l.RTL {
		v.query = "?lang=ar"
	}
	return v
}

// show opens a state.
func (v *viewer) show(s stack.GalleryState) { v.Goto(v.gallery.URL + s.URL + v.query) }

// everything says whether to look at every state in every look, which takes a while.
func everything() bool { return os.Getenv("A11Y") == "full" }

// share is the part of the states that the i-th of n looks sees: all looks together see each state once. With A11Y=full
// each look sees them all.
func share(states []stack.GalleryState, i, n int) []stack.GalleryState {
	if everything() {
		return states
	}
	var part []stack.GalleryState
	for k, s := range states {
		if k%n == i {
			part = append(part, s)
		}
	}
	return part
}

// sample leaves out what looks like another state: the older Kratos's, and those that only a machine named.
func sample(g *stack.Gallery) []stack.GalleryState {
	if everything() {
		return g.States
	}
	return slices.DeleteFunc(slices.Clone(g.States), func(s stack.GalleryState) bool {
		return s.Version == "v1.3.1" || s.Version == "recorded"
	})
}
