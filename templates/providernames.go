package templates

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// brandedText is a message of Kratos's in whose context the brand's names for social sign-in providers take the place of Kratos's.
func (b *builder) brandedText(t *kratos.Text) *kratos.Text {
	if len(b.Site.Brand.Providers) == 0 || len(t.Context) == 0 {
		return t
	}
	branded := *t
	branded.Context = maps.Clone(t.Context)
	if name, ok := t.Context["provider"].(string); ok {
		id, _ := t.Context["provider_id"].(string)
		branded.Context["provider"] = b.providerName(id, name)
	}
	for _, list := range []string{"available_providers", "available_oidc_providers"} {
		ids, _ := t.Context[list].([]any)
		names := slices.Clone(ids)
		for i := range ids {
			if id, ok := ids[i].(string); ok {
				names[i] = b.providerName(id, id)
			}
		}
		if len(names) > 0 {
			branded.Context[list] = names
		}
	}
	return &branded
}

// providerName is what the brand calls a provider, or the name that Kratos has for it. Where Kratos sends no id, it is that of the
// provider's button, or the name itself: Kratos calls a provider without a label by its id.
func (b *builder) providerName(id, name string) string {
	own := b.Site.Brand.Providers[cmp.Or(id, b.providerID(name))].Label
	return cmp.Or(own.In(b.Localizer.Lang()), name)
}

// providerID is the id of the provider that Kratos has a name for; "" when it is not known.
func (b *builder) providerID(name string) string {
	for i := range b.Flow.UI.Nodes {
		n := &b.Flow.UI.Nodes[i]
		if social(n.Group) && n.Label().Context["provider"] == name {
			return string(n.Attributes.Value)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(b.Site.Brand.Providers)) {
		if strings.EqualFold(id, name) {
			return id
		}
	}
	return ""
}
