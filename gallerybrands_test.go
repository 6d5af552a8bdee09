//go:build gallery

package main

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"
)

func TestTheGalleryShowsWhatIsWrongWithBrands(t *testing.T) {
	t.Parallel()
	edited := func(text string) fstest.MapFS { return fstest.MapFS{"one/brand.json": {Data: []byte(text)}} }
	var terminal bytes.Buffer
	dir := &swappable{edited(`{"name": "Foreign", "languages": {"allowed": ["fr"]}}`)}
	s, err := newSketches(t.Context(), dir, &terminal)
	if err != nil {
		t.Fatal(err)
	}
	for i, step := range []struct {
		dir                    fstest.MapFS
		worn, mistake, warning string
	}{
		{edited(`{"name": "Foreign", "languages": {"allowed": ["fr"]}}`), "", `one/brand.json: languages or wording: there are no messages in "fr"`, ""},
		{fstest.MapFS{}, "", "no folder", ""},
		{wardrobe("Pale", "#ffe0e0"), "Pale", "", "one/brand.json: colors.light.accent #ffe0e0"},
		{edited(`{"name": "x", "colour": 1, "size": 2}`), "Pale", "one/brand.json: colour: is not known; did you mean colors?", ""},
		{wardrobe("Good", "#1a1c8b"), "Good", "", ""},
	} {
		dir.FS = step.dir
		s.reload(t.Context())
		now, worn := s.current(), ""
		for _, b := range now.Set.All() {
			worn = b.Name.In("")
		}
		if worn != step.worn {
			t.Errorf("step %d: the brand is %q, want %q", i, worn, step.worn)
		}
		if said := strings.Join(now.Mistakes, "\n"); !strings.Contains(said, step.mistake) || (said == "") != (step.mistake == "") {
			t.Errorf("step %d: the mistakes are %q", i, said)
		}
		if said := strings.Join(now.Warnings, "\n"); !strings.Contains(said, step.warning) || (said == "") != (step.warning == "") {
			t.Errorf("step %d: the warnings are %q", i, said)
		}
		for _, line := range append(now.Mistakes, now.Warnings...) {
			if !strings.Contains(terminal.String(), ": "+line+"\n") || strings.Contains(line, "\n") {
				t.Errorf("step %d: the terminal does not say %q", i, line)
			}
		}
		terminal.Reset()
	}
}
