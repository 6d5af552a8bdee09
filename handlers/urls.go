package handlers

import (
	"cmp"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// ownURL is the path and query of one of our pages.
func (s *server) ownURL(path string, query url.Values) string {
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return s.site.URL(path)
}

// link is a link to one of our pages, its texts by message id.
func (s *server) link(c echo.Context, testID, prompt, text, path string, query url.Values) templates.Link {
	l := locales.From(c.Request().Context())
	link := templates.Link{TestID: testID, Text: l.T(text), Href: s.ownURL(path, query)}
	if prompt != "" {
		link.Prompt = l.T(prompt)
	}
	return link
}

// requestURL is the absolute URL of this request, for return_to, without what the guards against loops added, and a language
// chosen here, which is remembered and could be another by then.
func (s *server) requestURL(c echo.Context) string {
	u := *c.Request().URL
	if u.Path == s.site.Base {
		u.Path += "/" // as our own links have it; the router does not
	}
	for _, name := range append([]string{langParam, languagesParam}, guards...) {
		u.RawQuery = withoutParam(u.RawQuery, name)
	}
	return s.origin(c) + u.RequestURI()
}

// origin is our scheme and host as the browser sees them.
func (s *server) origin(c echo.Context) string {
	if s.publicOrigin != "" {
		return s.publicOrigin
	}
	address := scheme(c) + "://" + c.Request().Host
	return cmp.Or(kratos.OriginOf(address), address)
}

// kratosOrigin is Kratos's scheme and host as the browser sees them: ours where a proxy serves Kratos below a path of the pages.
func (s *server) kratosOrigin(c echo.Context) string {
	if s.kratosBelow {
		return s.origin(c)
	}
	return s.kratos.Origin()
}

// ownsURL reports whether a URL is one of our own pages.
func (s *server) ownsURL(c echo.Context, raw string) bool {
	return raw != "" && kratos.OriginOf(raw) == s.origin(c)
}

// initQuery picks the parameters that Kratos understands.
func initQuery(c echo.Context, params []string) url.Values {
	return pick(c.QueryParams(), append([]string{viewParam, uiLocalesParam}, params...))
}

// pick takes parameters out of a query; a repeated one counts once, with its first value.
func pick(query url.Values, names []string) url.Values {
	picked := url.Values{}
	for _, name := range names {
		if value := query.Get(name); value != "" {
			picked.Set(name, value)
		}
	}
	return picked
}

// applicationParams are what sign-in for an application may be begun with, besides where to return to, which Kratos knows.
var applicationParams = []string{"login_challenge", "organization", "identity_schema"}

// restartQuery rebuilds the parameters that a flow was started with.
func restartQuery(f *kratos.Flow) url.Values {
	// Flows that know no organization or schema, and those that take the place of an expired one, tell them by the address alone. A
	// login_challenge that the flow has lost is no longer valid at Hydra; return_to leads to a new one.
	query := pick(f.Asked, []string{"via", viewParam, "after_verification_return_to", "organization", "identity_schema"})
	set := func(name, value string) {
		if value != "" {
			query.Set(name, value)
		}
	}
	set("return_to", f.ReturnTo)
	set("login_challenge", f.OAuth2Challenge)
	set("organization", f.Organization)
	set("identity_schema", f.IdentitySchema)
	if f.OAuth2Request == nil { // of a flow with one, the application is asked again
		setFlowLanguages(query, f)
	}
	if f.RequestedAAL == kratos.AAL2 {
		query.Set("aal", kratos.AAL2)
	}
	if f.Refresh {
		query.Set("refresh", "true")
	}
	return query
}

// isAnother reports whether Kratos made the flow in place of an expired one, whose address it kept, but not what the address asks
// for: the sign-in page of an organization has become everybody's.
func isAnother(f *kratos.Flow) bool {
	if !f.HasMessage(kratos.MessageLoginExpired) && !f.HasMessage(kratos.MessageRegistrationExpired) {
		return false
	}
	return f.Asked.Has("organization") && f.Organization == "" || f.Asked.Has("identity_schema") && f.IdentitySchema == ""
}

// siblingQuery is what a link to another flow carries: where the visitor is going, not what this flow asked of them.
func siblingQuery(restart url.Values) url.Values {
	query := url.Values{}
	for name, values := range restart {
		switch name {
		case "aal", "refresh", "via":
		default:
			query[name] = values
		}
	}
	return query
}

// recoveryQuery is siblingQuery for a link to recovery, which does not know applications at Kratos: the way on to one is the
// return address.
func (s *server) recoveryQuery(c echo.Context, f *kratos.Flow, restart url.Values) url.Values {
	if f.OAuth2Challenge == "" {
		return siblingQuery(restart)
	}
	query := url.Values{"return_to": {s.origin(c) + s.ownURL("/login", pick(restart, applicationParams))}}
	setFlowLanguages(query, f)
	return query
}

// loginQuery is siblingQuery for a link from recovery to sign-in: the reverse of recoveryQuery.
func (s *server) loginQuery(c echo.Context, f *kratos.Flow, restart url.Values) url.Values {
	if query := s.applicationQuery(c, f.ReturnTo); query != nil {
		return query
	}
	return siblingQuery(restart)
}

// applicationQuery is the query of our sign-in page for an application, where an address leads there; nil for any other address.
func (s *server) applicationQuery(c echo.Context, address string) url.Values {
	u, err := url.Parse(address)
	if err != nil || !s.ownsURL(c, address) || u.Path != s.site.URL("/login") || !u.Query().Has("login_challenge") {
		return nil
	}
	return pick(u.Query(), applicationParams)
}

// withParam adds a parameter to an address and leaves the rest as it was written.
func withParam(address, name, value string) string {
	separator := "?"
	if strings.Contains(address, "?") {
		separator = "&"
	}
	return address + separator + name + "=" + url.QueryEscape(value)
}

// withoutParam takes a parameter out of a query and leaves the rest as it was written.
func withoutParam(rawQuery, name string) string {
	var kept []string
	for pair := range strings.SplitSeq(rawQuery, "&") {
		if key, _, _ := strings.Cut(pair, "="); key != name {
			kept = append(kept, pair)
		}
	}
	return strings.Join(kept, "&")
}

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
