package handlers

import (
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/templates"
)

// The parameters with which a page without a script asks for one entry more of a list, or one less. What else was typed into the
// page is lost then, which is why the script does it in place.
const (
	addParam    = "add"
	removeParam = "remove"
)

// maxListChanges is how many entries may be added, and how many removed, before the form is sent: they stand in the address.
const maxListChanges = 50

// listChanges are what a page's address says about the entries of its lists.
func listChanges(c echo.Context) templates.ListChanges {
	named := func(param string) []string {
		names := c.QueryParams()[param]
		return names[:min(len(names), maxListChanges)]
	}
	return templates.ListChanges{
		Add: named(addParam), Remove: named(removeParam),
		URL: func(add, remove []string) string {
			return "?" + url.Values{"flow": {c.QueryParam("flow")}, addParam: add, removeParam: remove}.Encode()
		},
	}
}
