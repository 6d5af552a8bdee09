package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// askLogout signs out a visitor who came here by a link of ours, and asks one who came from elsewhere: a link on another site
// must not end a session, nor one in a mail, which a browser can't tell from typing.
func (s *server) askLogout(c echo.Context) error {
	if c.QueryParams().Has("logout_challenge") {
		if s.oauth2 == nil {
			return echo.ErrNotFound
		}
		return s.askOAuth2Logout(c, c.QueryParam("logout_challenge"))
	}
	if c.Request().Header.Get("Sec-Fetch-Site") == "same-origin" && !prefetch(c) {
		return s.logout(c)
	}
	s.present(c, audience{})
	page := s.page(c, templates.Page{Title: locales.From(c.Request().Context()).T("logout.title")})
	return s.render(c, http.StatusOK, templates.LogoutPage(page))
}

// postLogout is the answer of a visitor who was asked.
func (s *server) postLogout(c echo.Context) error {
	if challenge := c.FormValue("challenge"); challenge != "" && s.oauth2 != nil {
		return s.answerOAuth2Logout(c, challenge)
	}
	return s.logout(c)
}

// logout ends the session at Kratos. Without one there is nothing to end, so it leads on to sign-in.
func (s *server) logout(c echo.Context) error {
	target, err := s.kratos.LogoutURL(c.Request().Context(), cookieHeader(c), c.QueryParam("return_to"))
	var e *kratos.Error
	switch {
	case errors.As(err, &e) && e.Status == http.StatusUnauthorized:
		return c.Redirect(http.StatusSeeOther, s.ownURL("/login", nil))
	case err != nil:
		return err
	}
	return c.Redirect(http.StatusSeeOther, target)
}
