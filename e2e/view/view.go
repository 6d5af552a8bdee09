// Package view shows the states of the gallery in Chromium: on a desktop and on a phone, in light and dark colors, from left
// to right and from right to left. It does not know what is checked there.
package view

import (
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// Mode is a window, a color scheme and a direction of text.
type Mode struct {
	Dark, RTL bool
	Viewport  chrome.Viewport
}

// Modes returns all eight modes.
func Modes() []Mode {
	var all []Mode
	for _, viewport := range []chrome.Viewport{chrome.Desktop(), chrome.Phone()} {
		for _, rtl := range []bool{false, true} {
			for _, dark := range []bool{false, true} {
				all = append(all, Mode{Dark: dark, RTL: rtl, Viewport: viewport})
			}
		}
	}
	return all
}

func (m Mode) String() string {
	scheme, dir := "light", "ltr"
	if m.Dark {
		scheme = "dark"
	}
	if m.RTL {
		dir = "rtl"
	}
	return strings.Join([]string{m.Viewport.Name, dir, scheme}, "-")
}

// Viewer shows states of a gallery in one mode.
type Viewer struct {
	*chrome.Tab
	Gallery *stack.Gallery
	Query   string // of every page that is shown, such as "?brand=shop"
}

// Open opens a browser in this mode for a gallery.
func (m Mode) Open(tb testing.TB, g *stack.Gallery) *Viewer {
	tb.Helper()
	v := &Viewer{Gallery: g, Tab: chrome.Start(tb, chrome.Options{Viewport: m.Viewport, Dark: m.Dark})}
	v.Allow("the server responded with a status of .*/states/(error|device)-")
	if m.RTL {
		v.Query = "?lang=ar"
	}
	return v
}

// Show opens a state.
func (v *Viewer) Show(s stack.GalleryState) { v.Goto(v.Gallery.URL + s.URL + v.Query) }
