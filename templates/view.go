package templates

import (
	"slices"

	"github.com/thyra-ui/thyra/kratos"
)

// FlowView is a flow ready to be drawn: plain strings and bools, in the order they stand on the page.
type FlowView struct {
	Kind    kratos.Kind
	Heading string
	// Mark names the icon above the heading, on pages that need one to tell them from the step before.
	Mark  string
	Intro string
	// App names the OAuth2 client the visitor continues to; empty outside OAuth2.
	App string
	// AppLogo is the address of its logo; empty for none.
	AppLogo string
	// Account is whose account the page is about: the identifier that an earlier step fixed, that of the session, or the address
	// that a code was sent to. It can't be edited on this page.
	Account string
	// AccountMark names the icon beside it, and Change leads to another one; it has no address where there is no other.
	AccountMark string
	Change      Link
	Messages    []Message
	Problems    []Problem
	Forms       []*Form
	Cards       []Card // settings only
	Scripts     []Script
	Links       []Link
	// SignOut offers a way out of a page that a half signed-in visitor would be stuck on.
	SignOut bool
	// SignOutReturn is where the visitor goes on after that; empty for Kratos's choice.
	SignOutReturn string
	// Nothing says that Kratos sent nothing to sign in or up with; empty where it did.
	Nothing string
	// ExpiresAt is when Kratos stops accepting the forms, RFC 3339.
	ExpiresAt  string
	RestartURL string
	// Unknown lists what Kratos sent that this version has never heard of, for log and metrics: the first 20 things.
	Unknown []Unknown
}

// HasError reports whether anything on the page says that something went wrong.
func (v *FlowView) HasError() bool {
	return len(v.Problems) > 0 || slices.ContainsFunc(v.Messages, func(m Message) bool { return m.Type == kratos.TextError })
}

// Unknown is something this version has never heard of.
type Unknown struct {
	Kind string // "node type", "trigger", …: one of a few
	Name string // Kratos's word
}

// EachField calls do with each field of all forms.
func (v *FlowView) EachField(do func(*Field)) {
	forms := v.Forms
	for i := range v.Cards {
		forms = append(forms[:len(forms):len(forms)], v.Cards[i].Forms...)
	}
	for _, form := range forms {
		for _, f := range form.Fields {
			do(f)
		}
	}
}

// Message is a localized Kratos message. ID stays visible to tests and support, in the test id.
type Message struct {
	ID   string
	Type string // info, error or success
	Text string
}

// Problem is a line of the error summary: a message and the field it belongs to. Without a FieldID it belongs to something that
// can't take the focus.
type Problem struct {
	Message
	Label   string
	FieldID string
}

// Card is a section of the settings page: one group of nodes.
type Card struct {
	Group string
	Title string
	Intro string
	// Factor is how the way to sign in stands that the card is about; nil where it is about none, or the flow does not say.
	Factor *kratos.Factor
	// Saved is set when something on the page was saved: the script says so in the card from which it was sent.
	Saved bool
	Forms []*Form
}

// Form is one form element. Fields stand in tree order, hidden ones first.
type Form struct {
	TestID string
	Action string
	Method string
	// CSRF is the token that every form posts back to Kratos; empty where Kratos sent none.
	CSRF string
	// TransientPayload is what the form hands to Kratos for mail templates and web hooks, a JSON object; empty where it is not to
	// be posted.
	TransientPayload string
	Fields           []*Field
	// Username lets password managers know whose new password this is; it is not posted.
	Username string
	// Secondary marks a form whose buttons are alternatives to the main form's.
	Secondary bool
	// Divided puts an "or" before the form: it is another way to do the same.
	Divided bool
	// Fold is what opens the form, a rarer way to do the same; empty where it is open from the start.
	Fold string
	// Grid puts the buttons in two columns, and More is how many of the last ones stand behind a word that shows them.
	Grid bool
	More int
	// NoSubmit is set when no button of the form submits it, so that Enter must not either.
	NoSubmit bool
}

// Script is a script element that Kratos asks for.
type Script struct {
	ID        string
	Src       string
	Integrity string
}

// Link is a link of ours beside a form.
type Link struct {
	TestID string
	Prompt string
	Text   string
	Href   string
}
