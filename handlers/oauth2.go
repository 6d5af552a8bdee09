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
