package handlers

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/hydra"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// oauth2 is what the pages for other applications need; nil without a Hydra.
type oauth2 struct {
	hydra       *hydra.Client
	trusted     []string
	rememberFor time.Duration
}

func newOAuth2(o Options) *oauth2 {
	if o.Hydra == nil {
		return nil
	}
	return &oauth2{hydra: o.Hydra, trusted: o.TrustedClients, rememberFor: o.RememberConsentFor}
}

// trusts reports whether an application gets what it asks for without a question.
func (o *oauth2) trusts(client *kratos.OAuth2Client) bool {
	return client.SkipConsent || slices.Contains(o.trusted, client.ID)
}

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

// challengeError answers when a request of an application can't be answered: it was before, is forgotten, or nobody is signed in.
func (s *server) challengeError(c echo.Context, err error) error {
	var e *kratos.Error
	var h *hydra.Error
	var answered answeredError
	switch {
	case errors.As(err, &answered):
		return s.answeredPage(c, answered.requestURL)
	case errors.Is(err, errOtherAccount):
		// Nothing is answered for the other person: they may still do it themselves.
		return s.renderError(c, http.StatusForbidden, &templates.ErrorView{
			Key: "other_account", Status: "403", Reference: reference(c), SignOut: true, SignOutReturn: s.questionURL(c),
		})
	case errors.As(err, &h):
		return s.hydraError(c, h)
	case !errors.As(err, &e):
		return err
	case e.LacksSession() && c.Request().Method == http.MethodGet:
		return s.sessionError(c, err)
	case e.LacksSession():
		question := url.Values{"consent_challenge": {c.FormValue("consent_challenge")}}
		s.presentError(c)
		return s.errorView(c, http.StatusForbidden, "signed_out", s.link(c, "restart-link", "", "form.restart", "/consent", question))
	}
	return err
}

// questionURL is the page of the application's question that this request asks for or answers.
func (s *server) questionURL(c echo.Context) string {
	path, query := "/consent", url.Values{"consent_challenge": {c.FormValue("consent_challenge")}}
	if challenge := cmp.Or(c.FormValue("logout_challenge"), c.FormValue("challenge")); challenge != "" {
		path, query = "/logout", url.Values{"logout_challenge": {challenge}}
	}
	return s.origin(c) + s.ownURL(path, query)
}

// hydraError answers when Hydra has no question to ask: it was answered before, or is not known.
func (s *server) hydraError(c echo.Context, e *hydra.Error) error {
	switch status := e.PageStatus(); {
	case status == http.StatusGone && e.RedirectTo != "":
		return s.followHydra(c, e.RedirectTo, "", nil)
	case e.Status == http.StatusGone:
		return s.answeredPage(c, "")
	case status < http.StatusInternalServerError && status != http.StatusTooManyRequests:
		return s.errorView(c, status, "challenge", templates.Link{})
	}
	return e
}

// application is what a page says about an OAuth2 client. Its words and links are its own.
func (s *server) application(c echo.Context, client *kratos.OAuth2Client) templates.Application {
	name := cmp.Or(locales.Visible(client.Name), locales.Visible(client.ID), locales.From(c.Request().Context()).T("consent.unnamed"))
	app := templates.Application{Name: name, PolicyURL: webAddress(client.PolicyURI), TermsURL: webAddress(client.TermsURI)}
	if s.clientLogos && len(logoOrigins(client.LogoURI)) > 0 {
		app.Logo = client.LogoURI
	}
	return app
}

// errElsewhere is an address to go on to that Hydra does not send browsers to.
var errElsewhere = errors.New("hydra: an answer leads somewhere else than to Hydra or to what the application registered")

// followHydra follows Hydra to where the browser goes next: to Hydra, where the application had sent the browser, or to what it
// registered. Where nobody knows the one (logout requests name no host), any address counts.
func (s *server) followHydra(c echo.Context, to, requestURL string, registered []string) error {
	public := s.oauth2.hydra.PublicOrigin()
	if public == "" {
		public = kratos.OriginOf(requestURL)
	}
	next := kratos.OriginOf(to)
	known := public == "" || next == public || s.kratos.Owns(to) || s.ownsURL(c, to) ||
		slices.ContainsFunc(registered, func(raw string) bool { return kratos.OriginOf(raw) == next })
	if next == "" || !known {
		return &hydra.Error{Cause: errElsewhere}
	}
	return c.Redirect(http.StatusSeeOther, to)
}
