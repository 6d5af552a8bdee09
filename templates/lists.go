package templates

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// entryOf tells the list that a node is an entry of, and which (kratos.ListOf). A trait that the schema knows by this very name is
// none.
func (b *builder) entryOf(n *kratos.Node) (list string, index int, ok bool) {
	list, index, ok = kratos.ListOf(n.Attributes.Name)
	return list, index, ok && !b.Schema.Knows(traitName(n.Attributes.Name))
}

// isTrait reports whether a field is something that visitors tell about themselves.
func isTrait(name string) bool { return strings.HasPrefix(name, kratos.TraitPrefix) }

// traitName is what the schema calls the trait of a field.
func traitName(name string) string { return strings.TrimPrefix(name, kratos.TraitPrefix) }

// ListChanges are changes to lists that a page's address holds, for visitors without a script. Kratos hears of them when the form
// is sent.
type ListChanges struct {
	// Add names a list for each entry that was added, Remove the entries that were removed.
	Add, Remove []string
	// URL is the address of the page with these changes.
	URL func(add, remove []string) string
}

// apply adds and removes entries among the nodes of a flow.
func (c *ListChanges) apply(nodes []*kratos.Node) []*kratos.Node {
	for i, name := range c.Add {
		at := slices.IndexFunc(nodes, func(n *kratos.Node) bool { return n.Attributes.Name == name && n.Type == kratos.NodeInput })
		if at < 0 || !isTrait(name) {
			continue
		}
		entry := *nodes[at]
		// The number puts it after all that Kratos sent.
		entry.Attributes = kratos.Attributes{Name: name + "." + strconv.Itoa(1_000_000+i), Type: entry.Attributes.Type, Required: true}
		entry.Messages = nil
		nodes = append(nodes, &entry)
	}
	return slices.DeleteFunc(nodes, func(n *kratos.Node) bool {
		_, _, entry := kratos.ListOf(n.Attributes.Name)
		return entry && slices.Contains(c.Remove, n.Attributes.Name)
	})
}

// link gives a list and its entries the addresses that add one more and remove each; none where there is no URL.
func (c *ListChanges) link(list *Field) {
	if c.URL == nil {
		return
	}
	list.AddHref = c.URL(append(slices.Clone(c.Add), list.Name), c.Remove) + "#" + list.ID
	for _, entry := range list.Entries {
		entry.RemoveHref = c.URL(c.Add, append(slices.Clone(c.Remove), entry.NodeID)) + "#" + list.ID
	}
}

// gatherLists takes the entries out of nodes and keeps them by their list, in order. A list without a node of its own, as on the
// second page of sign-up, gets one.
func (b *builder) gatherLists(nodes []*kratos.Node) []*kratos.Node {
	b.entries = map[string][]*kratos.Node{}
	indexes := map[*kratos.Node]int{}
	var lists []string // in the order of their first entries
	rest := make([]*kratos.Node, 0, len(nodes))
	for _, n := range nodes {
		list, index, ok := b.entryOf(n)
		if !ok {
			rest = append(rest, n)
			continue
		}
		if len(b.entries[list]) == 0 {
			lists = append(lists, list)
		}
		b.entries[list] = append(b.entries[list], n)
		indexes[n] = index
	}
	if len(lists) == 0 {
		return rest
	}
	named := map[string]bool{}
	for _, n := range rest {
		named[n.Attributes.Name] = true
	}
	for _, list := range lists {
		if first := b.entries[list][0]; !named[list] {
			rest = append(rest, &kratos.Node{Type: first.Type, Group: first.Group, Attributes: kratos.Attributes{Name: list, Type: first.Attributes.Type}})
		}
		slices.SortStableFunc(b.entries[list], func(x, y *kratos.Node) int { return cmp.Compare(indexes[x], indexes[y]) })
	}
	return rest
}

// isList reports whether a node stands for a list: the schema says so, or there are entries.
func (b *builder) isList(n *kratos.Node) bool {
	name := n.Attributes.Name
	return len(b.entries[name]) > 0 || isTrait(name) && b.Schema.List(traitName(name))
}

// list turns a list and its entries into fields: hidden ones, or one that shows them all.
func (b *builder) list(n *kratos.Node) []*Field {
	nodes := b.entries[n.Attributes.Name]
	if n.Attributes.Value != "" && len(nodes) == 0 {
		nodes = []*kratos.Node{{Type: n.Type, Group: n.Group, Attributes: n.Attributes}} // a trait that may be a list, or not
	}
	whole := b.field(n)
	var entries []*Field
	for i, entry := range nodes {
		// What a refused answer did not keep would be stored as an empty entry.
		if entry.Attributes.Value == "" && len(entry.Messages) == 0 && !entry.Attributes.Required {
			continue
		}
		entries = append(entries, b.entry(whole, entry, i+1))
	}
	if n.Attributes.Type == kratos.InputHidden {
		return entries
	}
	if whole.Required && len(entries) == 0 {
		blank := kratos.Node{Type: n.Type, Group: n.Group, Attributes: kratos.Attributes{Name: whole.Name + ".0", Type: n.Attributes.Type}}
		entries = append(entries, b.entry(whole, &blank, 1))
	}
	whole.Widget, whole.Entries = List, entries
	b.Lists.link(whole)
	return []*Field{whole}
}

// entry is a field for one entry. It is required, since an empty one would be stored.
func (b *builder) entry(list *Field, n *kratos.Node, number int) *Field {
	plain := *n
	plain.Group, plain.Attributes.Required = list.Group, true
	plain.Meta.Label = &kratos.Text{Text: b.Localizer.With("form.entry", map[string]any{"list": list.Label, "number": number})}
	entry := b.field(&plain)
	entry.Name, entry.Instant, entry.Hint = list.Name, false, ""
	if entry.Widget == Checkbox {
		entry.Widget, entry.Type = Input, kratos.InputText
	}
	return entry
}

// blankEntry is what the script makes an entry of. It has no name until then, so that nothing takes it for one.
func (f *Field) blankEntry() *Field {
	blank := &Field{Widget: Input, ID: f.ID + "-new", NodeID: f.NodeID + "-new", Type: kratos.InputText, Label: f.Label}
	if len(f.Entries) > 0 {
		blank.Type, blank.InputMode = f.Entries[0].Type, f.Entries[0].InputMode
	}
	return blank
}
