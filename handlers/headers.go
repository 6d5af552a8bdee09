package handlers

import (
	"crypto/rand"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// varies are the request headers that every page depends on, for caches that ignore no-store.
const varies = "Cookie, Accept-Language"

// headers sets what protects every answer, and the nonce that the scripts of a page carry. Handlers of immutable files override
// caching. There is no Cross-Origin-Opener-Policy: it would part the pages from an application that opens them as a popup, and
// from Kratos's redirects between them, which have none (docs/security.md).
func (s *server) headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.SetRequest(c.Request().WithContext(templ.WithNonce(c.Request().Context(), rand.Text())))
		h := c.Response().Header()
		h.Set("X-Content-Type-Options", "nosniff")
		if s.policy.reports != "" {
			h.Set("Reporting-Endpoints", `csp="`+s.policy.reports+`"`)
		}
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), geolocation=(), microphone=(), payment=()")
		h.Set("Cache-Control", "no-store")
		h.Set("Vary", varies)
		if s.secure(c) {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		c.Response().Before(func() { s.setPolicy(c) })
		return next(c)
	}
}

// unframed are the pages that nobody may frame, whoever may frame the others: a click there gives something away.
var unframed = []string{"/consent", "/logout"}

// allowanceKey holds the allowance of the page that is sent.
const allowanceKey = "allowance"

// setPolicy sets the content security policy just before the answer begins, when theme and page are known.
func (s *server) setPolicy(c echo.Context) {
	h, policy := c.Response().Header(), s.policy
	if t := themeOf(c); t != nil {
		policy = t.policy
	}
	if slices.Contains(unframed, strings.TrimPrefix(c.Path(), s.site.Base)) {
		policy = policy.framedBy(nil)
	}
	allowed, _ := c.Get(allowanceKey).(allowance)
	h.Set("Content-Security-Policy", policy.header(templ.GetNonce(c.Request().Context()), allowed))
	if !policy.framed() {
		h.Set("X-Frame-Options", "DENY") // for browsers older than frame-ancestors, which it can't express otherwise
	}
}
