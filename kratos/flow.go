// Package kratos is the only package that talks to Ory Kratos. It owns the shape of a self-service flow, the calls a front
// end makes, and what Kratos's refusals mean. It does not know HTML, languages, brands, routes or Hydra's API.
package kratos

import (
	"net/url"
	"slices"
	"time"
)

// Kind is one of the five self-service flows that have a page of their own.
type Kind string

// The five flows, named as in Kratos's paths (/self-service/{kind}/…).
const (
	Login        Kind = "login"
	Registration Kind = "registration"
	Recovery     Kind = "recovery"
	Verification Kind = "verification"
	Settings     Kind = "settings"
)

// Flow is a self-service flow as Kratos describes it to a browser front end. One type serves all five kinds: fields
// that a kind does not have stay empty, and fields that are not listed here are ignored.
type Flow struct {
	ID        string    `json:"id"`
	State     Value     `json:"state"`
	Active    string    `json:"active"`
	IssuedAt  time.Time `json:"issued_at"`
	ExpiresAt time.Time `json:"expires_at"`
	// RequestURL is the address at Kratos that the flow was begun by, and Asked its query; Asked is nil where it can't be read.
	RequestURL   string     `json:"request_url"`
	Asked        url.Values `json:"-"`
	ReturnTo     string     `json:"return_to"`
	UI           Container  `json:"ui"`
	Refresh      bool       `json:"refresh"`
	RequestedAAL string     `json:"requested_aal"`
	// Identity is set on settings flows only.
	Identity        *Identity      `json:"identity"`
	OAuth2Challenge string         `json:"oauth2_login_challenge"`
	OAuth2Request   *OAuth2Request `json:"oauth2_login_request"`
	Organization    string         `json:"organization_id"`
	IdentitySchema  string         `json:"identity_schema"`
	// Odd names the members of the document whose value has an unexpected type.
	Odd []string `json:"-"`
}

// Container is the form that Kratos wants rendered: where to post it, what it holds and what to say.
type Container struct {
	Action   string `json:"action"`
	Method   string `json:"method"`
	Nodes    []Node `json:"nodes"`
	Messages []Text `json:"messages"`
}

// Node is one element of a form. Type and Group are kept as Kratos sent them, known or not.
type Node struct {
	Type       string     `json:"type"`
	Group      string     `json:"group"`
	Attributes Attributes `json:"attributes"`
	Messages   []Text     `json:"messages"`
	Meta       Meta       `json:"meta"`
}

// Label is the node's label, or an empty text when it has none.
func (n *Node) Label() Text {
	switch {
	case n.Meta.Label != nil:
		return *n.Meta.Label
	case n.Attributes.Label != nil:
		return *n.Attributes.Label
	case n.Attributes.Title != nil:
		return *n.Attributes.Title
	}
	return Text{}
}

// Meta carries what is said about a node rather than what it is.
type Meta struct {
	Label *Text `json:"label"`
}

// Attributes holds the attributes of every node type in one flat struct; which of them are set depends on the type.
type Attributes struct {
	NodeType string `json:"node_type"`
	ID       string `json:"id"`

	// Of inputs.
	Name           string   `json:"name"`
	Type           string   `json:"type"`
	Value          Value    `json:"value"`
	Required       bool     `json:"required"`
	Disabled       bool     `json:"disabled"`
	Autocomplete   string   `json:"autocomplete"`
	InputMode      string   `json:"inputmode"`
	Pattern        string   `json:"pattern"`
	MaxLength      int      `json:"maxlength"`
	Options        []Option `json:"options"`
	Label          *Text    `json:"label"`
	OnClick        string   `json:"onclick"`
	OnClickTrigger string   `json:"onclickTrigger"`
	OnLoad         string   `json:"onload"`
	OnLoadTrigger  string   `json:"onloadTrigger"`

	// Of texts, anchors and images.
	Text   *Text  `json:"text"`
	Title  *Text  `json:"title"`
	Href   string `json:"href"`
	Src    string `json:"src"`
	Width  int    `json:"width"`
	Height int    `json:"height"`

	// Of scripts. Kratos's nonce is left out: it is public, so it protects nothing.
	Integrity   string `json:"integrity"`
	CrossOrigin string `json:"crossorigin"`

	// Of divisions.
	Class string            `json:"class"`
	Data  map[string]string `json:"data"`
}

