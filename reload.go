package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/locales"
)

// lookInterval is how often the files of brands are looked at.
const lookInterval = 2 * time.Second

// confined is a directory of folders whose files stay inside them: a link that leads out of its folder is refused, since what
// lies there, a key for one, would be served. The folders themselves may be links.
type confined string

// Open opens a file by its path below the directory.
func (dir confined) Open(name string) (fs.File, error) {
	folder, inside, ok := strings.Cut(name, "/")
	if !ok || !fs.ValidPath(name) {
		return os.DirFS(string(dir)).Open(name)
	}
	file, err := os.OpenInRoot(filepath.Join(string(dir), folder), filepath.FromSlash(inside))
	if err != nil {
		var at *fs.PathError
		if errors.As(err, &at) {
			at.Path = name // as the operator knows it
		}
		return nil, err
	}
	return file, nil
}

// brands are those of a directory, as they were when they last could be used.
type brands struct {
	dir         fs.FS
	lowContrast bool // accepts colors that are hard to read
	log         *slog.Logger
	every       time.Duration // between two looks at the files; lookInterval when 0
	told        func(error)   // hears what came of each reload; nobody when nil
	set         atomic.Pointer[brand.Set]
	seen        string // what look said when they were last read
	glanced     string // and at the last glance
}

// load reads the directory. With an error the brands of before stay.
func (b *brands) load() error {
	b.seen = b.look()
	messages, err := locales.English()
	if err != nil {
		return err
	}
	set, err := brand.Load(b.dir, messages)
	if err != nil {
		return err
	}
	catalog, err := locales.Load(locales.Files)
	if err != nil {
		return err
	}
	var errs, pale []error
	for _, one := range set.All() {
		errs = append(errs, unspoken(catalog, one)...)
		if !b.lowContrast {
			pale = append(pale, lowContrast(one)...)
		}
	}
	if len(pale) > 0 {
		errs = append(append(errs, pale...), errors.New("BRAND_LOW_CONTRAST=true serves hard-to-read colors all the same"))
	}
	if len(errs) > 0 {
		return errors.Join(errs...)
	}
	b.set.Store(set)
	return nil
}

// look notes names, sizes and times of the files in all folders, and what is wrong with those that can't be looked at.
func (b *brands) look() string {
	var all strings.Builder
	files, _ := fs.Glob(b.dir, "*/*") // only a bad pattern fails
	for _, file := range files {
		if info, err := fs.Stat(b.dir, file); err != nil { // of what a link leads to
			fmt.Fprintln(&all, file, err)
		} else {
			fmt.Fprintln(&all, file, info.Size(), info.ModTime().UnixNano())
		}
	}
	return all.String()
}

// watch loads the brands again on SIGHUP at once, and when files changed, until ctx ends.
func (b *brands) watch(ctx context.Context) {
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	ticker := time.NewTicker(cmp.Or(b.every, lookInterval))
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-hangup:
			b.reload(ctx)
		case <-ticker.C:
			b.glance(ctx)
		}
	}
}

// glance loads the brands again when files changed since, and have come to rest: before that, somebody may be writing them.
func (b *brands) glance(ctx context.Context) {
	now := b.look()
	if now != b.seen && now == b.glanced {
		b.reload(ctx)
	}
	b.glanced = now
}

func (b *brands) reload(ctx context.Context) {
	err := b.load()
	if b.told != nil {
		b.told(err)
	}
	if err != nil {
		b.log.ErrorContext(ctx, "the brands can't be used; the ones before stay", "error", err)
		return
	}
	b.log.InfoContext(ctx, "brands loaded", "count", len(b.set.Load().All()))
}
