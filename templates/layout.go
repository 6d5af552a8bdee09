package templates

import (
	"strings"

	"github.com/a-h/templ"

	"github.com/thyra-ui/thyra/brand"
)

// layoutClasses are the classes of the body by the brand's layout.
var layoutClasses = map[string][]string{
	"": {"layout-card"}, "card": {"layout-card"}, "split": {"layout-split"}, "plain": {"layout-plain"}, "split-plain": {"layout-split", "layout-plain"},
}

// bodyClasses are the classes by which the stylesheet arranges the page as the brand wants it, as an attribute.
func (p *Page) bodyClasses() templ.OrderedAttributes {
	b := &p.Site.Brand
	classes := append([]string{}, layoutClasses[b.Layout]...)
	if p.backdrop() {
		classes = append(classes, "has-backdrop")
		if b.Background.Side == "end" {
			classes = append(classes, "side-end")
		}
	}
	if p.brandInCard() {
		classes = append(classes, "logo-in-card")
	}
	if b.Logo.Align != "" && p.signedOut() {
		classes = append(classes, "logo-"+b.Logo.Align)
	}
	return templ.OrderedAttributes{{Key: "class", Value: strings.Join(classes, " ")}}
}

// backdrop reports whether something lies behind or beside the card. Account pages have text all over, which no picture may
// be behind.
func (p *Page) backdrop() bool {
	b := &p.Site.Brand
	return !p.Wide && !p.Bare && (b.Split() || b.Background != (brand.Background{}))
}

// signedOut reports whether the page has no account navigation, beside which the brand stands at the start.
func (p *Page) signedOut() bool { return p.Current == "" && !p.Wide && !p.Bare }

// brandInCard reports whether logo and name stand in the card rather than in the header.
func (p *Page) brandInCard() bool { return p.signedOut() && p.Site.Brand.Logo.Place == "card" }

// hasHeader reports whether there is anything for the header to hold.
func (p *Page) hasHeader() bool {
	return !p.Bare && (!p.brandInCard() || len(p.Site.Brand.Header) > 0)
}
