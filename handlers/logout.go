package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/hydra"
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
	// Kratos judges the way back only when the session ends.
	returnTo := webAddress(c.QueryParam("return_to"))
	return s.renderAllowing(c, http.StatusOK, templates.LogoutPage(page, returnTo), allowance{forms: destination(returnTo)})
}

// postLogout is the answer of a visitor who was asked.
func (s *server) postLogout(c echo.Context) error {
	if challenge := c.FormValue("challenge"); challenge != "" && s.oauth2 != nil {
		return s.answerOAuth2Logout(c, challenge)
	}
	return s.logout(c)
}

// logout ends the session at Kratos. Without one there is nothing to end, so it leads on to sign-in, for the application that it
// would have led back to.
func (s *server) logout(c echo.Context) error {
	returnTo := c.FormValue("return_to")
	target, err := s.kratos.LogoutURL(c.Request().Context(), cookieHeader(c), returnTo)
	var e *kratos.Error
	switch {
	case errors.As(err, &e) && e.Status == http.StatusUnauthorized:
		return c.Redirect(http.StatusSeeOther, s.ownURL("/login", s.applicationQuery(c, returnTo)))
	case err != nil:
		return err
	}
	return c.Redirect(http.StatusSeeOther, target)
}

// askOAuth2Logout asks whether an application may sign the visitor out, unless who runs Hydra says it may.
func (s *server) askOAuth2Logout(c echo.Context, challenge string) error {
	if prefetch(c) {
		return c.NoContent(http.StatusServiceUnavailable)
	}
	logout, err := s.logoutRequest(c, challenge)
	if err != nil {
		return s.challengeError(c, err)
	}
	if logout.Client.SkipLogoutConsent {
		return s.acceptLogout(c, challenge, logout)
	}
	var app templates.Application
	if logout.Client.ID != "" {
		app = s.application(c, &logout.Client)
	}
	page := s.page(c, templates.Page{Title: locales.From(c.Request().Context()).T("logout.title")})
	allowed := allowance{images: logoOrigins(app.Logo), forms: s.returnOrigins(logout.RequestURL, logout.Client.LogoutURIs)}
	return s.renderAllowing(c, http.StatusOK, templates.OAuth2LogoutPage(page, &templates.OAuth2LogoutView{Challenge: challenge, App: app}), allowed)
}

// logoutRequest is the request of an application, for whose visitors its page is presented.
func (s *server) logoutRequest(c echo.Context, challenge string) (*hydra.LogoutRequest, error) {
	logout, err := s.oauth2.hydra.LogoutRequest(c.Request().Context(), challenge)
	if err == nil {
		s.present(c, audience{client: logout.Client.ID, uiLocales: logout.UILocales})
	}
	return logout, err
}

// answerOAuth2Logout tells Hydra what the visitor chose. The fields are those of ory/kratos-selfservice-ui-node.
func (s *server) answerOAuth2Logout(c echo.Context, challenge string) error {
	ctx := c.Request().Context()
	switch c.FormValue("submit") {
	case "Yes":
	case "No":
		if err := s.oauth2.hydra.RejectLogout(ctx, challenge); err != nil {
			return s.challengeError(c, err)
		}
		return c.Redirect(http.StatusSeeOther, s.ownURL("/", nil))
	default:
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	logout, err := s.logoutRequest(c, challenge)
	if err != nil {
		return s.challengeError(c, err)
	}
	return s.acceptLogout(c, challenge, logout)
}

// acceptLogout ends the session at Kratos and then at Hydra, so that a failure between the two can be tried again.
func (s *server) acceptLogout(c echo.Context, challenge string, logout *hydra.LogoutRequest) error {
	if err := s.endSessionOf(c, logout.Subject); err != nil {
		return s.challengeError(c, err)
	}
	to, err := s.oauth2.hydra.AcceptLogout(c.Request().Context(), challenge)
	if err != nil {
		return s.challengeError(c, err)
	}
	return s.followHydra(c, to, logout.RequestURL, logout.Client.LogoutURIs)
}

// endSessionOf ends the browser's session at Kratos, which must be this person's: that of anybody else is not the application's to
// end. Whose a session is that lacks a second factor, Kratos does not tell.
func (s *server) endSessionOf(c echo.Context, subject string) error {
	ctx, cookie := c.Request().Context(), cookieHeader(c)
	session, err := s.kratos.Whoami(ctx, cookie)
	var e *kratos.Error
	switch {
	case errors.As(err, &e) && e.Status == http.StatusUnauthorized:
		return nil // there is none to end
	case errors.As(err, &e) && e.LacksSession():
		return errOtherAccount
	case err != nil:
		return err
	case session.Identity.ID != subject:
		return errOtherAccount
	}
	cookies, err := s.kratos.Logout(ctx, cookie)
	if errors.As(err, &e) && e.Status == http.StatusUnauthorized {
		return nil
	}
	s.passCookies(c, cookies)
	return err
}