// Option is one choice of an input that Kratos restricts to a list.
type Option struct {
	Value Value `json:"value"`
}

// Text is a message: the id that identifies its meaning across versions, and the data it was made from.
type Text struct {
	ID      int64          `json:"id"`
	Text    string         `json:"text"`
	Type    string         `json:"type"`
	Context map[string]any `json:"context"`
}

// Empty reports whether there is nothing to show.
func (t Text) Empty() bool { return t.ID == 0 && t.Text == "" }

// errNotFlow replaces the decoder's error, which may quote the document.
const errNotFlow = Failure("the answer is not a flow document")

// usualNodes is how many nodes most flows have at most; growing a slice of such large structs is slow.
const usualNodes = 16

// Parse decodes a flow document. Kratos also answers 400 with a flow in the body, which is the same document.
func Parse(body []byte) (*Flow, error) {
	f, odd, err := decode(body, Flow{UI: Container{Nodes: make([]Node, 0, usualNodes)}})
	if err != nil || f.ID == "" || f.UI.Action == "" {
		return nil, errNotFlow
	}
	f.Odd = odd
	f.dropEmpty()
	if asked, err := url.Parse(f.RequestURL); err == nil {
		f.Asked = asked.Query()
	}
	return &f, nil
}

// dropEmpty removes nodes and texts that are null.
func (f *Flow) dropEmpty() {
	f.UI.Nodes = slices.DeleteFunc(f.UI.Nodes, func(n Node) bool { return n.Type == "" && n.Attributes.NodeType == "" })
	f.UI.Messages = slices.DeleteFunc(f.UI.Messages, Text.Empty)
	for i := range f.UI.Nodes {
		f.UI.Nodes[i].Messages = slices.DeleteFunc(f.UI.Nodes[i].Messages, Text.Empty)
	}
}

// Offers reports whether a flow has anything to press or follow but a way back to the step before. What this version does not
// know counts.
func (f *Flow) Offers() bool {
	return slices.ContainsFunc(f.UI.Nodes, func(n Node) bool {
		switch n.Type {
		case NodeInput:
			return (n.Attributes.Type == InputSubmit || n.Attributes.Type == InputButton) && n.Attributes.Name != NameScreen
		case NodeText, NodeImage, NodeScript, NodeDivision:
			return false
		}
		return true
	})
}

// HasMessage reports whether Kratos attached the message with this id to the flow as a whole.
func (f *Flow) HasMessage(id int64) bool {
	for i := range f.UI.Messages {
		if f.UI.Messages[i].ID == id {
			return true
		}
	}
	return false
}

// LinksAccounts reports whether a login flow tells that signing in adds a social account to the account that has its address. A flow
// that does not tell may do so too: with a code that was sent it looks like any other (seen with Kratos v1.3.1 and v26.2.0).
func (f *Flow) LinksAccounts() bool {
	if f.HasMessage(MessageLinkAccount) || f.HasMessage(MessageOtherAccount) {
		return true
	}
	if f.Refresh || f.RequestedAAL == AAL2 || f.Active != GroupOIDC && f.Active != GroupSAML {
		return false
	}
	// Where the visitor chose the provider themselves, Kratos asks for the identifier again.
	return slices.ContainsFunc(f.UI.Nodes, func(n Node) bool {
		return n.Group == GroupDefault && n.Attributes.Name == NameIdentifier && n.Attributes.Type == InputHidden
	})
}
