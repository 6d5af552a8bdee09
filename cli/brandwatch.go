package cli

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/locales"
)

// watchBrands reads the brands of a directory, and again when files change and on SIGHUP, until ctx ends.
func watchBrands(
	ctx context.Context, dir string, catalog func() *locales.Catalog, lowContrast bool, log *slog.Logger,
) (*brand.Watcher, error) {
	messages, err := locales.English()
	if err != nil {
		return nil, err
	}
	watcher, err := brand.Watch(ctx, brand.WatchOptions{
		Files: brand.Dir(dir), Messages: messages,
		Check: func(set *brand.Set) error {
			return checkSet(set, catalog(), lowContrast, "BRAND_LOW_CONTRAST=true serves hard-to-read colors all the same")
		},
		OnReload: func(set *brand.Set, err error) {
			if err != nil {
				log.ErrorContext(ctx, "the brands can't be used; the ones before stay", "error", err)
				return
			}
			log.InfoContext(ctx, "brands loaded", "count", len(set.All()))
		},
	})
	if err != nil {
		return nil, err
	}
	reloadOnHangup(ctx, watcher.Reload)
	return watcher, nil
}

// reloadOnHangup reads files again on SIGHUP, until ctx ends.
func reloadOnHangup(ctx context.Context, reload func() error) {
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	go func() {
		defer signal.Stop(hangup)
		for {
			select {
			case <-ctx.Done():
				return
			case <-hangup:
				_ = reload() // OnReload logs it
			}
		}
	}()
}

// checkSet is the error of brands that can't be served: those with languages without messages and, unless lowContrast accepts
// them, with colors that are hard to read; advice says how to accept these.
func checkSet(set *brand.Set, catalog *locales.Catalog, lowContrast bool, advice string) error {
	var errs []error
	for _, b := range set.All() {
		errs = append(errs, handlers.CheckLanguages(b, catalog))
	}
	if err := set.CheckContrast(); err != nil && !lowContrast {
		errs = append(errs, err, errors.New(advice))
	}
	return errors.Join(errs...)
}
