package templates

import (
	"cmp"
	"slices"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// resends reports whether a node is the button that sends another code. Recovery and verification name it like the
// address field of their first step, so the type decides together with the name.
func resends(n *kratos.Node) bool {
	a := &n.Attributes
	return a.Type == kratos.InputSubmit && (a.Name == kratos.NameResend || n.Label().ID == kratos.MessageResend)
}

// repeats reports whether a form already has the button that a node asks for: Kratos v1.3.1 sends some twice.
func (b *builder) repeats(form string, n *kratos.Node) bool {
	a := &n.Attributes
	type button struct{ form, name, value string }
	return a.Type == kratos.InputSubmit && !b.first(button{form, a.Name, string(a.Value)})
}

// arrangeButtons decides which button of a form stands out, which may skip validation, and what Enter presses.
func arrangeButtons(form *Form, settings bool) {
	primary := slices.IndexFunc(form.Fields, func(f *Field) bool { return f.Widget == Submit })
	form.NoSubmit = primary < 0
	demands, buttons := demanding(form), ownButtons(form)
	for i, f := range form.Fields {
		if f.Widget == Submit {
			f.NoValidate = skipsValidation(demands, f)
		}
		if f.Widget == Submit || f.Widget == Button {
			f.Weight = weight(form, f, i == primary, settings)
		}
		if typed(f) && (primary < 0 || form.Fields[primary].Group != f.Group) {
			f.Enter = buttons[f.Group]
		}
	}
	if primary >= 0 && !settings {
		divide(form.Fields[primary].Group, form.Fields[primary+1:])
		divideBefore(form.Fields[:primary+1])
	}
}

// divideBefore puts an "or" after the alternatives that stand before the method of the last field, which is a button.
func divideBefore(fields []*Field) {
	group, alternatives := fields[len(fields)-1].Group, false
	for _, f := range fields {
		if f.Group == group && f.Widget != Hidden {
			f.Divided = alternatives
			return
		}
		alternatives = alternatives || f.Widget == Button
	}
}

// divide puts an "or" where alternatives to a group begin; between the alternatives themselves space is enough.
func divide(group string, rest []*Field) {
	for _, f := range rest {
		if f.Group != group && (f.Widget == Submit || f.Widget == Button || typed(f)) {
			f.Divided = true
			return
		}
	}
}

// typed reports whether a field takes text, so that Enter means something in it.
func typed(f *Field) bool { return f.Widget == Input || f.Widget == Password || f.Widget == Code }

// skipsValidation reports whether a button must work while required fields of other methods are empty.
func skipsValidation(demanding map[string]bool, button *Field) bool {
	if button.Resend || button.Name == kratos.NameScreen || strings.HasPrefix(button.Name, "recovery_select") {
		return true
	}
	return len(demanding) > 1 || len(demanding) == 1 && !demanding[button.Group]
}

// demanding are the groups of a form that have required fields of their own; those of traits and the like are everybody's.
func demanding(form *Form) map[string]bool {
	groups := map[string]bool{}
	for _, f := range form.Fields {
		if f.Required && f.Widget != Hidden && f.Group != kratos.GroupDefault && f.Group != kratos.GroupIdentifierFirst && f.Group != kratos.GroupCaptcha &&
			!isTrait(f.Name) {
			groups[f.Group] = true
		}
	}
	return groups
}

func weight(form *Form, f *Field, first, settings bool) Weight {
	switch {
	case f.Resend, f.Name == kratos.NameScreen:
		return Quiet
	case strings.HasSuffix(f.Name, "_remove"), strings.HasSuffix(f.Name, "_disable"), strings.HasSuffix(f.Name, "unlink"):
		return Danger
	case form.Secondary && !settings, f.Name == kratos.NameLink, f.Name == kratos.NameProvider && social(f.Group) && form.TestID != "registration-flow":
		return Secondary
	case settings && f.Widget == Button, f.Name == kratos.NameLookupSecretRegenerate:
		// Adding is one of many things to do on that page; saving is what a visitor came for.
		return Secondary
	case f.Name == kratos.NameLookupSecretReveal, f.Name == kratos.NameAddress, f.Name == kratos.NameRecoverySelectAddress:
		return Secondary
	case first, form.NoSubmit:
		return Primary
	}
	return Secondary
}

// ownButtons are the ids of the first button of each group.
func ownButtons(form *Form) map[string]string {
	ids := map[string]string{}
	for _, f := range form.Fields {
		if _, met := ids[f.Group]; !met && (f.Widget == Submit || f.Widget == Button) {
			ids[f.Group] = f.ID
		}
	}
	return ids
}

// buttonLabel is what a button says; its value, where Kratos calls it nothing.
func buttonLabel(f *Field) string { return cmp.Or(f.Short, f.Label, f.Value) }

// buttonMark names the drawing on a button: ways to sign in have one, and so does taking something away.
func buttonMark(f *Field) string {
	switch {
	case f.inRow() && f.Provider != "":
		return ""
	case f.inRow():
		return "remove"
	case f.Provider != "":
		return "provider"
	case f.Trigger != "":
		return f.Group
	case f.Weight == Secondary && (f.Name == kratos.NameAddress || f.Name == kratos.NameRecoverySelectAddress):
		return cmp.Or(string(channelTo(f.Value)), string(channelTo(f.Label)), "code")
	case f.Weight == Secondary && f.Group == kratos.GroupCode:
		return "code"
	}
	return ""
}
