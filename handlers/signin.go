package handlers

import (
	"errors"
	"maps"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
)

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
	return c.Redirect(http.StatusSeeOther, s.kratos.InitURL(kratos.Login, query))
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
	query.Set("aal", "aal2")
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
