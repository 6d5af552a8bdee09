package templates_test

import (
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/kratos"
)

// Kratos sends the code to the identifier of a form rather than to the address of the button that was pressed.
func TestAddressButtonsPostNoIdentifier(t *testing.T) {
	t.Parallel()
	l, found := localizer(t, "en"), 0
	check := func(name string, kind kratos.Kind, flow *kratos.Flow) {
		doc, _, _ := drawFlow(t, kind, flow, l)
		doc.Find("button[name=address]").Each(func(_ int, button *goquery.Selection) {
			found++
			form := button.Closest("form")
			if form.Find("[name=identifier]").Length() > 0 {
				t.Errorf("%s: the form of %q posts an identifier", name, button.AttrOr("value", ""))
			}
			if form.Find("input[name=csrf_token]").Length() != 1 {
				t.Errorf("%s: the form of %q has no token", name, button.AttrOr("value", ""))
			}
		})
		for i := range flow.UI.Nodes {
			a := &flow.UI.Nodes[i].Attributes
			if a.Name == kratos.NameIdentifier && a.Type == kratos.InputHidden && with(doc.Find("input"), "name", a.Name, "value", string(a.Value)).Length() == 0 {
				t.Errorf("%s: the identifier is lost", name)
			}
		}
	}
	for _, f := range fixtures(t) {
		flow := f.parse(t)
		check(f.name, f.kind, flow)
		if flow.RequestedAAL == kratos.AAL2 {
			// The same with an identifier, as the pages of second factors with security keys have.
			flow.UI.Nodes = append(flow.UI.Nodes, kratos.Node{
				Type: kratos.NodeInput, Group: kratos.GroupDefault,
				Attributes: kratos.Attributes{Name: kratos.NameIdentifier, Type: kratos.InputHidden, Value: "someone@example.com"},
			})
			check(f.name+" with an identifier", f.kind, flow)
		}
	}
	if found < 20 {
		t.Errorf("only %d buttons that name an address", found)
	}
}

// The password comes first, then "or" and the addresses, which work while the password is empty.
func TestAddressButtonsStandBesideThePassword(t *testing.T) {
	t.Parallel()
	f := fixtureNamed(t, "next/login-refresh-choose-address")
	doc, _, _ := drawFlow(t, f.kind, f.parse(t), localizer(t, "en"))
	forms := doc.Find("form")
	if forms.Length() != 2 || forms.Eq(0).Find("[name=password]").Length() != 1 || forms.Eq(1).Find("button[name=address]").Length() != 3 {
		t.Errorf("the page is not a form with the password and one with three addresses, but %d forms", forms.Length())
	}
	if forms.Eq(0).Find("[name=identifier][value='ref@example.com']").Length() != 1 {
		t.Error("the form of the password does not say whose it is")
	}
	if !forms.Eq(1).Prev().HasClass("divider") {
		t.Error("no \"or\" between them")
	}
}
