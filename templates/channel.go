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

// channelOf is how the code or link of a flow was sent: by what Kratos says, else by the address that it went to. It is "" where
// that leaves it open.
func channelOf(f *kratos.Flow) channel {
	switch {
	case f.HasMessage(kratos.MessageVerificationSentByPhone), f.HasMessage(kratos.MessagePhoneVerified):
		return byPhone
	case f.HasMessage(kratos.MessageRecoveryLinkSent), f.HasMessage(kratos.MessageVerificationLinkSent):
		return byEmail
	}
	var channels []channel
	for _, address := range addressesOf(f) {
		channels = append(channels, channelTo(address))
	}
	slices.Sort(channels)
	if channels = slices.Compact(channels); len(channels) == 1 {
		return channels[0]
	}
	return ""
}

// sentTo is the address that the code of a flow was sent to; "" where nothing was sent, and where it may be one of several.
func sentTo(f *kratos.Flow) string {
	if addresses := addressesOf(f); sent(f) && len(addresses) == 1 {
		return addresses[0]
	}
	return ""
}

// addressesOf are the addresses that the code of a flow may have gone to: that of the way to send another one, else who signs in,
// else what a new member gave.
func addressesOf(f *kratos.Flow) []string {
	var traits []string
	for i := range f.UI.Nodes {
		n := &f.UI.Nodes[i]
		a := &n.Attributes
		value := string(a.Value)
		switch {
		case channelTo(value) == "":
		case resends(n):
			return []string{value}
		case a.Type == kratos.InputHidden && a.Name == kratos.NameIdentifier:
			// Kratos reads the first of several.
			return []string{value}
		case a.Type == kratos.InputHidden && isTrait(a.Name) && !slices.Contains(traits, value):
			traits = append(traits, value)
		}
	}
	return traits
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
