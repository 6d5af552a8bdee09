package handlers

import (
	"errors"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/hydra"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// askConsent asks the visitor what an application may have, or answers Hydra at once where nothing is left to ask.
func (s *server) askConsent(c echo.Context) error {
	if prefetch(c) {
		return c.NoContent(http.StatusServiceUnavailable)
	}
	challenge := c.QueryParam("consent_challenge")
	if c.QueryParam(promptParam) == promptLogin && challenge != "" {
		return s.signInAnew(c, challenge)
	}
	consent, session, err := s.consent(c, challenge)
	switch {
	case err != nil:
		return s.challengeError(c, err)
	case consent.Skip, s.oauth2.trusts(&consent.Client):
		return s.grant(c, challenge, consent, session, hydra.Grant{Scopes: consent.Scopes})
	}
	view := s.consentView(c, challenge, consent, session)
	title := locales.From(c.Request().Context()).With("consent.title", map[string]any{"app": view.App.Name})
	page := s.page(c, templates.Page{Title: title})
	allowed := allowance{images: logoOrigins(view.App.Logo), forms: s.returnOrigins(consent.RequestURL, consent.Client.RedirectURIs)}
	return s.renderAllowing(c, http.StatusOK, templates.ConsentPage(page, view), allowed)
}

// answerConsent tells Hydra what the visitor chose. The fields are those of ory/kratos-selfservice-ui-node.
func (s *server) answerConsent(c echo.Context) error {
	challenge, action := c.FormValue("consent_challenge"), c.FormValue("consent_action")
	if action != "accept" && action != "reject" {
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	// A no is an answer too, which only the person who was asked may give.
	consent, session, err := s.consent(c, challenge)
	if err != nil {
		return s.challengeError(c, err)
	}
	if action == "reject" {
		to, err := s.oauth2.hydra.RejectConsent(c.Request().Context(), challenge)
		if err != nil {
			return s.challengeError(c, err)
		}
		s.setAnswered(c, challenge, consent)
		if consent.ForDevice() {
			return s.deviceDenied(c, consent)
		}
		return s.followHydra(c, to, consent.RequestURL, consent.Client.RedirectURIs)
	}
	grant := hydra.Grant{
		Scopes: common(consent.Scopes, c.Request().Form["grant_scope"]),
		// The next device may be somebody else's (RFC 8628 5.4).
		Remember: c.FormValue("remember") != "" && !consent.ForDevice(), RememberFor: s.oauth2.rememberFor,
	}
	return s.grant(c, challenge, consent, session, grant)
}

// errOtherAccount is a visitor who is signed in as somebody else than the application asks about.
var errOtherAccount = errors.New("the question is for another account")

// consent is the request and who is to answer it. Both are asked for anew each time: nothing that a form says about them
// counts.
func (s *server) consent(c echo.Context, challenge string) (*hydra.ConsentRequest, *kratos.Session, error) {
	ctx := c.Request().Context()
	if challenge == "" {
		return nil, nil, &hydra.Error{Status: http.StatusNotFound}
	}
	consent, err := s.oauth2.hydra.ConsentRequest(ctx, challenge)
	if err != nil {
		return nil, nil, err
	}
	s.present(c, audience{client: consent.Client.ID, uiLocales: consent.UILocales})
	if err := s.checkUnanswered(c, challenge, consent); err != nil {
		return nil, nil, err
	}
	session, err := s.whoami(c)
	if err == nil && session.Identity.ID != consent.Subject {
		err = errOtherAccount
	}
	return consent, session, err
}

// grant accepts for the visitor, with the claims that the granted scopes allow.
func (s *server) grant(c echo.Context, challenge string, consent *hydra.ConsentRequest, session *kratos.Session, grant hydra.Grant) error {
	grant.Audiences, grant.Claims = consent.Audiences, session.Identity.Claims(grant.Scopes)
	to, err := s.oauth2.hydra.AcceptConsent(c.Request().Context(), challenge, grant)
	if err != nil {
		return s.challengeError(c, err)
	}
	s.clearGuards(c)
	s.setAnswered(c, challenge, consent)
	return s.followHydra(c, to, consent.RequestURL, consent.Client.RedirectURIs)
}

// common are the scopes that were both asked for and chosen, each once.
func common(asked, chosen []string) []string {
	scopes := []string{}
	for _, scope := range asked {
		if slices.Contains(chosen, scope) && !slices.Contains(scopes, scope) {
			scopes = append(scopes, scope)
		}
	}
	return scopes
}
