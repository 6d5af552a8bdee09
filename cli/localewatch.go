package cli

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"sync/atomic"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/locales"
)

// content is what pages show that operators may give and change while the server runs: messages and brands.
type content struct {
	locales func() *locales.Catalog
	brands  func() *brand.Set // nil without BRAND_DIR
}

// watchContent reads LOCALES_DIR and BRAND_DIR, and again when files change and on SIGHUP, until ctx ends. New messages lead to
// another look at the brands, since those may have waited for a language.
func watchContent(ctx context.Context, c config, log *slog.Logger) (content, error) {
	var brands atomic.Pointer[brand.Watcher]
	catalog, err := watchLocales(ctx, string(c.LocalesDir), log, func() {
		if watcher := brands.Load(); watcher != nil {
			_ = watcher.Reload() // OnReload logs it
		}
	})
	if err != nil {
		return content{}, exitError{exitUsage, fmt.Errorf("the messages in LOCALES_DIR can't be used:\n%w", err)}
	}
	if c.BrandDir == "" {
		return content{locales: catalog}, nil
	}
	watcher, err := watchBrands(ctx, string(c.BrandDir), catalog, c.LowContrast, log)
	if err != nil {
		return content{}, exitError{exitUsage, fmt.Errorf("the brands in BRAND_DIR can't be used:\n%w", err)}
	}
	brands.Store(watcher)
	return content{catalog, watcher.Set}, nil
}

// watchLocales reads the messages of a directory, if any, beside those of the program. changed is called when they are read
// again.
func watchLocales(ctx context.Context, dir string, log *slog.Logger, changed func()) (func() *locales.Catalog, error) {
	builtIn, err := locales.Load(locales.Files())
	if err != nil || dir == "" {
		return func() *locales.Catalog { return builtIn }, err
	}
	if err := holdsMessages(dir); err != nil {
		return nil, err
	}
	watcher, err := locales.Watch(ctx, locales.WatchOptions{
		Base: builtIn, Files: os.DirFS(dir),
		OnReload: func(catalog *locales.Catalog, err error) {
			if err != nil {
				log.ErrorContext(ctx, "the messages can't be used; the ones before stay", "error", err)
				return
			}
			log.InfoContext(ctx, "messages loaded", "languages", len(catalog.Languages()))
			warnOfMessages(ctx, dir, log)
			changed()
		},
	})
	if err != nil {
		return nil, err
	}
	warnOfMessages(ctx, dir, log)
	reloadOnHangup(ctx, watcher.Reload)
	return watcher.Catalog, nil
}

// maxWarnings is how many problems of message files are logged, which are many where a language is begun.
const maxWarnings = 10

// warnOfMessages logs what does not keep messages from being shown.
func warnOfMessages(ctx context.Context, dir string, log *slog.Logger) {
	problems, err := locales.Check(os.DirFS(dir))
	if err != nil || len(problems) == 0 {
		return
	}
	lines := make([]string, 0, maxWarnings)
	for _, problem := range problems[:min(len(problems), maxWarnings)] {
		lines = append(lines, problem.Error())
	}
	log.WarnContext(ctx, "messages in LOCALES_DIR are not as they should be; thyra locale check lists all",
		"count", len(problems), "first", strings.Join(lines, "; "))
}
