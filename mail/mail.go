// Package mail owns the messages that Kratos sends: it writes the templates of Kratos's courier, in the words, languages and
// brands of the pages, and says what became of templates written before. It sends nothing, and knows neither pages nor HTTP.
package mail

import (
	"fmt"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/locales"
)

// Options say what templates are made of.
type Options struct {
	// Brands are those of the pages; nil for the built-in one alone.
	Brands *brand.Set
	// Kratos is the version that sends: V131 or Next; Next when empty.
	Kratos string
	// Default is the language, a BCP 47 tag, of people of whom nothing is known, where their brand has no default of its own;
	// English when empty.
	Default string
	// Hosts are host names without port that may stand in the last line of a text message, beside those that brands claim:
	// phones then offer the code on pages of that host alone (origin-bound one-time codes).
	Hosts []string
	// Locales are the messages of all languages; the built-in ones when nil.
	Locales *locales.Catalog
}

// Files makes all templates, by their path below courier.template_override_path, with slashes. The same options give the same
// bytes. The error is a version or a language that there is none of.
func Files(o Options) (map[string][]byte, error) {
	switch o.Kratos {
	case "":
		o.Kratos = Next
	case V131, Next:
	default:
		return nil, fmt.Errorf("there are no templates for Kratos %q, only for %s and %s", o.Kratos, V131, Next)
	}
	all, err := newBrandList(o)
	if err != nil {
		return nil, err
	}
	layouts, err := readLayouts()
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, k := range kinds() {
		for _, f := range k.files(o.Kratos) {
			content, err := layouts.fill(f.layout, newLayoutData(all, k, f).values())
			if err != nil {
				return nil, err
			}
			files[k.folder+"/"+f.name] = withHeader([]byte(content))
		}
	}
	return files, nil
}
