package templates

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// providerDrawings are simple line drawings of our own, on a 24×24 grid, for the provider types that Kratos knows and that
// providerLogos lacks. They hint at a provider; they are not its logo.
var providerDrawings = map[string]string{
	"microsoft":  "M3.5 3.5h7v7h-7ZM13.5 3.5h7v7h-7ZM3.5 13.5h7v7h-7ZM13.5 13.5h7v7h-7Z",
	"slack":      "M9 3v18M15 3v18M3 9h18M3 15h18",
	"linkedin":   "M4.5 10v10.5M4.5 4.5v.1M10.5 20.5V10M10.5 14.5c0-6 9-6 9 0v6",
	"yandex":     "M16 21.5v-19h-3c-7 0-7 10.5 0 10.5h3M11.5 13 7 21.5",
	"netid":      "M4 21V4l16 16V3",
	"dingtalk":   "M3.5 3 21 9.5l-6 4.5h3L9.5 21.5l2.5-6.5H8l2.5-3.5Z",
	"lark":       "M3 18.5c7 2.5 14.5.5 18-9-4.5-1-7 .5-9.5 4.5C9 9.5 6.5 7 3 6Z",
	"salesforce": "M7 19a4.5 4.5 0 0 1-1.5-8.7 5.5 5.5 0 0 1 10-2.3A5.6 5.6 0 0 1 16 19Z",
	"amazon":     "M3 16.5c6 4.5 12 4.5 18 .5M21 17l-3.5-1M21 17l-1 3.3M8 7.5C8.5 2 15.5 2 15.5 7v6M15.5 8.5h-3c-5.5 0-5.5 5.5-1.5 4.5 2.5-.6 4.5-2 4.5-4.5",
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
// called, and the mark that fits: the brand's, the vendor's or a drawing of ours. The id is the operator's to choose ("google-work"), so it and the
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

// knownMark is the provider that a name is about; "" when there is neither a logo nor a drawing of it.
func knownMark(name string) string {
	if providerLogos[name] != "" || providerDrawings[name] != "" {
		return name
	}
	for _, known := range longMarks {
		if strings.Contains(name, known) {
			return known
		}
	}
	return ""
}

// longMarks are the names that may stand inside others, the longest first, so that the choice does not depend on the maps' order.
var longMarks = longestFirst(providerLogos, providerDrawings)

func longestFirst(marks ...map[string]string) []string {
	var names []string
	for _, drawings := range marks {
		names = slices.AppendSeq(names, maps.Keys(drawings))
	}
	names = slices.DeleteFunc(names, func(name string) bool { return shortMarks[name] })
	slices.SortFunc(names, func(x, y string) int { return cmp.Or(len(y)-len(x), strings.Compare(x, y)) })
	return names
}
