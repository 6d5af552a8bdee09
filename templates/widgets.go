package templates

import (
	"time"

	"github.com/a-h/templ"

	"github.com/thyra-ui/thyra/locales"
)

// Widget is how a node is drawn.
type Widget int

// The widgets. Every node becomes one of them, known to us or not.
const (
	Hidden Widget = iota
	Input
	TextArea
	List
	Password
	Code
	Checkbox
	Select
	Submit
	Button
	Image
	Text
	Secret
	Codes
	Anchor
	Division
)

// Weight is how much a button asks to be pressed.
type Weight string

// The weights; there is at most one primary button in a form.
const (
	Primary   Weight = "primary"
	Secondary Weight = "secondary"
	Quiet     Weight = "quiet"
	Danger    Weight = "danger"
)

// Field is one node of a flow. Which fields are set depends on Widget.
type Field struct {
	Widget Widget
	ID     string // unique on the page
	NodeID string // Kratos's name or id, for test ids
	Group  string
	Name   string
	Type   string
	Value  string
	Label  string

	Required     bool
	Disabled     bool
	Checked      bool
	Invalid      bool
	Autofocus    bool
	NoValidate   bool
	Autocomplete string
	InputMode    string
	Pattern      string
	MaxLength    string
	DescribedBy  string
	Options      []string
	Messages     []Message
	// Hint says what a value looks like.
	Hint string
	// Link is a link of ours that belongs to the field; it has no address where there is none.
	Link Link
	// RepeatsChoice has the script repeat the masked address that the visitor chose on the page before.
	RepeatsChoice bool
	// Instant marks a time with its zone (RFC 3339), which the script has people choose in their own.
	Instant bool
	// Entries are the values of a list, each a field of the list's name; AddHref asks for one more, and the RemoveHref of each
	// for one less, where there is no script.
	Entries             []*Field
	AddHref, RemoveHref string

	Weight Weight
	// LastUsed marks the way to sign in that was used last in this browser.
	LastUsed bool
	// Divided puts an "or" before the field: another method begins here.
	Divided bool
	// Provider is the id of the social sign-in provider a button leads to, ProviderName what it is called.
	Provider, ProviderName string
	// Short is what a button shows where there is no room for its label; empty where there is.
	Short string
	// Mark names the drawing that stands for the provider; see providerLogos and providerDrawings.
	Mark string
	// Item is what the button takes away, a passkey for one, and Since when it was added: they stand in a row with it.
	Item  string
	Since Moment
	// Resend marks the button that sends another code.
	Resend bool
	// Enter is the id of the button that Enter presses in this field, where it is not the form's first.
	Enter string
	// Trigger and LoadTrigger name functions of Kratos's WebAuthn script, from the fixed list.
	Trigger     string
	LoadTrigger string

	Src string
	// SrcDark is the same image for dark screens; empty where there is but one.
	SrcDark string

	Href   string
	Width  string
	Height string
	Class  string
	Data   templ.Attributes
	Codes  []RecoveryCode
}

// Moment is a time in words and, for the script that knows the visitor's zone, as RFC 3339.
type Moment struct {
	Text string
	At   string
}

// NewMoment puts a time into words; a zero one is empty.
func NewMoment(at time.Time, l *locales.Localizer) Moment {
	if at.IsZero() {
		return Moment{}
	}
	return Moment{Text: l.Time(at), At: at.UTC().Format(time.RFC3339)}
}

// RecoveryCode is one backup code, or what became of it.
type RecoveryCode struct {
	Text string
	Used bool
}
