package templates

import (
	"slices"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// channel is how Kratos's messages reach a visitor. Each value names an icon and ends the keys of the headings that tell it.
type channel string

const (
	byEmail channel = "email"
	byPhone channel = "phone"
)

// channelOf is how the code or link of a flow was sent: by what Kratos says, else by the address that its way to send another
// one names, else by who signs in or up. It is "" where that leaves it open.
func channelOf(f *kratos.Flow) channel {
	switch {
	case f.HasMessage(kratos.MessageVerificationSentByPhone), f.HasMessage(kratos.MessagePhoneVerified):
		return byPhone
	case f.HasMessage(kratos.MessageRecoveryLinkSent), f.HasMessage(kratos.MessageVerificationLinkSent):
		return byEmail
	}
	var traits []channel
	for i := range f.UI.Nodes {
		n := &f.UI.Nodes[i]
		a := &n.Attributes
		c := channelTo(string(a.Value))
		switch {
		case c == "":
		case resends(n):
			return c
		case a.Type == kratos.InputHidden && a.Name == kratos.NameIdentifier:
			// Kratos reads the first of several.
			return c
		case a.Type == kratos.InputHidden && isTrait(a.Name):
			traits = append(traits, c)
		}
	}
	slices.Sort(traits)
	if traits = slices.Compact(traits); len(traits) == 1 {
		return traits[0]
	}
	return ""
}

// channelTo is how an address is reached, masked or not; "" for a name. Kratos keeps phone numbers in international form.
func channelTo(address string) channel {
	switch {
	case strings.Contains(address, "@"):
		return byEmail
	case strings.HasPrefix(address, "+"):
		return byPhone
	}
	return ""
}
