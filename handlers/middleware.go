package handlers

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/locales"
)

// maxURL is the length of the longest address served, in bytes: a challenge of Hydra's alone takes 9 KB and more, and the way
// back over sign-in holds the address once more. maxCookies is the same for the Cookie header; whoever has more is told how to
// get rid of them, which takes a server that reads that far (see newServer).
const (
	maxURL     = 32 << 10
	maxCookies = 64 << 10
)

// varies are the request headers that every page depends on, for caches that ignore no-store.
const varies = "Cookie, Accept-Language"

// headAsGet routes HEAD like GET, as RFC 9110 9.3.2 asks; net/http leaves the body out. It stands before Echo, whose router
// looks at the request as it came, and works on a copy, since net/http looks at the request it made.
func headAsGet(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			r = r.WithContext(r.Context())
			r.Method = http.MethodGet
		}
		next.ServeHTTP(w, r)
	})
}

// withPrefix puts the path back that a proxy took off, so that a request's address is one a browser can be sent to again.
func withPrefix(base string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = r.WithContext(r.Context())
		u := *r.URL
		u.Path = base + u.Path
		if u.RawPath != "" {
			u.RawPath = base + u.RawPath
		}
		r.URL = &u
		next.ServeHTTP(w, r)
	})
}

// limitURL refuses addresses that no link of ours or Kratos's has.
func limitURL(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if len(c.Request().RequestURI) > maxURL {
			return echo.NewHTTPError(http.StatusRequestURITooLong)
		}
		return next(c)
	}
}

// limitCookies answers those whose cookies are more than Kratos needs to be asked about. The page that says so has files too.
func (s *server) limitCookies(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if len(cookieHeader(c)) > maxCookies && !strings.HasPrefix(c.Path(), s.site.URL("/static/")) {
			return echo.NewHTTPError(http.StatusRequestHeaderFieldsTooLarge)
		}
		return next(c)
	}
}

// mendQuery reads queries as browsers do (URL Standard), for whom ; separates nothing and a lone % is one: net/url drops such a
// parameter, and with it the way back that it holds.
func mendQuery(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if mended := asBrowsersRead(r.URL.RawQuery); mended != r.URL.RawQuery {
			r = r.WithContext(r.Context())
			u := *r.URL
			u.RawQuery = mended
			r.URL = &u
			c.SetRequest(r)
		}
		return next(c)
	}
}

func asBrowsersRead(query string) string {
	if !strings.ContainsAny(query, ";%") {
		return query
	}
	var b strings.Builder
	for i, sign := range []byte(query) {
		switch {
		case sign == ';':
			b.WriteString("%3B")
		case sign == '%' && (len(query) < i+3 || strings.Trim(query[i+1:i+3], "0123456789abcdefABCDEF") != ""):
			b.WriteString("%25")
		default:
			b.WriteByte(sign)
		}
	}
	return b.String()
}

// headers sets what protects every page, and the nonce its scripts carry. Handlers of immutable files override caching. There is
// no Cross-Origin-Opener-Policy: it would part the pages from an application that opens them as a popup, and from Kratos's
// redirects between them, which have none (docs/security.md).
func (s *server) headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.SetRequest(c.Request().WithContext(templ.WithNonce(c.Request().Context(), rand.Text())))
		s.setPolicy(c, allowance{})
		h := c.Response().Header()
		h.Set("X-Content-Type-Options", "nosniff")
		if s.csp.reports != "" {
			h.Set("Reporting-Endpoints", `csp="`+s.csp.reports+`"`)
		}
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), geolocation=(), microphone=(), payment=()")
		h.Set("Cache-Control", "no-store")
		h.Set("Vary", varies)
		if s.secure(c) {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		return next(c)
	}
}

// setPolicy sets what depends on the brand and the page among the headers, for the nonce that this response has.
func (s *server) setPolicy(c echo.Context, allowed allowance) {
	h, csp := c.Response().Header(), outfitOf(c).csp
	if slices.Contains(unframed, strings.TrimPrefix(c.Path(), s.site.Base)) {
		csp = csp.framedBy(nil)
	}
	h.Set("Content-Security-Policy", csp.header(templ.GetNonce(c.Request().Context()), allowed))
	h.Del("X-Frame-Options")
	if !csp.framed() {
		h.Set("X-Frame-Options", "DENY") // for browsers older than frame-ancestors, which it can't express otherwise
	}
}

// language chooses the visitor's language before anything is known of what the page is for.
func (s *server) language(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		s.useLanguage(c)
		return next(c)
	}
}

// maxSuggested is how many of the languages count that an application suggests (ui_locales): each takes time.
const maxSuggested = 16

// useLanguage chooses the visitor's language: the lang cookie, then what the page's purpose suggests, then Accept-Language,
// then the brand's.
func (s *server) useLanguage(c echo.Context, suggested ...string) {
	var preferences []string
	if cookie, err := c.Cookie("lang"); err == nil {
		preferences = append(preferences, cookie.Value)
	}
	preferences = append(append(preferences, suggested[:min(len(suggested), maxSuggested)]...), c.Request().Header.Get("Accept-Language"))
	l := outfitOf(c).catalog.Choose(preferences...)
	c.Response().Header().Set("Content-Language", l.Lang())
	c.SetRequest(c.Request().WithContext(locales.With(c.Request().Context(), l)))
}

// sameOriginPosts refuses posts from other sites by Sec-Fetch-Site, else Origin; no token and no cookie needed.
// The standard library compares Origin with Host, which a proxy may have changed: what our origin is we know better.
func (s *server) sameOriginPosts(next echo.HandlerFunc) echo.HandlerFunc {
	protection := http.NewCrossOriginProtection()
	return func(c echo.Context) error {
		r := c.Request()
		if r.Header.Get("Sec-Fetch-Site") == "" && s.ownsURL(c, r.Header.Get("Origin")) {
			return next(c)
		}
		if err := protection.Check(r); err != nil {
			return echo.NewHTTPError(http.StatusForbidden).SetInternal(err)
		}
		return next(c)
	}
}

// cookieHeader is the browser's whole Cookie header: Kratos's cookie names are configurable, so none is picked out.
func cookieHeader(c echo.Context) string {
	return strings.Join(c.Request().Header.Values("Cookie"), "; ")
}
