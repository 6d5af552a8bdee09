package templates_test

import (
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

// Kratos answers a payload that is no object with a field of that name (v1.3.1: message 4000026). The page says so, offers no such
// field, and posts its own payload the next time.
func TestRefusedPayloadIsNoField(t *testing.T) {
	t.Parallel()
	f := fixtureNamed(t, "v1.3.1/login-initial")
	flow := f.parse(t)
	node := kratos.Node{Type: kratos.NodeInput, Group: kratos.GroupDefault, Attributes: kratos.Attributes{Name: kratos.NameTransientPayload, Type: "text", Value: "forged"}}
	node.Messages = []kratos.Text{{ID: 4000026, Type: kratos.TextError, Text: "expected object, but got array"}}
	flow.UI.Nodes = append(flow.UI.Nodes, node)
	doc, _, _ := drawFlow(t, f.kind, flow, localizer(t, "en"))
	for _, form := range doc.Find("form").EachIter() {
		fields := with(form.Find("[name]"), "name", kratos.NameTransientPayload)
		if fields.Length() != 1 || fields.AttrOr("type", "") != "hidden" || fields.AttrOr("value", "") != transientPayload {
			t.Errorf("form %s has %d payloads, the first %q", form.AttrOr("data-testid", ""), fields.Length(), fields.AttrOr("value", ""))
		}
	}
	if doc.Find(`.message-error [data-testid="ui/message/4000026"]`).Length() != 1 {
		t.Error("the page does not say that Kratos refused something")
	}
}
