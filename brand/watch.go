package brand

import (
	"context"
	"io/fs"
	"time"

	"github.com/thyra-ui/thyra/watch"
)

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
type Watcher struct{ watcher *watch.Watcher[Set] }

// Watch reads brands now, and again whenever their files have changed and then not changed for one interval: before that,
// somebody may still be writing them. A reading that fails leaves the set as it was. Watching ends with ctx; the set stays.
func Watch(ctx context.Context, o WatchOptions) (*Watcher, error) {
	read := func() (*Set, error) {
		set, err := Load(o.Files, o.Messages)
		if err == nil && o.Check != nil {
			err = o.Check(set)
		}
		return set, err
	}
	watcher, err := watch.Start(ctx, watch.Options[Set]{
		Files: o.Files, Pattern: "*/*", Read: read, Initial: o.Initial, Interval: o.Interval, OnReload: o.OnReload,
	})
	if err != nil {
		return nil, err
	}
	return &Watcher{watcher}, nil
}

// Set is the brands to serve. It is the same until they change: handlers.Options.Brands may ask for it on each request.
func (w *Watcher) Set() *Set { return w.watcher.Current() }

// Reload reads the brands at once, for a server that is told to (SIGHUP). With an error the set stays as it was; the error
// joins everything that is wrong, each with file and key.
func (w *Watcher) Reload() error { return w.watcher.Reload() }
