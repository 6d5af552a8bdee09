package watch

import (
	"errors"
	"io/fs"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"
)

// editedFiles is a directory with one file that can change.
type editedFiles struct{ content atomic.Value }

func newEditedFiles(content string) *editedFiles {
	e := &editedFiles{}
	e.content.Store(content)
	return e
}

func (e *editedFiles) Open(name string) (fs.File, error) {
	return fstest.MapFS{"file": {Data: []byte(e.content.Load().(string))}}.Open(name)
}

// read is the content, which is of no use when it is empty.
func (e *editedFiles) read() (*string, error) {
	content := e.content.Load().(string)
	if content == "" {
		return nil, errors.New("file: is empty")
	}
	return &content, nil
}

// What is there while somebody writes is not what they mean, even when it could be used.
func TestFilesThatAreStillBeingWrittenWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		files := newEditedFiles("old")
		w, err := Start(t.Context(), Options[string]{Files: files, Pattern: "*", Read: files.read})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(defaultInterval / 2) // between two looks at the files
		for i, step := range []struct{ written, want string }{
			{"a half", "old"}, {"the whole", "old"}, {"the whole", "the whole"}, {"", "the whole"}, {"", "the whole"}, {"more", "the whole"}, {"more", "more"},
		} {
			files.content.Store(step.written)
			time.Sleep(defaultInterval)
			synctest.Wait()
			if got := *w.Current(); got != step.want {
				t.Errorf("look %d, with %q written: %q is in use, want %q", i, step.written, got, step.want)
			}
		}
	})
}

func TestStartFailsWithoutAnythingToUse(t *testing.T) {
	t.Parallel()
	files := newEditedFiles("")
	if _, err := Start(t.Context(), Options[string]{Files: files, Pattern: "*", Read: files.read}); err == nil {
		t.Error("no error")
	}
	initial := "initial"
	var heard error
	w, err := Start(t.Context(), Options[string]{
		Files: files, Pattern: "*", Read: files.read, Initial: &initial, OnReload: func(_ *string, err error) { heard = err },
	})
	if err != nil || heard == nil || w.Current() != &initial {
		t.Errorf("with something to begin with: error %v, OnReload heard %v", err, heard)
	}
}
