package gallery

import (
	"bytes"
	"io"
	"io/fs"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"github.com/thyra-ui/thyra/locales"
)

// editedFiles is a directory whose files can change.
type editedFiles struct{ now atomic.Value }

func (e *editedFiles) Open(name string) (fs.File, error) {
	return e.now.Load().(fstest.MapFS).Open(name)
}

func TestTheGalleryShowsWhatIsWrongWithBrands(t *testing.T) {
	t.Parallel()
	synctest.Test(t, testEdits)
}

func testEdits(t *testing.T) {
	edited := func(text string) fstest.MapFS { return fstest.MapFS{"one/brand.json": {Data: []byte(text)}} }
	colored := func(name, accent string) fstest.MapFS {
		return edited(`{"name": "` + name + `", "colors": {"light": {"accent": "` + accent + `"}}}`)
	}
	var terminal bytes.Buffer
	files := &editedFiles{}
	files.now.Store(edited(`{"name": "Foreign", "languages": {"allowed": ["vo"]}}`))
	current, err := watchEdits(t.Context(), files, builtIn(t), &terminal)
	if err != nil {
		t.Fatal(err)
	}
	for i, step := range []struct {
		dir                   fstest.MapFS
		shown, error, warning string
	}{
		{edited(`{"name": "Foreign", "languages": {"allowed": ["vo"]}}`), "", `one/brand.json: languages or wording: there are no messages in "vo"`, ""},
		{fstest.MapFS{}, "", "no folder", ""},
		{colored("Pale", "#ffe0e0"), "Pale", "", "one/brand.json: colors.light.accent #ffe0e0"},
		{edited(`{"name": "x", "colour": 1, "size": 2}`), "Pale", "one/brand.json: colour: is not known; did you mean colors?", ""},
		{colored("Good", "#1a1c8b"), "Good", "", ""},
	} {
		files.now.Store(step.dir)
		time.Sleep(3 * editInterval)
		synctest.Wait()
		now, shown := current(), ""
		for _, b := range now.Set.All() {
			shown = b.Name.In("")
		}
		if shown != step.shown {
			t.Errorf("step %d: the brand is %q, want %q", i, shown, step.shown)
		}
		if said := strings.Join(now.Errors, "\n"); !strings.Contains(said, step.error) || (said == "") != (step.error == "") {
			t.Errorf("step %d: the errors are %q", i, said)
		}
		if said := strings.Join(now.Warnings, "\n"); !strings.Contains(said, step.warning) || (said == "") != (step.warning == "") {
			t.Errorf("step %d: the warnings are %q", i, said)
		}
		for _, line := range append(now.Errors, now.Warnings...) {
			if !strings.Contains(terminal.String(), ": "+line+"\n") || strings.Contains(line, "\n") {
				t.Errorf("step %d: the terminal does not say %q", i, line)
			}
		}
		terminal.Reset()
	}
}

func builtIn(t *testing.T) *locales.Catalog {
	t.Helper()
	catalog, err := locales.Load(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}

// An application's own languages count, not only those that are built in.
func TestBrandsMayUseLanguagesOfTheApplication(t *testing.T) {
	t.Parallel()
	catalog, err := builtIn(t).Extend(fstest.MapFS{"active.vo.json": {Data: []byte(`{"login.title": "Glidis"}`)}})
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{"one/brand.json": {Data: []byte(`{"name": "One", "languages": {"allowed": ["vo"]}}`)}}
	current, err := watchEdits(t.Context(), files, catalog, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if now := current(); len(now.Errors) > 0 || len(now.Set.All()) != 1 {
		t.Errorf("the errors are %q", now.Errors)
	}
}
