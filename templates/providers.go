package templates

import (
	"cmp"
	"maps"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// providerMarks are simple line drawings of our own for the provider types that Kratos knows, on a 24×24 grid. They hint at
// a provider; they are not its logo.
var providerMarks = map[string]string{
	"google":     "M20 12h-8M20 12a8 8 0 1 1-2.3-5.6",
	"github":     "M7 7a2 2 0 1 0 0-.1M7 9v6M7 19a2 2 0 1 0 0-.1M17 7a2 2 0 1 0 0-.1M17 9c0 4-10 2-10 6",
	"gitlab":     "m12 20-9-7 3-9 3 7h6l3-7 3 9Z",
	"microsoft":  "M4 4h7v7H4ZM13 4h7v7h-7ZM4 13h7v7H4ZM13 13h7v7h-7Z",
	"apple":      "M12 8c-2-1.5-6-1-6 4 0 4 2.5 8 4.5 8 .8 0 1-.5 1.5-.5s.7.5 1.5.5c2 0 4.5-4 4.5-8 0-5-4-5.5-6-4ZM12 6c0-2 1-3 2.5-3.5",
	"facebook":   "M14 21v-8h3M9 13h5M14 13V9c0-2 1-3 3-3",
	"discord":    "M6 7c4-2 8-2 12 0 2 3 3 7 2 10l-4 2-1-2H9l-1 2-4-2c-1-3 0-7 2-10ZM9 12v1M15 12v1",
	"slack":      "M9 4v16M15 4v16M4 9h16M4 15h16",
	"spotify":    "M12 3a9 9 0 1 0 .1 0M7.5 10c3-1 6.5-.7 9.5 1M8 13.5c2.5-.7 5-.4 7.5 1M8.5 16.5c2-.5 3.5-.3 5.5.7",
	"linkedin":   "M6 10v9M6 6v.1M11 19v-9M11 14c0-5 7-5 7 0v5",
	"x":          "m5 4 14 16M19 4 5 20",
	"vk":         "M3 7c1 6 4 10 9 10V7M12 12c3 0 5-2 6-5M12 12c3 0 6 2 7 5",
	"yandex":     "M14 21V3h-2c-6 0-6 9 0 9h2M10 12l-3 9",
	"netid":      "M5 20V5l14 14V4",
	"dingtalk":   "m4 4 16 6-6 4 2 0-7 7 2-6H8l2-3Z",
	"lark":       "M4 18c6 2 12 0 16-8-4-1-6 1-8 4C9 10 7 8 4 7Z",
	"patreon":    "M6 4v16M14 4a6 6 0 1 0 .1 0",
	"salesforce": "M7 18a4 4 0 0 1-1-8 5 5 0 0 1 9-2 4 4 0 0 1 3 10Z",
	"amazon":     "M4 15c5 4 11 4 16 0M20 15l-3-1M20 15l-1 3M9 12V8c0-3 6-3 6 0v4M15 9h-3c-4 0-4 4-1 3s4-1 4-3",
	"auth0":      "M12 3 5 6c0 7 2 12 7 15 5-3 7-8 7-15Z",
	"line":       "M12 4c-5 0-9 3-9 7s4 6 8 7v3c4-2 10-5 10-10 0-4-4-7-9-7Z",
	"saml":       "M4 21V8l8-5 8 5v13ZM9 21v-6h6v6",
}

// shortMarks are too short to be found inside other words.
var shortMarks = map[string]bool{"x": true, "vk": true, "line": true}

// nodeLabel is a node's label, in which the brand's name for a social sign-in provider takes the place of Kratos's.
func (b *builder) nodeLabel(n *kratos.Node) kratos.Text {
	label := n.Label()
	name := b.Site.Brand.Providers[string(n.Attributes.Value)].Label
	if !social(n.Group) || len(name) == 0 || n.Meta.Label == nil {
		return label
	}
	context := map[string]any{}
	maps.Copy(context, label.Context)
	context["provider"] = name.In(b.Localizer.Lang())
	label.Context = context
	return label
}

// provider finds the social sign-in provider that a button leads to, by the label's context or the value it posts, what it is
// called, and the mark that fits: the brand's, or one of ours. The id is the operator's to choose ("google-work"), so it and the
// name are searched for a known one.
func (b *builder) provider(f *Field, n *kratos.Node) {
	if !social(n.Group) {
		return
	}
	context := b.nodeLabel(n).Context
	id, _ := context["provider_id"].(string)
	name, _ := context["provider"].(string)
	f.Provider = cmp.Or(id, string(n.Attributes.Value))
	if name == "" && b.ProviderName != nil {
		name = b.ProviderName(f.Provider)
	}
	f.ProviderName = cmp.Or(name, f.Provider)
	f.Mark = cmp.Or(knownMark(strings.ToLower(f.Provider)), knownMark(strings.ToLower(f.ProviderName)))
	if f.Mark == "" && n.Group == kratos.GroupSAML {
		f.Mark = "saml"
	}
	if own, ok := b.Site.Brand.Providers[f.Provider]; ok && f.Provider != "" {
		f.Src, f.SrcDark = b.Site.File(own.Mark), b.Site.File(own.MarkDark)
	}
}

func knownMark(name string) string {
	if _, ok := providerMarks[name]; ok {
		return name
	}
	best := ""
	for known := range providerMarks {
		// The longest name wins, and of two the first in the alphabet, so that the choice does not depend on the map's order.
		longer := cmp.Or(len(known)-len(best), strings.Compare(best, known)) > 0
		if !shortMarks[known] && strings.Contains(name, known) && longer {
			best = known
		}
	}
	return best
}
