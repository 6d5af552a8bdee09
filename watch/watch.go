// Package watch reads something again whenever the files change that it is made of. It owns when that happens and what stays
// meanwhile; it does not know what the files hold.
package watch

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// defaultInterval is how often files are looked at when Options.Interval is zero.
const defaultInterval = 2 * time.Second

// Options says what is read and from where. Files, Pattern and Read are required.
type Options[T any] struct {
	// Files are looked at for changes: those whose path matches Pattern (path.Match).
	Files   fs.FS
	Pattern string
	// Read makes a T of the files.
	Read func() (*T, error)
	// Initial is in use until the first reading succeeds. When nil, Start fails if the first reading does.
	Initial *T
	// Interval is the time between two looks at the files; two seconds when zero.
	Interval time.Duration
	// OnReload is called after each reading: with the T in use, and with what is wrong with the files when that is still the one
	// before. The first reading counts only with Initial; otherwise its outcome is Start's own. Calls come one at a time, and must
	// not call Reload.
	OnReload func(*T, error)
}

// Watcher holds what was read when the files last could be used. It is safe for concurrent use.
type Watcher[T any] struct {
	options Options[T]
	current atomic.Pointer[T]

	mu   sync.Mutex // held while files are looked at and read
	read string     // the state of the files when they were last read
	seen string     // and when they were last looked at
}

// Start reads the files now, and again whenever they have changed and then not changed for one interval: before that, somebody
// may still be writing them. A reading that fails leaves everything as it was. Watching ends with ctx; what was read stays.
func Start[T any](ctx context.Context, o Options[T]) (*Watcher[T], error) {
	w := &Watcher[T]{options: o}
	if o.Initial == nil {
		if err := w.load(); err != nil {
			return nil, err
		}
	} else {
		w.current.Store(o.Initial)
		_ = w.Reload() // OnReload is told
	}
	go w.run(ctx)
	return w, nil
}

// Current is what was read last. It is the same until the files change.
func (w *Watcher[T]) Current() *T { return w.current.Load() }

// Reload reads the files at once, for a server that is told to (SIGHUP). With an error everything stays as it was.
func (w *Watcher[T]) Reload() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.reload()
}

func (w *Watcher[T]) run(ctx context.Context) {
	ticker := time.NewTicker(cmp.Or(w.options.Interval, defaultInterval))
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			w.look()
		}
	}
}

// look reads the files again when they differ from those that were read, and are as they were at the last look.
func (w *Watcher[T]) look() {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.fileState()
	if now != w.read && now == w.seen {
		_ = w.reload() // OnReload is told
	}
	w.seen = now
}

func (w *Watcher[T]) reload() error {
	err := w.load()
	if w.options.OnReload != nil {
		w.options.OnReload(w.Current(), err)
	}
	return err
}

func (w *Watcher[T]) load() error {
	w.read = w.fileState()
	made, err := w.options.Read()
	if err == nil {
		w.current.Store(made)
	}
	return err
}

// fileState is names, sizes and times of the files, and what is wrong with those that can't be looked at.
func (w *Watcher[T]) fileState() string {
	var state strings.Builder
	names, _ := fs.Glob(w.options.Files, w.options.Pattern) // only a bad pattern fails
	for _, name := range names {
		if info, err := fs.Stat(w.options.Files, name); err != nil { // of the file that a link leads to
			fmt.Fprintln(&state, name, err)
		} else {
			fmt.Fprintln(&state, name, info.Size(), info.ModTime().UnixNano())
		}
	}
	return state.String()
}
