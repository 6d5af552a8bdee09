package templates_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/kratos"
)

// A dozen providers are no dozen equal rows: from five on they stand in columns, and beyond eight some wait. None is lost, each is
// called in full, and the ones that wait need no script.
func TestManyProvidersAreNoLongList(t *testing.T) {
	t.Parallel()
	f := fixtureNamed(t, "v26.2.0/login-initial")
	for count, want := range map[int]struct {
		columns bool
		more    int
	}{1: {false, 0}, 4: {false, 0}, 5: {true, 0}, 8: {true, 0}, 9: {true, 3}, 14: {true, 8}} {
		flow := f.parse(t)
		provider := kratos.Node{}
		nodes := flow.UI.Nodes[:0]
		for _, n := range flow.UI.Nodes {
			if n.Group == kratos.GroupOIDC {
				provider = n
			} else {
				nodes = append(nodes, n)
			}
		}
		for i := range count {
			n := provider
			name := fmt.Sprintf("Provider %d", i)
			n.Attributes.Value = kratos.Value(fmt.Sprintf("provider-%d", i))
			label := *provider.Meta.Label
			label.Context = map[string]any{"provider": name, "provider_id": string(n.Attributes.Value)}
			n.Meta.Label = &label
			nodes = append(nodes, n)
		}
		flow.UI.Nodes = nodes
		r := request(f.kind, flow, localizer(t, "en"))
		doc, _, _ := drawRequest(t, r)
		buttons := with(doc.Find("button"), "name", kratos.NameProvider)
		if buttons.Length() != count {
			t.Fatalf("%d of %d providers are there", buttons.Length(), count)
		}
		if columns := buttons.Closest(".providers").Length() == 1; columns != want.columns {
			t.Errorf("%d providers stand in columns %t, want %t", count, columns, want.columns)
		}
		if more := buttons.FilterFunction(func(_ int, b *goquery.Selection) bool { return b.Closest("details").Length() > 0 }).Length(); more != want.more {
			t.Errorf("%d of %d providers wait, want %d", more, count, want.more)
		}
		last := buttons.Last()
		shown := words(last.Find("span:not([aria-hidden])"))
		name := fmt.Sprintf("Provider %d", count-1)
		if full := last.AttrOr("aria-label", shown); !strings.HasSuffix(full, " "+name) || !strings.Contains(full, shown) {
			t.Errorf("the last of %d providers is called %q and shows %q", count, full, shown)
		}
		r.LastUsed = kratos.AuthMethod{Name: kratos.GroupOIDC, Provider: fmt.Sprintf("provider-%d", count-1)}
		doc, _, _ = drawRequest(t, r)
		used := with(doc.Find("[data-testid]"), "data-testid", "last-used").Closest("button")
		if used.AttrOr("value", "") != r.LastUsed.Provider || used.Closest("details").Length() > 0 {
			t.Errorf("of %d providers the last was used last, and is %q", count, words(used))
		}
		if described := byID(doc, used.AttrOr("aria-describedby", "none")); want.columns && described.Length() != 1 {
			t.Errorf("nobody hears that the last of %d providers was used last", count)
		}
		if want.columns && shown != name {
			t.Errorf("of %d providers the last shows %q", count, shown)
		}
	}
}
