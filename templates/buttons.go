package templates

import (
	"slices"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// resends reports whether a node is the button that sends another code. Recovery and verification name it like the
// address field of their first step, so the type decides together with the name.
func resends(n *kratos.Node) bool {
	a := &n.Attributes
	return a.Type == "submit" && (a.Name == "resend" || n.Label().ID == idResend)
}

// repeats reports whether a form already has the button that a node asks for: Kratos v1.3.1 sends some twice.
func repeats(form *Form, n *kratos.Node) bool {
	a := &n.Attributes
	return a.Type == "submit" && slices.ContainsFunc(form.Fields, func(f *Field) bool {
		return f.Widget == Submit && f.Name == a.Name && f.Value == string(a.Value)
	})
}

// arrangeButtons decides which button of a form stands out, which may skip validation, and what Enter presses.
func arrangeButtons(form *Form, settings bool) {
	primary := slices.IndexFunc(form.Fields, func(f *Field) bool { return f.Widget == Submit })
	form.NoSubmit = primary < 0
	for i, f := range form.Fields {
		if f.Widget == Submit {
			f.NoValidate = skipsValidation(form, f)
		}
		if f.Widget == Submit || f.Widget == Button {
			f.Weight = weight(form, f, i == primary, settings)
		}
		if typed(f) && (primary < 0 || form.Fields[primary].Group != f.Group) {
			f.Enter = ownButton(form, f.Group)
		}
	}
	if primary >= 0 && !settings {
		divide(form.Fields[primary].Group, form.Fields[primary+1:])
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
func skipsValidation(form *Form, button *Field) bool {
	if button.Resend || button.Name == "screen" || strings.HasPrefix(button.Name, "recovery_select") {
		return true
	}
	return slices.ContainsFunc(form.Fields, func(f *Field) bool {
		return f.Required && f.Widget != Hidden && f.Group != button.Group && f.Group != "default" && f.Group != "identifier_first" &&
			f.Group != "captcha" && !strings.HasPrefix(f.Name, traitPrefix)
	})
}

func weight(form *Form, f *Field, first, settings bool) Weight {
	switch {
	case f.Resend, f.Name == "screen":
		return Quiet
	case strings.HasSuffix(f.Name, "_remove"), strings.HasSuffix(f.Name, "_disable"), strings.HasSuffix(f.Name, "unlink"):
		return Danger
	case form.Secondary && !settings, f.Name == "link", f.Name == "provider" && social(f.Group) && form.TestID != "registration-flow":
		return Secondary
	case settings && f.Widget == Button, f.Name == "lookup_secret_regenerate":
		// Adding is one of many things to do on that page; saving is what a visitor came for.
		return Secondary
	case f.Name == "lookup_secret_reveal", f.Name == "address", f.Name == "recovery_select_address":
		return Secondary
	case first, form.NoSubmit:
		return Primary
	}
	return Secondary
}

// ownButton is the id of the first button of a group.
func ownButton(form *Form, group string) string {
	for _, f := range form.Fields {
		if f.Group == group && (f.Widget == Submit || f.Widget == Button) {
			return f.ID
		}
	}
	return ""
}

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
	case f.Weight == Secondary && f.Group == "code":
		return "code"
	}
	return ""
}
