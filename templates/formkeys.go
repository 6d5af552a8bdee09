package templates

import (
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// sharesHidden tells hidden fields of the default group apart where every method has a form of its own.
func (b *builder) sharesHidden(n *kratos.Node) bool {
	return b.split() && n.Group == kratos.GroupDefault
}

// split reports whether every method gets a form of its own: on settings, and for second factors, which share no field.
func (b *builder) split() bool {
	return b.Kind == kratos.Settings || b.Kind == kratos.Login && b.Flow.RequestedAAL == kratos.AAL2
}

// The forms of a page that is not split by method; sendCodeForm is on others too.
const (
	mainForm     = "main"
	sendCodeForm = "send code"
	socialForm   = kratos.GroupOIDC
	backForm     = "back"
)

// formKey says which form a node belongs to.
func (b *builder) formKey(n *kratos.Node) string {
	a := &n.Attributes
	button := a.Type == kratos.InputSubmit || a.Type == kratos.InputButton
	switch {
	case b.Kind == kratos.Settings && button && a.Name != kratos.NameMethod && !strings.HasSuffix(a.Name, "_trigger"):
		// Enter in a field of the group must never press "remove".
		return n.Group + " actions"
	case button && a.Name == kratos.NameAddress:
		// Kratos sends the code to an identifier that is posted along rather than to the button's address.
		return sendCodeForm
	case b.split():
		return n.Group
	case social(n.Group) && button && n.Label().ID != kratos.MessageContinueSignUp:
		return socialForm
	case n.Group == kratos.GroupPasskey && b.leads(kratos.GroupPasskey):
		return kratos.GroupPasskey
	case b.Kind == kratos.Registration && a.Name == kratos.NameScreen:
		// Kratos v1.3.1 ignores the way back when a method is posted along.
		return backForm
	}
	return mainForm
}

func (b *builder) form(key string) *Form {
	form, ok := b.forms[key]
	if !ok {
		form = &Form{TestID: b.formTestID(key), Action: b.Flow.UI.Action, Method: "post"}
		if strings.EqualFold(b.Flow.UI.Method, "get") {
			form.Method = "get"
		}
		if key == kratos.GroupDeviceAuthn+" actions" {
			// Kratos's documents want the method beside the key that goes; no node has it.
			form.Fields = []*Field{{Widget: Hidden, Name: kratos.NameMethod, Value: kratos.GroupDeviceAuthn}}
		}
		b.forms[key] = form
		b.order = append(b.order, key)
	}
	return form
}

func (b *builder) formTestID(key string) string {
	flow := string(b.Kind)
	switch {
	case key == backForm:
		return flow + "-two-step"
	case social(strings.TrimSuffix(key, " actions")):
		return flow + "-flow-oidc"
	case key == sendCodeForm:
		return flow + "-flow-code"
	case key != mainForm:
		return strings.ReplaceAll(strings.TrimSuffix(key, " actions"), "_", "-") + "-flow"
	case b.Flow.State == kratos.StateSentEmail:
		return flow + "-flow-code"
	}
	return flow + "-flow"
}
