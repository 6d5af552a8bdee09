package gallery

import (
	"net/http"

	"github.com/a-h/templ"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// Options are what an application that embeds the pages gives them. The zero value shows the pages as the server has them.
type Options struct {
	// Brand is the look that is shown when no other is chosen; Thyra's own when its Name is empty.
	Brand brand.Brand
	// Brands are the others to choose from, and what is wrong with their files; none when nil. Main takes them from -brands.
	Brands func() Brands
	// Layout, Slots, Navigation and AssetOrigins are those of handlers.Options. Slots are asked about visitors whom the
	// application does not know: identities of recordings.
	Layout       func(*templates.Page) templ.Component
	Slots        templates.Slots
	Navigation   []brand.Link
	AssetOrigins []string
	// Locales are the messages of all languages; the built-in ones when nil. A pseudo-language is added to them.
	Locales *locales.Catalog
	// Middleware is what the application puts around the pages, such as a visitor in the request's context; nothing when nil.
	Middleware func(http.Handler) http.Handler
	// Assets answers requests for what is not the gallery's: the stylesheets and images that Layout and Slots link to on the
	// application's own host. Such requests are 404 when nil.
	Assets http.Handler
}

// complete fills in what was left out.
func (o *Options) complete() error {
	if len(o.Brand.Name) == 0 {
		o.Brand = brand.Default()
	}
	if o.Locales == nil {
		builtIn, err := locales.Load(locales.Files())
		if err != nil {
			return err
		}
		o.Locales = builtIn
	}
	if o.Brands != nil {
		return nil
	}
	none, err := brand.NewSet()
	o.Brands = func() Brands { return Brands{Set: none} }
	return err
}
