package handlers

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

// The parameters with which a page without a script asks for one entry more of a list, or one less. What else was typed into the
// page is lost then, which is why the script does it in place.
const (
	addParam    = "add"
	removeParam = "remove"
)

// maxListEdits is how many entries may be added and removed before the form is sent: they stand in the address.
const maxListEdits = 50

// editLists changes the nodes of a flow's lists as the page's address asks. Kratos hears of it when the form is sent.
func editLists(c echo.Context, f *kratos.Flow) {
	for i, name := range listEdits(c, addParam) {
		at := slices.IndexFunc(f.UI.Nodes, func(n kratos.Node) bool { return n.Attributes.Name == name && n.Type == kratos.NodeInput })
		if at < 0 || !strings.HasPrefix(name, kratos.TraitPrefix) {
			continue
		}
		list := f.UI.Nodes[at]
		// After all that Kratos sent.
		list.Attributes = kratos.Attributes{Name: name + "." + strconv.Itoa(1_000_000+i), Type: list.Attributes.Type, Required: true}
		list.Messages = nil
		f.UI.Nodes = append(f.UI.Nodes, list)
	}
	for _, name := range listEdits(c, removeParam) {
		if _, _, ok := kratos.ListOf(name); !ok {
			continue
		}
		f.UI.Nodes = slices.DeleteFunc(f.UI.Nodes, func(n kratos.Node) bool { return n.Attributes.Name == name })
	}
}

func listEdits(c echo.Context, param string) []string {
	names := c.QueryParams()[param]
	return names[:min(len(names), maxListEdits)]
}

// linkLists gives the lists of a page their links, which keep what was asked for before.
func linkLists(c echo.Context, v *templates.FlowView) {
	link := func(id, param, name string) string {
		query := url.Values{"flow": {c.QueryParam("flow")}}
		for _, known := range []string{addParam, removeParam} {
			query[known] = slices.Clone(listEdits(c, known))
		}
		query.Add(param, name)
		return "?" + query.Encode() + "#" + id
	}
	v.EachField(func(f *templates.Field) {
		if f.Widget != templates.List {
			return
		}
		f.AddHref = link(f.ID, addParam, f.Name)
		for _, entry := range f.Entries {
			entry.RemoveHref = link(f.ID, removeParam, entry.NodeID)
		}
	})
}
