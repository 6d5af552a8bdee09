package handlers

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

// flowError answers when Kratos did not give the flow: the table of docs/architecture.md, row by row.
func (s *server) flowError(c echo.Context, p flowPage, err error) error {
	var e *kratos.Error
	if !errors.As(err, &e) {
		return err
	}
	s.metrics.ended(p.kind, outcomeOf(e))
	if e.LacksSession() {
		return s.sessionError(c, e)
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
