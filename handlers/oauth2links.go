package handlers

import (
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

// recoveryQuery is siblingQuery for a link to recovery, which does not know applications at Kratos: the way on to one is the
// return address.
func (s *server) recoveryQuery(c echo.Context, f *kratos.Flow) url.Values {
	if f.OAuth2Challenge == "" {
		return siblingQuery(f)
	}
	return url.Values{"return_to": {s.origin(c) + s.ownURL("/login", url.Values{"login_challenge": {f.OAuth2Challenge}})}}
}

// loginQuery is siblingQuery for a link from recovery to sign-in: the other way round.
func (s *server) loginQuery(c echo.Context, f *kratos.Flow) url.Values {
	u, err := url.Parse(f.ReturnTo)
	if err == nil && s.ownsURL(c, f.ReturnTo) && u.Path == s.site.URL("/login") && u.Query().Has("login_challenge") {
		return url.Values{"login_challenge": {u.Query().Get("login_challenge")}}
	}
	return siblingQuery(f)
}

// skipVerification leads on from a verification that can wait: to the application that a new member came from, else home.
func (s *server) skipVerification(c echo.Context, f *kratos.Flow) templates.Link {
	path, query := "/", url.Values(nil)
	// Kratos keeps the registration's address for the verification that follows it.
	if started, err := url.Parse(f.RequestURL); err == nil && started.Query().Has("login_challenge") {
		path, query = "/login", url.Values{"login_challenge": {started.Query().Get("login_challenge")}}
	}
	return s.link(c, "cta-link", "", "verification.skip", path, query)
}
