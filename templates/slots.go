package templates

import "github.com/a-h/templ"

// Slots are places in the pages for components of the product's own. They are drawn with the request's context. A function
// that is nil, or answers nil, leaves its place empty.
type Slots struct {
	// BeforeForm and AfterForm stand above and below the forms of a flow: inside the card; on settings, which is a card for
	// each group of nodes (FlowView.Cards), among the cards.
	BeforeForm func(*Page, *FlowView) templ.Component
	AfterForm  func(*Page, *FlowView) templ.Component
	// HomeCards stand after the cards of the account home. Each is a section with the class card and a heading h2.
	HomeCards func(*Page, *Home) templ.Component
}

func (s *Slots) beforeForm(p *Page, v *FlowView) templ.Component { return fill(s.BeforeForm, p, v) }

func (s *Slots) afterForm(p *Page, v *FlowView) templ.Component { return fill(s.AfterForm, p, v) }

func (s *Slots) homeCards(p *Page, h *Home) templ.Component { return fill(s.HomeCards, p, h) }

func fill[V any](slot func(*Page, V) templ.Component, p *Page, v V) templ.Component {
	if slot != nil {
		if component := slot(p, v); component != nil {
			return component
		}
	}
	return templ.NopComponent
}
