package brand

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"
)

// oneBrand is a directory with one brand of this name and accent.
func oneBrand(name, accent string) fstest.MapFS {
	return folder(map[string]string{"one/brand.json": `{"name": "` + name + `", "default": true, "colors": {"light": {"accent": "` + accent + `"}}}`})
}

// editedFiles is a directory whose files can change.
type editedFiles struct{ now atomic.Value }

func newEditedFiles(files fstest.MapFS) *editedFiles {
	e := &editedFiles{}
	e.now.Store(files)
	return e
}

func (e *editedFiles) Open(name string) (fs.File, error) {
	return e.now.Load().(fstest.MapFS).Open(name)
}

// nameOf is the name of the brand of everyone else.
func nameOf(set *Set) string { return set.Choose("", "", "").Name.In("") }

func TestABadEditKeepsTheBrandsBefore(t *testing.T) {
	t.Parallel()
	files := newEditedFiles(oneBrand("Old", "#1a1c8b"))
	var reloads []error
	w, err := Watch(t.Context(), WatchOptions{
		Files: files, Messages: known, Interval: time.Hour,
		Check: (*Set).CheckContrast,
		OnReload: func(set *Set, err error) {
			if want := map[bool]string{true: "New", false: "Old"}[err == nil]; nameOf(set) != want {
				t.Errorf("OnReload is given %q, want %q", nameOf(set), want)
			}
			reloads = append(reloads, err)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	before := w.Set()
	bad := []struct {
		files fstest.MapFS
		says  string
	}{
		{folder(map[string]string{"one/brand.json": `{`}), "one/brand.json"},
		{folder(map[string]string{"one/brand.json": `{"name": "x", "colour": 1}`}), "one/brand.json: colour"},
		{oneBrand("Pale", "#ffe0e0"), "one/brand.json: colors.light.accent #ffe0e0"},
		{fstest.MapFS{}, "no folder"},
	}
	for _, edit := range bad {
		files.now.Store(edit.files)
		if err := w.Reload(); err == nil || !strings.Contains(err.Error(), edit.says) {
			t.Errorf("the error is %v, want %q", err, edit.says)
		}
		if w.Set() != before {
			t.Errorf("%s: the brands are not the ones before", edit.says)
		}
	}
	files.now.Store(oneBrand("New", "#1a1c8b"))
	if err := w.Reload(); err != nil || nameOf(w.Set()) != "New" {
		t.Errorf("after a good edit the brand is %q, %v", nameOf(w.Set()), err)
	}
	if len(reloads) != len(bad)+1 || reloads[0] == nil || reloads[len(bad)] != nil {
		t.Errorf("OnReload heard of %v", reloads)
	}
}

func TestWatchingBeginsWithBrandsThatCanBeUsed(t *testing.T) {
	t.Parallel()
	never := func(*Set, error) { t.Error("the first reading is Watch's to return") }
	if _, err := Watch(t.Context(), WatchOptions{Files: fstest.MapFS{}, OnReload: never}); err == nil {
		t.Error("no error without any brand")
	}
	initial, err := NewSet()
	if err != nil {
		t.Fatal(err)
	}
	var heard error
	w, err := Watch(t.Context(), WatchOptions{Files: fstest.MapFS{}, Initial: initial, OnReload: func(_ *Set, err error) { heard = err }})
	if err != nil || heard == nil || w.Set() != initial {
		t.Errorf("with an initial set: error %v, OnReload heard %v", err, heard)
	}
}

// Somebody copies a brand here file by file, or an editor writes one in pieces: what is there in between is nobody's brand,
// even when it could be used.
func TestBrandsThatAreStillBeingWrittenWait(t *testing.T) {
	t.Parallel()
	const lookInterval = 2 * time.Second
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		files := newEditedFiles(oneBrand("Old", "#1a1c8b"))
		w, err := Watch(ctx, WatchOptions{Files: files, Messages: known, Interval: lookInterval})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(lookInterval / 2) // between two looks at the files
		for i, step := range []struct{ written, want string }{
			{"Old", "Old"}, {"Half", "Old"}, {"Whole", "Old"}, {"Whole", "Whole"}, {"Whole", "Whole"}, {"Old", "Whole"}, {"Whole", "Whole"}, {"Whole", "Whole"},
		} {
			files.now.Store(oneBrand(step.written, "#1a1c8b"))
			time.Sleep(lookInterval)
			synctest.Wait()
			if got := nameOf(w.Set()); got != step.want {
				t.Errorf("look %d, with %q written: the brand is %q, want %q", i, step.written, got, step.want)
			}
		}
		cancel()
		synctest.Wait()
		files.now.Store(oneBrand("Late", "#1a1c8b"))
		time.Sleep(5 * lookInterval)
		if got := nameOf(w.Set()); got != "Whole" {
			t.Errorf("after the end of watching the brand is %q", got)
		}
	})
}

// A folder may be a link to where the brand is kept; and Emacs marks a file it edits with a link that leads nowhere.
func TestLinksHideNoChange(t *testing.T) {
	t.Parallel()
	brands, kept := t.TempDir(), t.TempDir()
	write := func(content string) {
		if err := os.WriteFile(kept+"/own.css", []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a {}")
	if err := os.WriteFile(kept+"/brand.json", []byte(`{"name": "One", "default": true, "css": "own.css"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{brands + "/linked": kept, kept + "/.#own.css": "nobody@nowhere.1"} {
		if err := os.Symlink(to, link); err != nil {
			t.Fatal(err)
		}
	}
	seen := make(chan error)
	_, err := Watch(t.Context(), WatchOptions{Files: Dir(brands), Interval: time.Millisecond, OnReload: func(_ *Set, err error) { seen <- err }})
	if err != nil {
		t.Fatal(err)
	}
	write("a { color: red }")
	select {
	case err := <-seen:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		t.Error("a change of a file is not seen")
	}
}

// What lies outside a brand's folder is not the brand's: a link there would publish it.
func TestLinksOutOfABrandAreRefused(t *testing.T) {
	t.Parallel()
	brands, outside := t.TempDir(), t.TempDir()
	const style = "a { color: red }"
	for file, content := range map[string]string{
		outside + "/key.css": style, brands + "/other/key.css": style, brands + "/other/brand.json": `{"name": "Other"}`,
		brands + "/one/..data/own.css": style, brands + "/one/brand.json": `{"name": "One", "default": true, "css": "own.css"}`,
	} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(content), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	link := func(to, name string) {
		t.Helper()
		if err := os.Symlink(to, brands+"/one/"+name); err != nil {
			t.Fatal(err)
		}
	}
	link("..data/own.css", "own.css") // as Kubernetes mounts a config map
	w, err := Watch(t.Context(), WatchOptions{Files: Dir(brands), Interval: time.Hour})
	if err != nil {
		t.Fatalf("links inside a folder: %v", err)
	}
	for name, to := range map[string]string{"absolute": outside + "/key.css", "climbing": "../other/key.css", "by a folder": outside} {
		file := "out.css"
		if name == "by a folder" {
			link(to, "away")
			to = "away/key.css"
		}
		link(to, file)
		if err := w.Reload(); err == nil || !strings.Contains(err.Error(), "one/out.css") {
			t.Errorf("a link that is %s: error %v", name, err)
		}
		if err := os.Remove(brands + "/one/" + file); err != nil {
			t.Fatal(err)
		}
	}
}
