package templates

import (
	"slices"

	"github.com/thyra-ui/thyra/kratos"
)

// Light is what a page does without, so that a first visit waits for less. The zero value is a page that has everything.
type Light struct {
	Styles bool // those of account pages and of questions
	Script bool // what codes, lists, instants and downloads need
}

// Light is what the page of the flow does without.
func (v *FlowView) Light() Light {
	return Light{Styles: v.Kind != kratos.Settings, Script: v.Kind == kratos.Login && v.asksForPasswordAtMost()}
}

// asksForPasswordAtMost reports whether nothing is to be typed but an identifier and a password, as on most sign-in pages.
func (v *FlowView) asksForPasswordAtMost() bool {
	only := true
	v.EachField(func(f *Field) {
		switch f.Widget {
		case Hidden, Password, Button, Division, Anchor:
		case Submit:
			only = only && !f.Resend
		case Input:
			only = only && f.Name == kratos.NameIdentifier
		case TextArea, List, Code, Checkbox, Select, Image, Text, Secret, Codes:
			only = false
		}
	})
	return only
}

// stylesheets are those of the page: our own come before those of the brand.
func (p *Page) stylesheets() []string {
	if p.Light.Styles || p.Site.MoreStyles == "" || len(p.Site.Stylesheets) == 0 {
		return p.Site.Stylesheets
	}
	return slices.Insert(slices.Clone(p.Site.Stylesheets), 1, p.Site.MoreStyles)
}
