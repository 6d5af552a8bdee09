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

// askConsent asks the visitor what an application may have, or answers Hydra at once where nothing is left to ask.
func (s *server) askConsent(c echo.Context) error {
	if prefetch(c) {
		return c.NoContent(http.StatusServiceUnavailable)
	}
	challenge := c.QueryParam("consent_challenge")
	consent, session, err := s.consent(c, challenge)
	switch {
	case err != nil:
		return s.unanswerable(c, err)
	case consent.Skip, consent.Client.SkipConsent, slices.Contains(s.oauth2.trusted, consent.Client.ID):
		return s.grant(c, challenge, consent, session, hydra.Grant{Scopes: consent.Scopes})
	}
	app := s.application(c, &consent.Client)
	allowed := allowance{images: s.logoOrigins(app.Logo), forms: returnOrigins(consent.RequestURL, consent.Client.RedirectURIs)}
	s.setPolicy(c, allowed)
	l := locales.From(c.Request().Context())
	view := &templates.ConsentView{
		Challenge: challenge, App: app, Account: locales.Visible(session.Identity.Username()), Scopes: templates.Scopes(consent.Scopes, l),
	}
	return s.render(c, http.StatusOK, templates.ConsentPage(s.page(c, l.With("consent.title", map[string]any{"app": app.Name})), view))
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
		return s.unanswerable(c, err)
	}
	if action == "reject" {
		to, err := s.oauth2.hydra.RejectConsent(c.Request().Context(), challenge)
		if err != nil {
			return s.unanswerable(c, err)
		}
		return s.onward(c, to, consent.RequestURL, consent.Client.RedirectURIs)
	}
	grant := hydra.Grant{
		Scopes:   common(consent.Scopes, c.Request().Form["grant_scope"]),
		Remember: c.FormValue("remember") != "", RememberFor: s.oauth2.rememberFor,
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
	s.wear(c, consent.Client.ID, "")
	s.speak(c, consent.UILocales)
	session, err := s.kratos.Whoami(ctx, cookieHeader(c))
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
		return s.unanswerable(c, err)
	}
	s.signedIn(c)
	return s.onward(c, to, consent.RequestURL, consent.Client.RedirectURIs)
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

// unanswerable answers when a request of an application can't be: it was answered, forgotten, or nobody is signed in.
func (s *server) unanswerable(c echo.Context, err error) error {
	var e *kratos.Error
	var h *hydra.Error
	switch {
	case errors.Is(err, errOtherAccount):
		// Nothing is answered for the other person: they may still do it themselves.
		return s.renderError(c, http.StatusForbidden, &templates.ErrorView{Key: "other_account", Status: "403", Reference: reference(c), SignOut: true})
	case errors.As(err, &h):
		return s.hydraRefused(c, h)
	case !errors.As(err, &e):
		return err
	case e.LacksSession() && c.Request().Method == http.MethodGet:
		return s.noSession(c, err)
	case e.LacksSession():
		question := url.Values{"consent_challenge": {c.FormValue("consent_challenge")}}
		return s.errorView(c, http.StatusForbidden, "signed_out", s.link(c, "restart-link", "", "form.restart", "/consent", question))
	}
	return err
}

// hydraRefused answers when Hydra has no question to ask: it was answered before, or is not known.
func (s *server) hydraRefused(c echo.Context, e *hydra.Error) error {
	switch status := e.PageStatus(); {
	case status == http.StatusGone && e.RedirectTo != "":
		return s.onward(c, e.RedirectTo, "", nil)
	case status < http.StatusInternalServerError && status != http.StatusTooManyRequests:
		return s.errorView(c, status, "challenge", templates.Link{})
	}
	return e
}

// application is what a page says about an OAuth2 client. Its words and links are its own.
func (s *server) application(c echo.Context, client *kratos.OAuth2Client) templates.Application {
	name := cmp.Or(locales.Visible(client.Name), locales.Visible(client.ID), locales.From(c.Request().Context()).T("consent.unnamed"))
	app := templates.Application{Name: name, PolicyURL: webAddress(client.PolicyURI), TermsURL: webAddress(client.TermsURI)}
	if s.clientLogos && len(s.logoOrigins(client.LogoURI)) > 0 {
		app.Logo = client.LogoURI
	}
	return app
}

// speak answers in the language that an application asked for, unless the visitor chose one here.
func (s *server) speak(c echo.Context, uiLocales []string) {
	if len(uiLocales) > 0 {
		s.useLanguage(c, uiLocales...)
	}
}
