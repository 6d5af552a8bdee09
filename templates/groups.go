package templates

import (
	"cmp"

	"github.com/thyra-ui/thyra/kratos"
)

// groupOrder is where a group's nodes stand on the page, whatever order Kratos sent them in. The first submit button in
// this order is what Enter presses, so what a person expects comes first: their own data, then the password, then ways
// that need no typing. Groups that are not listed come last, in Kratos's order.
var groupOrder = map[string]int{
	kratos.GroupDefault:         0,
	kratos.GroupIdentifierFirst: 1,
	kratos.GroupCaptcha:         2,
	kratos.GroupProfile:         3,
	kratos.GroupPassword:        4,
	kratos.GroupCode:            5,
	kratos.GroupLink:            6,
	kratos.GroupTOTP:            7,
	kratos.GroupWebAuthn:        8,
	kratos.GroupPasskey:         9,
	kratos.GroupLookupSecret:    10,
	kratos.GroupOIDC:            11,
	kratos.GroupSAML:            12,
	kratos.GroupDeviceAuthn:     13,
}

const unknownGroup = 99

func groupRank(group string) int {
	if r, ok := groupOrder[group]; ok {
		return r
	}
	return unknownGroup
}

// social groups sign in elsewhere: their buttons get a form of their own, so that no required field blocks them.
func social(group string) bool { return group == kratos.GroupOIDC || group == kratos.GroupSAML }

// headingKey is the message for a page's h1.
func headingKey(kind kratos.Kind, f *kratos.Flow) string {
	base := string(kind) + ".title"
	switch {
	case kind == kratos.Login && f.RequestedAAL == kratos.AAL2:
		return base + ".aal2"
	case kind == kratos.Login && f.Refresh:
		return base + ".refresh"
	case kind == kratos.Verification && f.State == kratos.StatePassedChallenge && channelOf(f) == byPhone:
		return base + ".passed.phone"
	case kind == kratos.Verification && f.State == kratos.StatePassedChallenge:
		return base + ".passed"
	case !sent(f):
		return base
	case channelOf(f) == "":
		return base + ".sent"
	}
	return base + ".sent." + string(channelOf(f))
}

// sent reports whether a flow waits for what Kratos sent to an address.
func sent(f *kratos.Flow) bool {
	return f.State == kratos.StateSentEmail || f.State == kratos.StateRecoveryAwaitingCode
}

// headingMark names the icon above a page's heading; "" for a first step, which needs none.
func headingMark(kind kratos.Kind, f *kratos.Flow) string {
	switch {
	case kind == kratos.Login && (f.RequestedAAL == kratos.AAL2 || f.Refresh):
		return "shield"
	case kind == kratos.Verification && f.State == kratos.StatePassedChallenge:
		return "check"
	case sent(f):
		return cmp.Or(string(channelOf(f)), "code")
	}
	return ""
}
