package handlers

import (
	"fmt"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/locales"
)

// CheckLanguages says which language of a brand the catalog has no messages in, with the brand's file: its pages could not be
// shown. Use it in brand.WatchOptions.Check; the catalog is that of the pages, locales.Load of Options.Locales.
func CheckLanguages(b *brand.Brand, catalog *locales.Catalog) error {
	if _, err := catalogOf(b, catalog); err != nil {
		return fmt.Errorf("%s/brand.json: languages or wording: %w", b.ID, err)
	}
	return nil
}

// catalogOf is the messages that pages of a brand are shown in.
func catalogOf(b *brand.Brand, catalog *locales.Catalog) (*locales.Catalog, error) {
	return catalog.Variant(locales.Variant{Default: b.Languages.Default, Allowed: b.Languages.Allowed, Wording: b.Wording})
}
