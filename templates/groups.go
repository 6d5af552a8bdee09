package templates

import "github.com/thyra-ui/thyra/kratos"

// groupOrder is where a group's nodes stand on the page, whatever order Kratos sent them in. The first submit button in
// this order is what Enter presses, so what a person expects comes first: their own data, then the password, then ways
// that need no typing. Groups that are not listed come last, in Kratos's order.
var groupOrder = map[string]int{
	"default":          0,
	"identifier_first": 1,
	"captcha":          2,
	"profile":          3,
	"password":         4,
	"code":             5,
	"link":             6,
	"totp":             7,
	"webauthn":         8,
	"passkey":          9,
	"lookup_secret":    10,
	"oidc":             11,
	"saml":             12,
	"deviceauthn":      13,
}

const unknownGroup = 99

func rank(group string) int {
	if r, ok := groupOrder[group]; ok {
		return r
	}
	return unknownGroup
}

// knownStates are the states of a flow that have a meaning here (contract of v1.3.1 and v26.2.0); others draw alike.
var knownStates = []string{
	"", "choose_method", "sent_email", "passed_challenge", "show_form", "success",
	"recovery_awaiting_address", "recovery_awaiting_address_choice", "recovery_confirming_address", "recovery_awaiting_code",
}

// social groups sign in elsewhere: their buttons get a form of their own, so that no required field blocks them.
func social(group string) bool { return group == "oidc" || group == "saml" }

// headingKey is the message for a page's h1.
func headingKey(kind kratos.Kind, f *kratos.Flow) string {
	base := string(kind) + ".title"
	switch {
	case kind == kratos.Login && f.RequestedAAL == "aal2":
		return base + ".aal2"
	case kind == kratos.Login && f.Refresh:
		return base + ".refresh"
	case kind == kratos.Verification && f.State == "passed_challenge":
		return base + ".passed"
	case f.State == "sent_email" || f.State == "recovery_awaiting_code":
		return base + ".sent"
	}
	return base
}

// headingMarks are the icons of pages by the last part of their heading's key.
var headingMarks = map[string]string{".sent": "code", ".aal2": "shield", ".refresh": "shield", ".passed": "check"}
