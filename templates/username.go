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
