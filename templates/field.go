package templates

import (
	"cmp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
)

// field turns a node into a field, with its messages and its place in the error summary.
func (b *builder) field(n *kratos.Node) *Field {
	a := &n.Attributes
	f := &Field{
		Name: a.Name, NodeID: a.Name, Group: n.Group, Type: a.Type, Value: b.value(a),
		Label: b.label(n), Required: a.Required, Disabled: a.Disabled,
	}
	if f.NodeID == "" {
		f.NodeID = a.ID
	}
	f.ID = b.elementID(f)
	switch n.Type {
	case kratos.NodeInput:
		b.input(f, n)
	case kratos.NodeText:
		b.textNode(f, a)
	case kratos.NodeImage:
		f.Widget, f.Src, f.Width, f.Height = Image, imageSource(a.Src), strconv.Itoa(a.Width), strconv.Itoa(a.Height)
	case kratos.NodeAnchor:
		f.Widget, f.Href = Anchor, a.Href
		if f.Weight = Primary; a.Title != nil && f.Label == "" {
			f.Label = b.text(a.Title, "")
		}
	case kratos.NodeDivision:
		b.division(f, a)
	default:
		b.unknownNode(f, n)
	}
	b.messages(f, n)
	return f
}

// value is what a field shows: Kratos's value, or the identifier that it left out.
func (b *builder) value(a *kratos.Attributes) string {
	if a.Name == kratos.NameIdentifier && a.Type != kratos.InputHidden || b.isSignUpAddress(a) {
		return cmp.Or(string(a.Value), b.Identifier)
	}
	return string(a.Value)
}

// elementID makes an id that is unique on the page and says what it names. It has only letters that may stand in a link to it
// as they are: a colon would make a scheme of what is before it.
func (b *builder) elementID(f *Field) string {
	id := strings.Map(func(r rune) rune {
		if r == '.' || r == '_' || r == '-' || unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
			return r
		}
		return '-'
	}, f.NodeID)
	if f.Type == kratos.InputSubmit || f.Type == kratos.InputButton || id == "" {
		id += "-button"
	}
	unique := id
	for b.ids[unique] > 0 {
		b.ids[id]++
		unique = id + "-" + strconv.Itoa(b.ids[id])
	}
	b.ids[unique] = 1
	return unique
}

// input decides the widget of an input node. Types that do not exist yet become text fields, as browsers do.
func (b *builder) input(f *Field, n *kratos.Node) {
	a := &n.Attributes
	f.Autocomplete, f.InputMode, f.Pattern = a.Autocomplete, a.InputMode, a.Pattern
	if a.MaxLength > 0 {
		f.MaxLength = strconv.Itoa(a.MaxLength)
	}
	switch a.Type {
	case kratos.InputHidden:
		// Kratos takes no value for none, except in a list that has no entries, which would get an empty one.
		f.Widget, f.Disabled = Hidden, f.Value == "" && isTrait(f.Name)
	case kratos.InputSubmit:
		f.Widget, f.Resend = Submit, resends(n)
		if f.Resend && f.Name == kratos.NameSMS {
			f.Name = kratos.NameEmail
		}
		b.provider(f, n)
		b.item(f, b.nodeLabel(n).Context)
	case kratos.InputButton:
		f.Widget = Button
	case kratos.InputCheckbox:
		f.Widget, f.Checked = Checkbox, f.Value == "true"
	case kratos.InputPassword:
		f.Widget = Password
	case kratos.InputText, kratos.InputEmail, kratos.InputTel, kratos.InputNumber, kratos.InputURL, kratos.InputDate, kratos.InputDateTimeLocal,
		"time", "color", "range", "search", "month", "week": // HTML's others
		f.Widget = Input
	default:
		f.Widget, f.Type = Input, kratos.InputText
		if a.Type != "" {
			b.unknown("input type", a.Type)
		}
	}
	if f.Widget == Input {
		b.keepValue(f, a)
	}
	b.refine(f, a)
	b.triggers(f, a)
}

// refine adds what Kratos leaves to the front end: keyboards, one-time-code, lists.
func (b *builder) refine(f *Field, a *kratos.Attributes) {
	switch {
	case f.Widget != Input:
	case len(a.Options) > 0:
		f.Widget = Select
		for _, o := range a.Options {
			f.Options = append(f.Options, string(o.Value))
		}
	case a.Name == kratos.NameCode, a.Name == kratos.NameTOTPCode:
		// People paste codes with spaces: the length limit would cut them, a pattern refuse digits of other scripts. Ours makes
		// them what Kratos wants; without it Kratos says what is wrong.
		f.Widget, f.Autocomplete, f.InputMode, f.MaxLength, f.Pattern = Code, "one-time-code", "numeric", "", ""
	case a.Name == kratos.NameLookupSecret:
		f.Autocomplete = "off"
	case a.Name == kratos.NameIdentifier, a.Name == kratos.NameRecoveryAddress:
		if strings.Contains(strings.ToLower(a.Name+f.Label), "mail") {
			f.InputMode = cmp.Or(f.InputMode, "email")
		}
		f.Autocomplete = cmp.Or(f.Autocomplete, "username")
	case a.Name == kratos.NameRecoveryConfirmAddress:
		f.RepeatsChoice = true
	case a.Type == kratos.InputNumber:
		f.InputMode = cmp.Or(f.InputMode, "decimal")
	}
	f.Autocomplete = cmp.Or(f.Autocomplete, autocomplete(f))
	if b.identifies(f) {
		f.Autocomplete = "username"
	}
	if f.Widget == Password && b.Kind == kratos.Settings {
		f.Label = b.Localizer.T("settings.password.label")
	}
}

// inRow reports whether the button stands in a row with what it takes away.
func (f *Field) inRow() bool { return f.Item != "" || f.Since != Moment{} }

// item tells what a button takes away, for a row that shows it. Keys without a name are known by the day they were added.
// Kratos disables the button of the last one that its owner can sign in with.
func (b *builder) item(f *Field, context map[string]any) {
	word := func(name string) string {
		s, _ := context[name].(string)
		return s
	}
	since := func(instant string) {
		if added, err := time.Parse(time.RFC3339, instant); err == nil {
			f.Since = NewMoment(added, b.Localizer)
		}
	}
	switch f.Name {
	case kratos.NameUnlink:
		f.Item = word("provider")
	case kratos.NameDeviceAuthnRemove:
		since(word("created_at"))
		f.Item = cmp.Or(locales.Visible(word("device_name")), locales.Visible(word("device_type")))
	case kratos.NameWebAuthnRemove, kratos.NamePasskeyRemove:
		since(word("added_at"))
		if f.Item = locales.Visible(word("display_name")); f.Item == "unnamed" {
			f.Item = ""
		}
		if f.Disabled {
			f.Hint = b.Localizer.T("settings.only_key")
		}
	}
}
