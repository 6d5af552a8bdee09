package locales

import (
	"context"
	"io/fs"
	"time"

	"github.com/thyra-ui/thyra/watch"
)

// WatchOptions says which message files Watch reads and what it does with them. Base and Files are required.
type WatchOptions struct {
	// Base is the catalog that the files add to, Load(Files()) for that of the program.
	Base *Catalog
	// Files holds the message files, as Extend reads them.
	Files fs.FS
	// Interval is the time between two looks at the files; two seconds when zero.
	Interval time.Duration
	// OnReload is called after each reading but the first: with the catalog in use, and with what is wrong with the files when that
	// is still the one before. Calls come one at a time, and must not call Reload.
	OnReload func(*Catalog, error)
}

// Watcher holds a catalog with the message files of a directory as they were when they last could be used. It is safe for
// concurrent use.
type Watcher struct{ watcher *watch.Watcher[Catalog] }

// Watch extends a catalog by message files now, and again whenever they have changed and then not changed for one interval. It
// fails if the first reading does. Watching ends with ctx; the catalog stays.
func Watch(ctx context.Context, o WatchOptions) (*Watcher, error) {
	watcher, err := watch.Start(ctx, watch.Options[Catalog]{
		Files: o.Files, Pattern: "*.json", Read: func() (*Catalog, error) { return o.Base.Extend(o.Files) },
		Interval: o.Interval, OnReload: o.OnReload,
	})
	if err != nil {
		return nil, err
	}
	return &Watcher{watcher}, nil
}

// Catalog is the one to show. It is the same until the files change: handlers.Options.Locales may ask for it on each request.
func (w *Watcher) Catalog() *Catalog { return w.watcher.Current() }

// Reload reads the files at once, for a server that is told to (SIGHUP). With an error the catalog stays as it was; the error
// joins everything that is wrong, each with file and key.
func (w *Watcher) Reload() error { return w.watcher.Reload() }
