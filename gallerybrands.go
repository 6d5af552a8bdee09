//go:build gallery

package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/handlers/gallery"
)

// editInterval is how often the gallery looks at files: somebody waits for what comes of an edit.
const editInterval = 250 * time.Millisecond

// sketches are brands that somebody works on. What is wrong with them is shown, and ends nothing.
type sketches struct {
	brands

	terminal io.Writer
	now      atomic.Pointer[gallery.Brands]
}

// newSketches reads the brands of a directory.
func newSketches(ctx context.Context, dir fs.FS, terminal io.Writer) (*sketches, error) {
	if _, err := fs.Stat(dir, "."); err != nil {
		return nil, err
	}
	none, err := brand.NewSet()
	if err != nil {
		return nil, err
	}
	s := &sketches{terminal: terminal}
	s.dir, s.lowContrast, s.every, s.told, s.log = dir, true, editInterval, s.note, slog.New(slog.DiscardHandler)
	s.set.Store(none)
	s.reload(ctx)
	return s, nil
}

// note keeps what there is to show, and says on the terminal what is wrong.
func (s *sketches) note(err error) {
	now := gallery.Brands{Set: s.set.Load()}
	if err != nil {
		now.Mistakes = strings.Split(err.Error(), "\n")
	} else {
		for _, b := range now.Set.All() {
			for _, problem := range lowContrast(b) {
				now.Warnings = append(now.Warnings, problem.Error())
			}
		}
	}
	s.now.Store(&now)
	for _, mistake := range now.Mistakes {
		fmt.Fprintln(s.terminal, "mistake:", mistake)
	}
	for _, warning := range now.Warnings {
		fmt.Fprintln(s.terminal, "warning:", warning)
	}
	if err == nil {
		fmt.Fprintf(s.terminal, "brands read: %d\n", len(now.Set.All()))
	}
}

// current is what there is to show.
func (s *sketches) current() gallery.Brands { return *s.now.Load() }
