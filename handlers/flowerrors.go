package handlers

import (
	"errors"
	"maps"
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
	if back := s.lostReturn(c); back != "" && p.kind == kratos.Login && e.Status != http.StatusGone && !query.Has("return_to") {
		query.Set("return_to", back)
	}
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
		// The fetch of a flow answers 400 only for a login_challenge that is no longer valid, and when the flow is switched off.
		if e.InvalidChallenge {
			return s.errorView(c, http.StatusBadRequest, "challenge", templates.Link{})
		}
		return s.disabledView(c, http.StatusBadRequest, e.Disabled, templates.Link{})
	case http.StatusUnprocessableEntity:
		if s.kratos.Owns(e.RedirectBrowserTo) || s.ownsURL(c, e.RedirectBrowserTo) {
			return c.Redirect(http.StatusSeeOther, s.kratos.ForBrowser(e.RedirectBrowserTo))
		}
	}
	return e
}

// sessionError maps the error of an account page: sign in, prove a second factor, or an error page.
func (s *server) sessionError(c echo.Context, err error) error {
	var e *kratos.Error
	switch {
	case !errors.As(err, &e) || !e.LacksSession():
		return err
	case e.Status == http.StatusUnauthorized:
		return s.toLogin(c)
	}
	return s.toSecondFactor(c, e)
}

// toLogin sends a visitor without a session to sign in and back to where they were going.
func (s *server) toLogin(c echo.Context) error {
	if prefetch(c) {
		return c.NoContent(http.StatusServiceUnavailable)
	}
	query, loop := s.returnHere(c, guardSignIn)
	if loop {
		return s.cookiesPage(c)
	}
	return c.Redirect(http.StatusSeeOther, s.beginURL(c, kratos.Login, query))
}

// toSecondFactor sends a visitor whose session is too weak to prove a second factor, and back.
func (s *server) toSecondFactor(c echo.Context, e *kratos.Error) error {
	if prefetch(c) {
		return c.NoContent(http.StatusServiceUnavailable)
	}
	query, loop := s.returnHere(c, guardSecondFactor)
	if loop {
		return s.cookiesPage(c)
	}
	return c.Redirect(http.StatusSeeOther, signInURL(s.kratos, e, query))
}

// signInURL is where a browser gets the session that Kratos misses: at sign-in, or, when there is one that is too weak, where
// Kratos says, as long as that is its own. query says where to go then.
func signInURL(k *kratos.Client, e *kratos.Error, query url.Values) string {
	if e.Status == http.StatusUnauthorized {
		return k.InitURL(kratos.Login, query)
	}
	query = maps.Clone(query)
	query.Set("aal", kratos.AAL2)
	u, err := url.Parse(e.RedirectBrowserTo)
	if err != nil || !k.Owns(e.RedirectBrowserTo) {
		return k.InitURL(kratos.Login, query)
	}
	if q := u.Query(); !q.Has("return_to") {
		maps.Copy(q, query)
		u.RawQuery = q.Encode()
	}
	return k.ForBrowser(u.String())
}
