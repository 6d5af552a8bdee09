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

// askOAuth2Logout asks whether an application may sign the visitor out, unless who runs Hydra says it may.
func (s *server) askOAuth2Logout(c echo.Context, challenge string) error {
	if prefetch(c) {
		return c.NoContent(http.StatusServiceUnavailable)
	}
	logout, err := s.oauth2.hydra.LogoutRequest(c.Request().Context(), challenge)
	if err != nil {
		return s.unanswerable(c, err)
	}
	s.wear(c, logout.Client.ID, "")
	s.speak(c, logout.UILocales)
	if logout.Client.SkipLogoutConsent {
		return s.acceptLogout(c, challenge, logout)
	}
	app := s.application(c, &logout.Client)
	allowed := allowance{images: s.logoOrigins(app.Logo), forms: returnOrigins(logout.RequestURL, logout.Client.LogoutURIs)}
	s.setPolicy(c, allowed)
	page := s.page(c, locales.From(c.Request().Context()).T("logout.title"))
	return s.render(c, http.StatusOK, templates.OAuth2LogoutPage(page, &templates.OAuth2LogoutView{Challenge: challenge, App: app}))
}

// answerOAuth2Logout tells Hydra what the visitor chose. The fields are those of ory/kratos-selfservice-ui-node.
func (s *server) answerOAuth2Logout(c echo.Context, challenge string) error {
	ctx := c.Request().Context()
	switch c.FormValue("submit") {
	case "Yes":
	case "No":
		if err := s.oauth2.hydra.RejectLogout(ctx, challenge); err != nil {
			return s.unanswerable(c, err)
		}
		return c.Redirect(http.StatusSeeOther, s.ownURL("/", nil))
	default:
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	logout, err := s.oauth2.hydra.LogoutRequest(ctx, challenge)
	if err != nil {
		return s.unanswerable(c, err)
	}
	return s.acceptLogout(c, challenge, logout)
}

// acceptLogout ends the session at Kratos and then at Hydra, so that a failure between the two can be tried again.
func (s *server) acceptLogout(c echo.Context, challenge string, logout *hydra.LogoutRequest) error {
	if err := s.endSessionOf(c, logout.Subject); err != nil {
		return s.unanswerable(c, err)
	}
	to, err := s.oauth2.hydra.AcceptLogout(c.Request().Context(), challenge)
	if err != nil {
		return s.unanswerable(c, err)
	}
	return s.onward(c, to, logout.RequestURL, logout.Client.LogoutURIs)
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
	for _, cookie := range cookies {
		c.Response().Header().Add("Set-Cookie", cookie)
	}
	return err
}
