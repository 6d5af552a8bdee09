package view

import (
	"os"
	"slices"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// Document returns a page as the server sends it, before its script runs.
func Document(tb testing.TB, address string) *goquery.Document {
	tb.Helper()
	res, err := oneshot.Get(tb.Context(), address)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	doc, err := goquery.NewDocumentFromReader(res.Body)
	if err != nil {
		tb.Fatal(err)
	}
	return doc
}

// OneOfEach returns the first state of each page.
func OneOfEach(g *stack.Gallery) []stack.GalleryState {
	var states []stack.GalleryState
	seen := map[string]bool{}
	for _, s := range g.States {
		if !seen[s.Page] {
			seen[s.Page] = true
			states = append(states, s)
		}
	}
	return states
}

// State returns the state with this id.
func State(tb testing.TB, g *stack.Gallery, id string) stack.GalleryState {
	tb.Helper()
	for _, s := range g.States {
		if s.ID == id {
			return s
		}
	}
	tb.Fatalf("the gallery has no state %s", id)
	return stack.GalleryState{}
}

// Everything reports whether every state is to be looked at in every mode, which takes a while (A11Y=full).
func Everything() bool { return os.Getenv("A11Y") == "full" }

// Share returns the part of the states for the i-th of n modes: all modes together see each state once. With A11Y=full each
// mode sees them all.
func Share(states []stack.GalleryState, i, n int) []stack.GalleryState {
	if Everything() {
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

// Sample returns the states without those that look like another one: the older Kratos's, and those that the recorder named.
func Sample(g *stack.Gallery) []stack.GalleryState {
	if Everything() {
		return g.States
	}
	return slices.DeleteFunc(slices.Clone(g.States), func(s stack.GalleryState) bool {
		return s.Version == "v1.3.1" || s.Version == "recorded"
	})
}
