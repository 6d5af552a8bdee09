package handlers

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// maxURL is the length of the longest address served, in bytes: a challenge of Hydra's alone takes 9 KB and more, and the way
// back over sign-in holds the address once more. maxCookies is the same for the Cookie header; whoever has more is told how to
// get rid of them, which takes a server that reads that far (see newServer).
const (
	maxURL     = 32 << 10
	maxCookies = 64 << 10
)

// headAsGet routes HEAD like GET, as RFC 9110 9.3.2 asks; net/http leaves the body out. It stands before Echo, whose router
// looks at the request as it came, and works on a copy, since net/http looks at the request it made.
func headAsGet(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			r = r.WithContext(context.WithValue(r.Context(), headKey{}, true))
			r.Method = http.MethodGet
		}
		next.ServeHTTP(w, r)
	})
}

// headKey marks requests in their context that came as HEAD.
type headKey struct{}

func isHead(r *http.Request) bool { return r.Context().Value(headKey{}) != nil }

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

// standardQueries has handlers read queries as browsers do.
func standardQueries(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if standard := standardQuery(r.URL.RawQuery); standard != r.URL.RawQuery {
			r = r.WithContext(r.Context())
			u := *r.URL
			u.RawQuery = standard
			r.URL = &u
			c.SetRequest(r)
		}
		return next(c)
	}
}

// standardQuery reads a query as browsers do (URL Standard), for whom ; separates nothing and a lone % is one: net/url drops such
// a parameter, and with it the way back that it holds.
func standardQuery(query string) string {
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

// onlySized refuses bodies in chunks (RFC 9112 7.1), which no form or report of a browser comes in, and ends the connection. Of a
// request that has a length too, net/http keeps no trace of the length: one server on the way goes by it, another by the chunks,
// and what is one request here was two there. HTTP/2 has no chunks.
func onlySized(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if len(c.Request().TransferEncoding) > 0 {
			c.Response().Header().Set("Connection", "close")
			_ = http.NewResponseController(c.Response()).SetReadDeadline(time.Unix(1, 0)) // or net/http waits for the rest before it answers
			return echo.NewHTTPError(http.StatusLengthRequired)
		}
		return next(c)
	}
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
