package handlers

import (
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
)

// refuseToAsk tells an application that wants its visitor asked nothing (prompt=none, OpenID Connect Core 3.1.2.1) that they would
// have to sign in, and reports whether it did. Hydra does so itself where it knows nobody. Where it does, the session at Kratos may
// have ended all the same, and Kratos answers every login request with a page.
func (s *server) refuseToAsk(c echo.Context, f *kratos.Flow) (bool, error) {
	r := f.OAuth2Request
	if s.oauth2 == nil || r == nil || f.OAuth2Challenge == "" || prefetch(c) || !forbidsToAsk(r.RequestURL) {
		return false, nil
	}
	to, err := s.oauth2.hydra.RejectLogin(c.Request().Context(), f.OAuth2Challenge)
	if err != nil {
		return true, s.challengeError(c, err)
	}
	return true, s.followHydra(c, to, r.RequestURL, r.Client.RedirectURIs)
}

// forbidsToAsk reports whether an authorization request has prompt=none. What is in a request object (RFC 9101) is Hydra's to read.
func forbidsToAsk(requestURL string) bool {
	u, err := url.Parse(requestURL)
	return err == nil && slices.Contains(strings.Fields(u.Query().Get("prompt")), "none")
}
