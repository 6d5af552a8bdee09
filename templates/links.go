package templates

import (
	"cmp"
	"slices"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
)

// links names the account or address that the page is about, and puts each link of ours where it is looked for.
func (b *builder) links() {
	v := &b.view
	v.Account, v.AccountMark = b.Account, "profile"
	if address := sentTo(b.Flow); address != "" {
		v.AccountMark = string(channelTo(address))
		if b.Kind != kratos.Login { // whose page a login is, the request says
			v.Account = cmp.Or(v.Account, locales.Visible(address))
		}
	}
	if v.Account != "" {
		if !b.leadsBack() {
			v.Change = b.Change
		}
	} else if !b.asksForAddress() {
		b.addLink(b.Change)
	}
	if password := b.passwordField(); password != nil {
		password.Link = b.shown(b.Forgot)
	} else {
		b.addLink(b.Forgot)
	}
	for _, link := range b.Links {
		b.addLink(link)
	}
}

// passwordField is where a login asks for the password; nil where it does not.
func (b *builder) passwordField() *Field {
	if b.Kind != kratos.Login {
		return nil
	}
	for _, form := range b.view.Forms {
		for _, f := range form.Fields {
			if f.Widget == Password {
				return f
			}
		}
	}
	return nil
}

// leadsBack reports whether Kratos has a way back of its own, which loses nothing that was typed.
func (b *builder) leadsBack() bool {
	return slices.ContainsFunc(b.Flow.UI.Nodes, func(n kratos.Node) bool { return n.Attributes.Name == kratos.NameScreen })
}

// asksForAddress reports whether a page has a field for another address than the one that something was sent to.
func (b *builder) asksForAddress() bool {
	return sent(b.Flow) && slices.ContainsFunc(b.Flow.UI.Nodes, func(n kratos.Node) bool {
		return n.Attributes.Name == kratos.NameEmail && n.Attributes.Type != kratos.InputHidden && n.Attributes.Type != kratos.InputSubmit
	})
}

func (b *builder) addLink(link Link) {
	if link = b.shown(link); link.Href != "" {
		b.view.Links = append(b.view.Links, link)
	}
}

// shown is a link, or none where the brand hides it.
func (b *builder) shown(link Link) Link {
	if b.Site.hidesLink(link.TestID) {
		return Link{}
	}
	return link
}
