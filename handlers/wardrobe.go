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
	"github.com/thyra-ui/thyra/static"
)

// wornSets is of how many sets of brands the files are kept, the ones in use among them: somebody edits a brand and saves
// again and again, and a page sent a few edits ago has still to load its stylesheet, or a picture for dark colors at dusk.
const wornSets = 8

// wardrobe keeps an outfit for every brand. When the brands change it is filled anew; files of brands before stay for some
// changes, since pages that are open refer to them.
type wardrobe struct {
	brands func() *brand.Set
	tailor func(*brand.Brand) (*outfit, error)
	log    *slog.Logger

	filled atomic.Pointer[outfits]
	tried  atomic.Pointer[brand.Set] // the last set that was asked for, whether it could be worn or not
	mu     sync.Mutex
	told   rate.Sometimes // of a source of brands that panics, which it may on each request
}

// outfits are those of one set of brands.
type outfits struct {
	set  *brand.Set
	by   map[*brand.Brand]*outfit
	worn []map[string]*static.Assets // by folder, of this set and of those before, newest first
}

func (o *outfits) outfit(client, organization, host string) *outfit {
	return o.by[o.set.Choose(client, organization, host)]
}

// file finds the files of a folder; nil when no brand has it, or had it lately.
func (o *outfits) file(folder string) *static.Assets {
	for _, folders := range o.worn {
		if files := folders[folder]; files != nil {
			return files
		}
	}
	return nil
}

// otherVersion finds the files of the brand that a folder was of another version of; nil when there is no such brand here.
func (o *outfits) otherVersion(folder string) *static.Assets {
	key, _, ok := strings.Cut(folder, "-")
	for _, worn := range o.by {
		if ok && worn.key == key {
			return worn.files
		}
	}
	return nil
}

// fill makes the outfits of a set that comes after others.
func (w *wardrobe) fill(set *brand.Set, before *outfits) error {
	w.tried.Store(set)
	if set == nil {
		return errors.New("Options.Brands returns none")
	}
	next := &outfits{set: set, by: map[*brand.Brand]*outfit{}, worn: before.worn}
	folders := map[string]*static.Assets{}
	for _, b := range slices.Concat(set.All(), []*brand.Brand{set.Choose("", "", "")}) {
		if next.by[b] != nil {
			continue
		}
		o, err := w.tailor(b)
		if err != nil {
			return fmt.Errorf("brand %s: %w", b.ID, err)
		}
		if same := before.file(o.folder); same != nil {
			o.files = same // not twice in memory
		}
		next.by[b], folders[o.folder] = o, o.files
	}
	if len(before.worn) == 0 || !maps.Equal(folders, before.worn[0]) {
		next.worn = append([]map[string]*static.Assets{folders}, before.worn[:min(len(before.worn), wornSets-1)]...)
	}
	w.filled.Store(next)
	return nil
}

// current is the outfits of the brands as they are now. Brands that can't be worn, or had, leave the ones before in use.
func (w *wardrobe) current() (worn *outfits) {
	defer func() {
		if p := recover(); p != nil {
			w.told.Do(func() {
				w.log.Error("the brands can't be had; the ones before stay", "error", fmt.Sprint(p), "stack", string(debug.Stack()))
			})
			worn = w.filled.Load()
		}
	}()
	if w.brands() == w.tried.Load() {
		return w.filled.Load()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	// Asked once more: while this request waited, newer brands may have come, which it must not undo.
	if set := w.brands(); set != w.tried.Load() {
		if err := w.fill(set, w.filled.Load()); err != nil {
			w.log.Error("the brands can't be used; the ones before stay", "error", err)
		}
	}
	return w.filled.Load()
}
