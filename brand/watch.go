package brand

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

// defaultInterval is how often files are looked at when WatchOptions.Interval is zero.
const defaultInterval = 2 * time.Second

// WatchOptions says which brands Watch reads and what it does with them. Only Files is required.
type WatchOptions struct {
	// Files holds a folder for each brand, as Load reads them: Dir for a directory of the machine.
	Files fs.FS
	// Messages is the English text of each message by key, which wording may replace: locales.English.
	Messages map[string]string
	// Check refuses brands that Load accepts, for one (*Set).CheckContrast for colors that are hard to read; nil accepts all.
	Check func(*Set) error
	// Initial is the set that is served until the first reading succeeds. When nil, Watch fails if the first reading does.
	Initial *Set
	// Interval is the time between two looks at the files; two seconds when zero.
	Interval time.Duration
	// OnReload is called after each reading: with the set in use, and with what is wrong with the files when that is still the
	// one before. The first reading counts only with Initial; otherwise its outcome is Watch's own. Calls come one at a time, and
	// must not call Reload.
	OnReload func(*Set, error)
}

// Watcher holds the brands of a directory as they were when they last could be used. It is safe for concurrent use.
type Watcher struct {
	options WatchOptions
	set     atomic.Pointer[Set]

	mu   sync.Mutex // held while files are looked at and read
	read string     // the state of the files when they were last read
	seen string     // and when they were last looked at
}

// Watch reads brands now, and again whenever their files have changed and then not changed for one interval: before that,
// somebody may still be writing them. A reading that fails leaves the set as it was. Watching ends with ctx; the set stays.
func Watch(ctx context.Context, o WatchOptions) (*Watcher, error) {
	w := &Watcher{options: o}
	if o.Initial == nil {
		if err := w.load(); err != nil {
			return nil, err
		}
	} else {
		w.set.Store(o.Initial)
		_ = w.Reload() // OnReload is told
	}
	go w.run(ctx)
	return w, nil
}

// Set is the brands to serve. It is the same until they change: handlers.Options.Brands may ask for it on each request.
func (w *Watcher) Set() *Set { return w.set.Load() }

// Reload reads the brands at once, for a server that is told to (SIGHUP). With an error the set stays as it was; the error
// joins everything that is wrong, each with file and key.
func (w *Watcher) Reload() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.reload()
}

func (w *Watcher) run(ctx context.Context) {
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

// look reads the brands again when their files differ from those that were read, and are as they were at the last look.
func (w *Watcher) look() {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := fileState(w.options.Files)
	if now != w.read && now == w.seen {
		_ = w.reload() // OnReload is told
	}
	w.seen = now
}

func (w *Watcher) reload() error {
	err := w.load()
	if w.options.OnReload != nil {
		w.options.OnReload(w.Set(), err)
	}
	return err
}

func (w *Watcher) load() error {
	w.read = fileState(w.options.Files)
	set, err := Load(w.options.Files, w.options.Messages)
	if err == nil && w.options.Check != nil {
		err = w.options.Check(set)
	}
	if err == nil {
		w.set.Store(set)
	}
	return err
}

// fileState is names, sizes and times of the files in all folders, and what is wrong with those that can't be looked at.
func fileState(files fs.FS) string {
	var state strings.Builder
	names, _ := fs.Glob(files, "*/*") // only a bad pattern fails
	for _, name := range names {
		if info, err := fs.Stat(files, name); err != nil { // of the file that a link leads to
			fmt.Fprintln(&state, name, err)
		} else {
			fmt.Fprintln(&state, name, info.Size(), info.ModTime().UnixNano())
		}
	}
	return state.String()
}
