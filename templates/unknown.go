package templates

import "github.com/thyra-ui/thyra/kratos"

// unknownNode draws a node type that does not exist yet: whatever words it carries.
func (b *builder) unknownNode(f *Field, n *kratos.Node) {
	b.unknown("node type", n.Type)
	a := &n.Attributes
	switch {
	case a.Name != "":
		b.input(f, n)
	case a.Href != "":
		f.Widget, f.Href = Anchor, a.Href
	default:
		f.Widget = Text
		if a.Text != nil {
			f.Value = b.text(a.Text, "")
		}
	}
}

// Whoever answers in place of Kratos may send thousands of them, of any length, and each is a line in the log.
const (
	maxUnknown     = 20
	maxUnknownName = 100 // bytes
)

// unknown remembers something that this version does not know, once.
func (b *builder) unknown(kind, name string) {
	what := Unknown{kind, name[:min(len(name), maxUnknownName)]}
	if len(b.view.Unknown) < maxUnknown && b.first(what) {
		b.view.Unknown = append(b.view.Unknown, what)
	}
}
