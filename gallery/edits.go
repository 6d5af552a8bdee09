package gallery

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync/atomic"
	"time"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/locales"
)

// editInterval is the time between two looks at the files: somebody waits for the effect of an edit.
const editInterval = 250 * time.Millisecond

// watchEdits reads brands that somebody edits, until ctx ends. Their languages are those of the catalog. What is wrong
// with them is shown and printed, and ends nothing.
func watchEdits(ctx context.Context, files fs.FS, catalog *locales.Catalog, terminal io.Writer) (current func() Brands, err error) {
	messages, err := locales.English()
	if err != nil {
		return nil, err
	}
	none, err := brand.NewSet()
	if err != nil {
		return nil, err
	}
	var shown atomic.Pointer[Brands]
	_, err = brand.Watch(ctx, brand.WatchOptions{
		Files: files, Messages: messages, Initial: none, Interval: editInterval,
		Check: func(set *brand.Set) error {
			var errs []error
			for _, b := range set.All() {
				errs = append(errs, handlers.CheckLanguages(b, catalog))
			}
			return errors.Join(errs...)
		},
		OnReload: func(set *brand.Set, err error) {
			now := Brands{Set: set}
			if err != nil {
				now.Errors = strings.Split(err.Error(), "\n")
			} else if err := set.CheckContrast(); err != nil {
				now.Warnings = strings.Split(err.Error(), "\n")
			}
			shown.Store(&now)
			printBrands(terminal, now)
		},
	})
	return func() Brands { return *shown.Load() }, err
}

func printBrands(terminal io.Writer, b Brands) {
	for _, problem := range b.Errors {
		fmt.Fprintln(terminal, "error:", problem)
	}
	for _, warning := range b.Warnings {
		fmt.Fprintln(terminal, "warning:", warning)
	}
	if len(b.Errors) == 0 {
		fmt.Fprintf(terminal, "brands read: %d\n", len(b.Set.All()))
	}
}
