package templates

import (
	"slices"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
)

// FlowRequest is all that the page of a flow is built from: the flow, how the page looks and reads, and what only the request
// knows.
type FlowRequest struct {
	Kind      kratos.Kind
	Flow      *kratos.Flow
	Site      *Site
	Localizer *locales.Localizer
	// Schema tells more about the flow's traits; nil where it is not known.
	Schema *kratos.Schema
	// Identifier is who signs in (WCAG 3.3.7) or up, where Kratos leaves an empty field for it.
	Identifier string
	// LastUsed is the way to sign in that was used last in this browser; it has no name where that is not known.
	LastUsed kratos.AuthMethod
	// App is the OAuth2 client that the visitor continues to; it has no name outside OAuth2.
	App Application
	// TransientPayload is the JSON object that the forms post to Kratos for mail templates and web hooks; "" for none.
	TransientPayload string
	// RestartURL begins the flow anew.
	RestartURL string
	// Lists are the entries that a visitor without a script added and removed since Kratos answered.
	Lists ListChanges
	// ScriptURL is the address of a script that Kratos asks for; Kratos's own when nil.
	ScriptURL func(Script) string
	// ProviderName is what Kratos calls the social sign-in provider of an id where it does not say so in the flow; "" where that is
	// not known. May be nil.
	ProviderName func(id string) string
	FlowAdditions
}

// FlowAdditions are what the page of a flow has besides what Kratos sent.
type FlowAdditions struct {
	// Account is whose account the page is about: the identifier that an earlier step fixed, or that of the session. It can't be
	// edited on this page.
	Account string
	// Intro stands below the heading, Messages before Kratos's, and Links below the forms, but for those that the brand hides.
	Intro    string
	Messages []Message
	Links    []Link
	// Forgot leads to the recovery of an account. It stands with the password where the page asks for one, else among the links.
	Forgot Link
	// Change leads to another account or address. It stands with the one that the page is about, else among the links.
	Change Link
	// SignOut offers a way out of a page that a half signed-in visitor would be stuck on.
	SignOut bool
	// SignOutReturn is where the visitor goes on after that; empty for Kratos's choice.
	SignOutReturn string
}

// NewFlowView turns a flow's nodes into forms. Every node is kept: what can't be understood is drawn as text.
func NewFlowView(r FlowRequest) *FlowView {
	f, l := r.Flow, r.Localizer
	b := &builder{FlowRequest: r, ids: make(map[string]int, len(f.UI.Nodes)), forms: map[string]*Form{}, seen: map[any]bool{}}
	b.view = FlowView{
		Kind: r.Kind, Heading: l.T(headingKey(r.Kind, f)), Mark: headingMark(r.Kind, f), Intro: r.Intro,
		App: r.App.Name, AppLogo: r.App.Logo, SignOut: r.SignOut, SignOutReturn: r.SignOutReturn, RestartURL: r.RestartURL,
		Messages: append(slices.Clone(r.Messages), b.flowMessages()...),
	}
	if r.Kind == kratos.Settings {
		for i := range f.UI.Nodes {
			// The cards carry the groups' names as ids, for links from other pages.
			b.ids[f.UI.Nodes[i].Group] = 1
		}
	}
	for _, name := range f.Odd {
		b.unknown("attribute value", name)
	}
	if !kratos.KnownState(string(f.State)) {
		b.unknown("state", string(f.State))
	}
	b.rivals = rivals(f)
	b.nodes()
	b.assemble()
	b.links()
	return &b.view
}

// builder walks the nodes of one flow once.
type builder struct {
	FlowRequest
	view FlowView
	// ids are those taken so far, each with the last number that was added to it.
	ids   map[string]int
	forms map[string]*Form
	// seen are the things of which a page has one each: buttons, scripts, what is unknown.
	seen  map[any]bool
	order []string
	csrf  string
	// rivals is how many traits look as if one could sign in with them.
	rivals int
	// entries are the nodes of lists, by the list's name.
	entries map[string][]*kratos.Node
	// shared are hidden fields of no method, which every method's form may need.
	shared []*Field
}

// nodes sorts the nodes into forms, in the order of the page rather than Kratos's.
func (b *builder) nodes() {
	for _, n := range b.sorted() {
		if groupRank(n.Group) == unknownGroup {
			b.unknown("group", n.Group)
		}
		switch {
		case n.Type == kratos.NodeInput && n.Attributes.Name == "" && n.Label().Empty():
			b.unknown("input without a name", "") // nothing of it could be read, or sent
		case n.Type == kratos.NodeScript:
			b.script(n)
		case n.Attributes.Name == kratos.NameCSRFToken:
			b.csrf = string(n.Attributes.Value)
		case n.Attributes.Name == kratos.NameTransientPayload:
			b.refusedPayload(n)
		case n.Attributes.Type == kratos.InputHidden && b.sharesHidden(n):
			b.shared = append(b.shared, b.field(n))
		default:
			key := b.formKey(n)
			form := b.form(key)
			switch {
			case b.repeats(key, n):
			case b.isList(n):
				form.Fields = append(form.Fields, b.list(n)...)
			default:
				form.Fields = append(form.Fields, b.field(n))
			}
		}
	}
}

// sorted are the nodes in the order of the page, the entries of a list as one.
func (b *builder) sorted() []*kratos.Node {
	nodes := make([]*kratos.Node, len(b.Flow.UI.Nodes))
	for i := range b.Flow.UI.Nodes {
		nodes[i] = &b.Flow.UI.Nodes[i]
	}
	nodes = b.gatherLists(b.Lists.apply(nodes))
	positions := make(map[*kratos.Node]int, len(nodes))
	for _, n := range nodes {
		positions[n] = b.position(n)
	}
	slices.SortStableFunc(nodes, func(x, y *kratos.Node) int { return positions[x] - positions[y] })
	return nodes
}

// refusedPayload says what is wrong with the payload that was posted. Kratos makes a field of it for that, but it is no visitor's
// to fill in, and the forms post the page's own again.
func (b *builder) refusedPayload(n *kratos.Node) {
	hidden := *n
	hidden.Attributes.Type = kratos.InputHidden
	b.field(&hidden)
}

// position orders nodes: hidden ones first, then by group, then fields before buttons and ways back last.
func (b *builder) position(n *kratos.Node) int {
	a := &n.Attributes
	if a.Type == kratos.InputHidden {
		return 0
	}
	p := (b.rank(n.Group) + 1) * 10
	switch {
	case a.Name == kratos.NameScreen:
		return p + 5
	case resends(n):
		return p + 4
	case a.Type != kratos.InputSubmit && a.Type != kratos.InputButton:
		return p
	case a.Name == kratos.NameMethod:
		return p + 2
	}
	return p + 3
}

// first reports whether something is met for the first time.
func (b *builder) first(thing any) bool {
	met := b.seen[thing]
	b.seen[thing] = true
	return !met
}
