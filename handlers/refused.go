package handlers

import (
	"cmp"
	"errors"
	"maps"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

// refused answers when Kratos did not give the flow: the table of the design, row by row.
func (s *server) refused(c echo.Context, p flowPage, err error) error {
	var e *kratos.Error
	if !errors.As(err, &e) {
		return err
	}
	s.metrics.ended(p.kind, refusal(e))
	if e.LacksSession() {
		return s.noSession(c, e)
	}
	query := initQuery(c, p.params)
	switch e.Status {
	case http.StatusForbidden:
		if e.ID == kratos.ErrorCSRF {
			return s.restart(c, p.kind, query, "csrf", "")
		}
		return s.restart(c, p.kind, query, "forbidden", "")
	case http.StatusNotFound:
		return s.restart(c, p.kind, query, "gone", "flow_gone")
	case http.StatusGone:
		if uuid.MatchString(e.UseFlowID) && e.UseFlowID != c.QueryParam("flow") {
			return c.Redirect(http.StatusSeeOther, s.ownURL("/"+string(p.kind), url.Values{"flow": {e.UseFlowID}}))
		}
		if e.ReturnTo != "" {
			query.Set("return_to", e.ReturnTo)
		}
		return s.restart(c, p.kind, query, "gone", "flow_expired")
	case http.StatusBadRequest:
		// The fetch of a flow answers 400 only when the flow is switched off.
		return s.errorView(c, http.StatusBadRequest, "disabled", templates.Link{})
	case http.StatusUnprocessableEntity:
		if s.kratos.Owns(e.RedirectBrowserTo) || s.ownsURL(c, e.RedirectBrowserTo) {
			return c.Redirect(http.StatusSeeOther, s.kratos.ForBrowser(e.RedirectBrowserTo))
		}
	}
	return e
}

// toLogin sends a visitor without a session to sign in and back to where they were going.
func (s *server) toLogin(c echo.Context) error {
	if prefetch(c) {
		return c.NoContent(http.StatusServiceUnavailable)
	}
	query, circle := s.andBack(c, markSignIn)
	if circle {
		return s.cookiesPage(c)
	}
	return c.Redirect(http.StatusSeeOther, s.kratos.InitURL(kratos.Login, query))
}

// toSecondFactor sends a visitor whose session is too weak to prove a second factor, and back.
func (s *server) toSecondFactor(c echo.Context, e *kratos.Error) error {
	if prefetch(c) {
		return c.NoContent(http.StatusServiceUnavailable)
	}
	query, circle := s.andBack(c, markSecondFactor)
	if circle {
		return s.cookiesPage(c)
	}
	query.Set("aal", kratos.AAL2)
	target := s.kratos.InitURL(kratos.Login, query)
	if u, err := url.Parse(e.RedirectBrowserTo); err == nil && s.kratos.Owns(e.RedirectBrowserTo) {
		if q := u.Query(); !q.Has("return_to") {
			maps.Copy(q, query)
			u.RawQuery = q.Encode()
		}
		target = s.kratos.ForBrowser(u.String())
	}
	return c.Redirect(http.StatusSeeOther, target)
}

// requestURL is the absolute URL of this request, for return_to, without what marked it as one.
func (s *server) requestURL(c echo.Context) string {
	u := *c.Request().URL
	if u.Path == s.site.Base {
		u.Path += "/" // as our own links have it; the router does not
	}
	for _, mark := range marks {
		u.RawQuery = withoutParam(u.RawQuery, mark)
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

// ownsURL reports whether a URL is one of our own pages.
func (s *server) ownsURL(c echo.Context, raw string) bool {
	return kratos.OriginOf(raw) == s.origin(c)
}
