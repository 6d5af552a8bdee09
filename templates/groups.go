package templates

import "github.com/thyra-ui/thyra/kratos"

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
	case kind == kratos.Verification && f.State == kratos.StatePassedChallenge:
		return base + ".passed"
	case f.State == kratos.StateSentEmail || f.State == kratos.StateRecoveryAwaitingCode:
		return base + ".sent"
	}
	return base
}

// headingMarks are the icons of pages by the last part of their heading's key.
var headingMarks = map[string]string{".sent": "code", ".aal2": "shield", ".refresh": "shield", ".passed": "check"}
