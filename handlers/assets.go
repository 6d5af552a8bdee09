package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// static serves the fingerprinted files. What does not exist is an ordinary, uncached 404.
func (s *server) static(c echo.Context) error {
	return serveFile(c, s.assets.Serve, c.Param("file"))
}

// serveFile answers with a file, or with a page that says that there is none.
func serveFile(c echo.Context, serve func(w http.ResponseWriter, r *http.Request, name string) bool, name string) error {
	c.Set(fileKey, true)
	if serve(c.Response(), c.Request(), name) {
		return nil
	}
	c.Set(fileKey, false)
	return echo.ErrNotFound
}

// brandFile serves the files of a brand. An SVG opened by itself must not run anything. A page of another server, which has
// another version of the brand, gets the files as they are here, and must not keep them.
func (s *server) brandFile(c echo.Context) error {
	themes := s.themes.current()
	if files := themes.folder(c.Param("brand")); files != nil {
		return serveFile(c, files.Serve, c.Param("file"))
	}
	if files := themes.otherVersion(c.Param("brand")); files != nil {
		return serveFile(c, files.ServeUncached, c.Param("file"))
	}
	return echo.ErrNotFound
}

// changePassword is where password managers look (W3C change-password-url).
func (s *server) changePassword(c echo.Context) error {
	return c.Redirect(http.StatusSeeOther, s.site.URL("/settings#password"))
}

// passkeyEndpoints tells password managers where passkeys are enrolled and managed (W3C passkey endpoints).
func (s *server) passkeyEndpoints(c echo.Context) error {
	url := s.origin(c) + s.site.URL("/settings#passkey")
	return c.JSON(http.StatusOK, map[string]string{"enroll": url, "manage": url})
}
