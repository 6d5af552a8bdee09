package templates

import (
	"slices"

	"github.com/thyra-ui/thyra/kratos"
)

// Home is what matters about the signed-in visitor's account.
type Home struct {
	// IdentityID is Kratos's id of the visitor's identity, for cards of the product's own.
	IdentityID string
	Name       string
	Addresses  []Address
	Factors    []kratos.Factor
	// Suggestion is the one thing that would make the account safer; it has no address where nothing is missing.
	Suggestion Link
	// ThisDevice is the session of the page, OtherDevices the newest of the others.
	ThisDevice   Session
	OtherDevices []Session
	// OtherSessions counts the sessions besides this one; -1 when Kratos did not say.
	OtherSessions int
}

// ownName is the visitor's name, unless an address of theirs says the same.
func (h *Home) ownName() string {
	if slices.ContainsFunc(h.Addresses, func(a Address) bool { return a.Value == h.Name }) {
		return ""
	}
	return h.Name
}

// Address is one of the visitor's addresses.
type Address struct {
	Value    string
	Verified bool
}

// SessionsView is the visitor's sessions as devices.
type SessionsView struct {
	Current  Session
	Others   []Session
	NextHref string
}

// Session is one device card.
type Session struct {
	ID       string
	Device   string // "Firefox on Linux"
	Icon     string // laptop, phone or device, when it is not known
	IP       string
	Location string
	SignedIn string // in words; empty where Kratos does not tell
	At       string // RFC 3339
	Methods  string
	TwoSteps bool
}

// ErrorView is a page that tells what went wrong and what to do about it.
type ErrorView struct {
	// Key selects the texts error.{Key}.title and error.{Key}.text; with Flow they are error.{Key}.{Flow}.title and so on.
	Key string
	// Flow is the flow that is switched off; empty on all other pages, and where Kratos does not say which it is.
	Flow kratos.Kind
	// Status is the HTTP status, shown small.
	Status string
	// Reference finds the request in the log.
	Reference string
	// Actions are ways on.
	Actions []Link
	// Foreign is what another application says went wrong; it is marked as not ours.
	Foreign []ForeignLine
	// SignOut offers a way out, which leads to SignOutReturn, or where Kratos says.
	SignOut       bool
	SignOutReturn string
}

// TextKey is the key of the page's title or text.
func (v *ErrorView) TextKey(part string) string {
	key := "error." + v.Key
	if v.Flow != "" {
		key += "." + string(v.Flow)
	}
	return key + "." + part
}

// ForeignLine is one parameter another application sent along with the visitor.
type ForeignLine struct {
	Name  string
	Value string
}
