package templates

import (
	"slices"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// markLastUsed marks the way to sign in that was used last in this browser, where the page has a choice. Who confirms who they
// are, or proves a second factor, is told by Kratos what that takes.
func (b *builder) markLastUsed() {
	if b.Kind != kratos.Login || b.LastUsed.Name == "" || b.Flow.Refresh || b.Flow.RequestedAAL == kratos.AAL2 || sent(b.Flow) {
		return
	}
	ways := b.waysIn()
	i := slices.IndexFunc(ways, func(f *Field) bool { return f.Group == b.LastUsed.Name && f.Provider == b.LastUsed.Provider })
	if i >= 0 && len(ways) > 1 {
		ways[i].LastUsed = true
		b.bringForward(ways[i])
	}
}

// bringForward puts the button of a provider first among several with names alone: it must not wait behind others, and its full
// name does not tell that it was used last.
func (b *builder) bringForward(used *Field) {
	form := b.forms[socialForm]
	if used.Short == "" {
		return
	}
	used.DescribedBy = strings.TrimSpace(used.DescribedBy + " " + used.ID + "-last-used")
	first := slices.IndexFunc(form.Fields, func(f *Field) bool { return f.Short != "" })
	i := slices.Index(form.Fields, used)
	copy(form.Fields[first+1:i+1], form.Fields[first:i])
	form.Fields[first] = used
}

// waysIn are the buttons to sign in with, of each method and of each provider the first.
func (b *builder) waysIn() []*Field {
	var ways []*Field
	for _, form := range b.view.Forms {
		for _, f := range form.Fields {
			same := func(other *Field) bool { return f.Group == other.Group && f.Provider == other.Provider }
			if (f.Widget == Submit || f.Widget == Button) && f.Weight != Quiet && !slices.ContainsFunc(ways, same) {
				ways = append(ways, f)
			}
		}
	}
	return ways
}
