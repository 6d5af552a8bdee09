package handlers

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/time/rate"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/static"
)

// keptSets is the number of sets of brands whose files are kept, the set in use among them: somebody edits a brand and saves
// again and again, and a page sent a few edits ago has still to load its stylesheet, or a picture for dark colors at dusk.
const keptSets = 8

// themes keeps a theme for every brand. When the brands or the messages change, it makes new ones; the files of earlier brands
// stay for some changes, since open pages refer to them.
type themes struct {
	brands  func() *brand.Set
	locales func() *locales.Catalog
	make    func(*brand.Brand, *locales.Catalog) (*theme, error)
	log     *slog.Logger

	latest    atomic.Pointer[themeSet]
	tried     atomic.Pointer[themeSource] // the last that themes were to be made of, whether they could or not
	mu        sync.Mutex
	logPanics rate.Sometimes // a source of brands may panic on each request
}

// themeSource is what themes are made of.
type themeSource struct {
	brands  *brand.Set
	catalog *locales.Catalog
}

// source is what themes are to be made of now.
func (t *themes) source() themeSource { return themeSource{t.brands(), t.locales()} }

// themeSet holds the themes of one set of brands.
type themeSet struct {
	brands *brand.Set
	by     map[*brand.Brand]*theme
	files  []map[string]*static.Assets // by folder, of this set and of those before, newest first
}

func (t *themeSet) choose(client, organization, host string) *theme {
	return t.by[t.brands.Choose(client, organization, host)]
}

// folder finds the files of a folder; nil when no brand has it, or had it lately.
func (t *themeSet) folder(name string) *static.Assets {
	for _, folders := range t.files {
		if files := folders[name]; files != nil {
			return files
		}
	}
	return nil
}

// otherVersion finds the files of the brand that a folder was of another version of; nil when there is no such brand here.
func (t *themeSet) otherVersion(folder string) *static.Assets {
	key, _, ok := strings.Cut(folder, "-")
	for _, theme := range t.by {
		if ok && theme.key == key {
			return theme.files
		}
	}
	return nil
}

// update makes the themes that follow others.
func (t *themes) update(from themeSource, before *themeSet) error {
	t.tried.Store(&from)
	brands := from.brands
	if brands == nil || brands.Choose("", "", "") == nil {
		return errors.New("Options.Brands returns none")
	}
	if from.catalog == nil {
		return errors.New("Options.Locales returns none")
	}
	next := &themeSet{brands: brands, by: map[*brand.Brand]*theme{}, files: before.files}
	folders := map[string]*static.Assets{}
	for _, b := range slices.Concat(brands.All(), []*brand.Brand{brands.Choose("", "", "")}) {
		if next.by[b] != nil {
			continue
		}
		made, err := t.make(b, from.catalog)
		if err != nil {
			return fmt.Errorf("brand %s: %w", b.ID, err)
		}
		if same := before.folder(made.folder); same != nil {
			made.files = same // not twice in memory
		}
		next.by[b], folders[made.folder] = made, made.files
	}
	if len(before.files) == 0 || !maps.Equal(folders, before.files[0]) {
		next.files = append([]map[string]*static.Assets{folders}, before.files[:min(len(before.files), keptSets-1)]...)
	}
	t.latest.Store(next)
	return nil
}

// current returns the themes of the brands as they are now. Brands that can't be had, or used, leave the ones before in use.
func (t *themes) current() (set *themeSet) {
	defer func() {
		if p := recover(); p != nil {
			t.logPanics.Do(func() {
				t.log.Error("the brands can't be had; the ones before stay", "error", fmt.Sprint(p), "stack", string(debug.Stack()))
			})
			set = t.latest.Load()
		}
	}()
	if t.source() == *t.tried.Load() {
		return t.latest.Load()
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	// Asked once more: while this request waited, newer brands may have come, which it must not undo.
	if from := t.source(); from != *t.tried.Load() {
		if err := t.update(from, t.latest.Load()); err != nil {
			t.log.Error("the brands can't be used; the ones before stay", "error", err)
		}
	}
	return t.latest.Load()
}
