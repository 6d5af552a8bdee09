package handlers

import (
	"errors"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/hydra"
	"github.com/thyra-ui/thyra/kratos"
)

// errElsewhere is an address to go on to that Hydra does not send browsers to.
var errElsewhere = errors.New("hydra: an answer leads somewhere else than to Hydra or to what the application registered")

// onward follows Hydra to where the browser goes next: to Hydra, where the application had sent the browser, or to what it
// registered. Where nobody knows the one (logout requests name no host), any address counts.
func (s *server) onward(c echo.Context, to, requestURL string, registered []string) error {
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
