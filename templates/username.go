package templates

import (
	"slices"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// nameAccounts gives every form with a password, and no field for the account beside it, a field that is not posted: without it
// browsers file the password under no name at all.
func (b *builder) nameAccounts() {
	for _, form := range b.forms {
		if slices.ContainsFunc(form.Fields, func(f *Field) bool { return f.Widget == Password }) && !slices.ContainsFunc(form.Fields, b.asksForAccount) {
			form.Username = b.account()
		}
	}
}

// isSignUpAddress reports whether a field asks for the one e-mail address that a new member signs in with, and the identifier of
// this flow is one. Where the schema is not known, or names several, that is not certain.
func (b *builder) isSignUpAddress(a *kratos.Attributes) bool {
	if b.Kind != kratos.Registration || b.Schema == nil || !b.identifyingAddress(a) || !htmlEmail.MatchString(b.Identifier) {
		return false
	}
	for i := range b.Flow.UI.Nodes {
		if other := &b.Flow.UI.Nodes[i].Attributes; other.Name != a.Name && b.identifyingAddress(other) {
			return false
		}
	}
	return true
}

// identifyingAddress reports whether a field asks for an e-mail address that one can sign in with.
func (b *builder) identifyingAddress(a *kratos.Attributes) bool {
	name, trait := strings.CutPrefix(a.Name, kratos.TraitPrefix)
	return trait && a.Type == kratos.InputEmail && !b.Schema.List(name) && slices.Contains(b.Schema.Identifiers(), name)
}

// asksForAccount reports whether a field shows what the visitor signs in with.
func (b *builder) asksForAccount(f *Field) bool {
	return f.Widget == Input && (f.Name == kratos.NameIdentifier || isTrait(f.Name))
}

// account is what the visitor of this flow signs in with, "" where that is not certain.
func (b *builder) account() string {
	switch b.Kind {
	case kratos.Settings:
		if b.Flow.Identity != nil {
			return b.Flow.Identity.Identifier(b.Schema)
		}
	case kratos.Login:
		for i := range b.Flow.UI.Nodes {
			if a := &b.Flow.UI.Nodes[i].Attributes; a.Name == kratos.NameIdentifier {
				return b.value(a)
			}
		}
	case kratos.Registration:
		traits := map[string]string{}
		for i := range b.Flow.UI.Nodes {
			a := &b.Flow.UI.Nodes[i].Attributes
			if name, ok := strings.CutPrefix(a.Name, kratos.TraitPrefix); ok {
				traits[name] = string(a.Value)
			}
		}
		return kratos.Identifier(traits, b.Schema)
	case kratos.Recovery, kratos.Verification: // no passwords there
	}
	return ""
}
