package templates

import (
	"slices"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// knownTriggers are the functions of Kratos's WebAuthn script that a page may call (contract of v1.3.1 and v26.2.0).
var knownTriggers = []string{
	kratos.TriggerWebAuthnRegistration, kratos.TriggerWebAuthnLogin, kratos.TriggerPasskeyLogin, kratos.TriggerPasskeyLoginAutocomplete,
	kratos.TriggerPasskeyRegistration, kratos.TriggerPasskeySettingsRegistration,
}

// triggers binds a button or hidden field to a function of Kratos's WebAuthn script, by name from the fixed list. The
// script text in onclick and onload is never run; Kratos versions without triggers are told by the node's name.
func (b *builder) triggers(f *Field, a *kratos.Attributes) {
	f.Trigger, f.LoadTrigger = a.OnClickTrigger, a.OnLoadTrigger
	if f.Trigger == "" && f.Widget == Button {
		f.Trigger = triggerByName(b.Kind, a.Name)
	}
	if f.LoadTrigger == "" && a.OnLoad != "" && a.Name == kratos.NamePasskeyLogin {
		f.LoadTrigger = kratos.TriggerPasskeyLoginAutocomplete
	}
	for _, trigger := range []*string{&f.Trigger, &f.LoadTrigger} {
		if *trigger != "" && !slices.Contains(knownTriggers, *trigger) {
			b.unknown("trigger", *trigger)
			*trigger = ""
		}
	}
}

func triggerByName(kind kratos.Kind, name string) string {
	switch name {
	case kratos.NameWebAuthnLoginTrigger:
		return kratos.TriggerWebAuthnLogin
	case kratos.NameWebAuthnRegisterTrigger:
		return kratos.TriggerWebAuthnRegistration
	case kratos.NamePasskeyLoginTrigger:
		return kratos.TriggerPasskeyLogin
	case kratos.NamePasskeyRegisterTrigger:
		if kind == kratos.Settings {
			return kratos.TriggerPasskeySettingsRegistration
		}
		return kratos.TriggerPasskeyRegistration
	}
	return ""
}

// script asks for a script once, however many nodes name it. Only a file on a server is one: its nonce would let any other
// URL run.
func (b *builder) script(n *kratos.Node) {
	a := &n.Attributes
	if !onServer(a.Src) {
		b.unknown("script source", "")
		return
	}
	type script string
	if b.first(script(a.Src)) {
		asked := Script{ID: a.ID, Src: a.Src, Integrity: a.Integrity}
		if b.ScriptURL != nil {
			asked.Src = b.ScriptURL(asked)
		}
		b.view.Scripts = append(b.view.Scripts, asked)
	}
}

// asksForKeys reports whether a button of the page calls that script.
func (v *FlowView) asksForKeys() bool {
	found := false
	v.EachField(func(f *Field) { found = found || f.Trigger != "" })
	return found
}

// onServer reports whether a URL is http or https.
func onServer(raw string) bool {
	scheme, rest, _ := strings.Cut(raw, ":")
	return (strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "http")) && strings.HasPrefix(rest, "//")
}
