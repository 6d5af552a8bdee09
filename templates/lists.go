package templates

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// entryOf tells the list that a node is an entry of. Kratos sends a node for a list as a whole (traits.tags, without a value) and
// one for each entry (traits.tags.0), in no order. It reads only the whole's name, once for each entry, and takes an empty one
// for an entry too.
func entryOf(n *kratos.Node) (list string, index int, ok bool) {
	name := n.Attributes.Name
	dot := strings.LastIndexByte(name, '.')
	if dot < len(traitPrefix) || !strings.HasPrefix(name, traitPrefix) {
		return "", 0, false
	}
	index, err := strconv.Atoi(name[dot+1:])
	return name[:dot], index, err == nil && index >= 0
}

// traitPrefix begins the names of the fields in which visitors tell about themselves.
const traitPrefix = "traits."

// gatherLists takes the entries out of nodes and keeps them by their list, in order. A list without a node of its own, as on the
// second page of sign-up, gets one.
func (b *builder) gatherLists(nodes []*kratos.Node) []*kratos.Node {
	b.entries = map[string][]*kratos.Node{}
	named := map[string]bool{}
	var rest []*kratos.Node
	for _, n := range nodes {
		list, _, ok := entryOf(n)
		if !ok {
			named[n.Attributes.Name] = true
			rest = append(rest, n)
			continue
		}
		b.entries[list] = append(b.entries[list], n)
	}
	for _, n := range nodes {
		list, _, ok := entryOf(n)
		if !ok || named[list] {
			continue
		}
		named[list] = true
		rest = append(rest, &kratos.Node{Type: n.Type, Group: n.Group, Attributes: kratos.Attributes{Name: list, Type: n.Attributes.Type}})
	}
	for _, entries := range b.entries {
		slices.SortStableFunc(entries, func(x, y *kratos.Node) int {
			_, i, _ := entryOf(x)
			_, j, _ := entryOf(y)
			return cmp.Compare(i, j)
		})
	}
	return rest
}

// isList reports whether a node stands for a list: the schema says so, or there are entries.
func (b *builder) isList(n *kratos.Node) bool {
	name := n.Attributes.Name
	return len(b.entries[name]) > 0 || b.flow.Schema.List(strings.TrimPrefix(name, traitPrefix)) && strings.HasPrefix(name, traitPrefix)
}

// list turns a list and its entries into fields: hidden ones, or one that shows them all.
func (b *builder) list(n *kratos.Node) []*Field {
	whole := b.field(n)
	var entries []*Field
	for i, entry := range b.entries[n.Attributes.Name] {
		// What a refused answer did not keep would be stored as an empty entry.
		if entry.Attributes.Value == "" && len(entry.Messages) == 0 && !entry.Attributes.Required {
			continue
		}
		entries = append(entries, b.entry(whole, entry, i+1))
	}
	if n.Attributes.Type == "hidden" {
		return entries
	}
	if whole.Required && len(entries) == 0 {
		blank := kratos.Node{Type: n.Type, Group: n.Group, Attributes: kratos.Attributes{Name: whole.Name + ".0", Type: n.Attributes.Type}}
		entries = append(entries, b.entry(whole, &blank, 1))
	}
	whole.Widget, whole.Entries = List, entries
	return []*Field{whole}
}

// entry is a field for one entry. It is required, since an empty one would be stored.
func (b *builder) entry(list *Field, n *kratos.Node, number int) *Field {
	plain := *n
	plain.Group, plain.Attributes.Required = list.Group, true
	plain.Meta.Label = &kratos.Text{Text: b.loc.With("form.entry", map[string]any{"list": list.Label, "number": strconv.Itoa(number)})}
	entry := b.field(&plain)
	entry.Name = list.Name
	if entry.Widget == Checkbox {
		entry.Widget, entry.Type = Input, "text"
	}
	return entry
}

// blankEntry is what the script makes an entry of. It has no name until then, so that nothing takes it for one.
func (f *Field) blankEntry() *Field {
	blank := &Field{Widget: Input, ID: f.ID + "-new", NodeID: f.NodeID + "-new", Type: "text", Label: f.Label}
	if len(f.Entries) > 0 {
		blank.Type, blank.InputMode = f.Entries[0].Type, f.Entries[0].InputMode
	}
	return blank
}
