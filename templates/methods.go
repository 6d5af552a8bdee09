package templates

import (
	"slices"

	"github.com/thyra-ui/thyra/kratos"
)

// The methods whose fields and buttons share a form, since all of them need the identifier.
var formMethods = []string{kratos.GroupPassword, kratos.GroupCode, kratos.GroupWebAuthn}

// methods is the brand's order of methods, for the pages that it is for: the first step of signing in, and signing up.
func (b *builder) methods() []string {
	if b.Kind == kratos.Registration || b.Kind == kratos.Login && !b.split() {
		return b.Site.Brand.Methods
	}
	return nil
}

// rank is where a group's nodes stand on the page: the methods of the brand in its order, between what all of them need and those
// that it does not name.
func (b *builder) rank(group string) int {
	rank, methods := groupRank(group), b.methods()
	if len(methods) == 0 || rank < methodsFrom || rank == unknownGroup {
		return rank
	}
	if i := slices.Index(methods, group); i >= 0 {
		return methodsFrom + i
	}
	return rank + len(methods)
}

// methodsFrom is the lowest rank of a group that is a method.
var methodsFrom = groupOrder[kratos.GroupPassword]

// leads reports whether the form with this key stands before the one with the identifier. Only methods that need no identifier
// can, and a new member's passkey needs all of the form.
func (b *builder) leads(key string) bool {
	switch key {
	case socialForm:
		return b.leadRank(kratos.GroupOIDC) < 0
	case kratos.GroupPasskey:
		return b.Kind == kratos.Login && b.leadRank(kratos.GroupPasskey) < 0 && b.offersPasskey()
	}
	return false
}

// leadRank is negative for a form that the brand's order puts before all methods that need the identifier: the lower, the earlier.
func (b *builder) leadRank(key string) int {
	before := b.methods()
	if i := slices.IndexFunc(before, func(method string) bool { return slices.Contains(formMethods, method) }); i >= 0 {
		before = before[:i]
	}
	i := slices.IndexFunc(before, func(method string) bool { return method == key || key == socialForm && social(method) })
	if i < 0 {
		return 0
	}
	return i - len(before)
}

// offersPasskey reports whether there is a button to sign in with a passkey. On some pages Kratos lets browsers suggest one in the
// field of the identifier, and has no button.
func (b *builder) offersPasskey() bool {
	return slices.ContainsFunc(b.Flow.UI.Nodes, func(n kratos.Node) bool { return n.Attributes.Name == kratos.NamePasskeyLoginTrigger })
}
