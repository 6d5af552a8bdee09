package handlers

import (
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/static"
)

// wardrobe keeps an outfit for every brand. When the brands change it is filled anew; files of the brands before stay, since
// pages that are open refer to them.
type wardrobe struct {
	brands func() *brand.Set
	tailor func(*brand.Brand) (*outfit, error)
	log    *slog.Logger

	filled atomic.Pointer[outfits]
	tried  atomic.Pointer[brand.Set] // the last set that was asked for, whether it could be worn or not
	mu     sync.Mutex
}

// outfits are those of one set of brands.
type outfits struct {
	set     *brand.Set
	by      map[*brand.Brand]*outfit
	folders map[string]*static.Assets
	before  map[string]*static.Assets // of the set before
}

func (o *outfits) outfit(client, organization, host string) *outfit {
	return o.by[o.set.Choose(client, organization, host)]
}

// file finds the files of a folder; nil when no brand has or had it.
func (o *outfits) file(folder string) *static.Assets {
	if files := o.folders[folder]; files != nil {
		return files
	}
	return o.before[folder]
}

// fill makes the outfits of a set.
func (w *wardrobe) fill(set *brand.Set, before map[string]*static.Assets) error {
	w.tried.Store(set)
	next := &outfits{set: set, by: map[*brand.Brand]*outfit{}, folders: map[string]*static.Assets{}, before: before}
	for _, b := range slices.Concat(set.All(), []*brand.Brand{set.Choose("", "", "")}) {
		if next.by[b] != nil {
			continue
		}
		o, err := w.tailor(b)
		if err != nil {
			return fmt.Errorf("brand %s: %w", b.ID, err)
		}
		next.by[b], next.folders[o.folder] = o, o.files
	}
	w.filled.Store(next)
	return nil
}

// current is the outfits of the brands as they are now. Brands that can't be worn leave the ones before in use.
func (w *wardrobe) current() *outfits {
	set := w.brands()
	if set == w.tried.Load() {
		return w.filled.Load()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if set != w.tried.Load() {
		if err := w.fill(set, w.filled.Load().folders); err != nil {
			w.log.Error("the brands can't be used; the ones before stay", "error", err)
		}
	}
	return w.filled.Load()
}
