package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/templates"
)

const kratosScript = "/.well-known/ory/webauthn.js"

// alive says that this process runs.
func (s *server) alive(c echo.Context) error {
	return c.JSON(http.StatusOK, map[string]string{"status": "ok"})
}

// ready says that this process can serve pages, which takes Kratos, and means to go on.
func (s *server) ready(c echo.Context) error {
	if status := s.readiness.check(c.Request().Context()); status != "" {
		return c.JSON(http.StatusServiceUnavailable, map[string]string{"status": status})
	}
	return c.JSON(http.StatusOK, map[string]string{"status": "ok"})
}

// static serves the fingerprinted files. What does not exist is an ordinary, uncached 404.
func (s *server) static(c echo.Context) error {
	if !s.assets.Serve(c.Response(), c.Request(), c.Param("file")) {
		return echo.ErrNotFound
	}
	return nil
}

// brandFile serves the files of a brand. An SVG opened by itself must not run anything.
func (s *server) brandFile(c echo.Context) error {
	files := s.wardrobe.current().file(c.Param("brand"))
	if files == nil || !files.Serve(c.Response(), c.Request(), c.Param("file")) {
		return echo.ErrNotFound
	}
	return nil
}

// scriptURL leads Kratos's WebAuthn script through our origin, where it needs no CORS. The integrity hash names its
// version, so that it can be cached until Kratos changes it.
func (s *server) scriptURL(script templates.Script) string {
	if !s.kratos.Owns(script.Src) || !strings.HasSuffix(script.Src, kratosScript) {
		return script.Src
	}
	version := strings.NewReplacer("+", "", "/", "", "=", "", "sha512-", "").Replace(script.Integrity)
	return s.site.URL(kratosScript) + "?v=" + version[:min(len(version), 16)]
}

// webauthnScript passes Kratos's script on, bytes unchanged and without its cookies: its Set-Cookie would replace the
// visitor's CSRF cookie.
func (s *server) webauthnScript(c echo.Context) error {
	body, err := s.kratos.Script(c.Request().Context())
	if err != nil {
		return err
	}
	h := c.Response().Header()
	if c.QueryParam("v") != "" {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	h.Del("Vary")
	return c.Blob(http.StatusOK, "text/javascript; charset=utf-8", body)
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
