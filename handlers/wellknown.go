package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// changePassword is where password managers look (W3C change-password-url).
func (s *server) changePassword(c echo.Context) error {
	return c.Redirect(http.StatusSeeOther, s.site.URL("/settings#password"))
}

// passkeyEndpoints tells password managers where passkeys are enrolled and managed (W3C passkey endpoints).
func (s *server) passkeyEndpoints(c echo.Context) error {
	url := s.origin(c) + s.site.URL("/settings#passkey")
	return c.JSON(http.StatusOK, map[string]string{"enroll": url, "manage": url})
}
