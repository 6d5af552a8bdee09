package handlers

import (
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/time/rate"
)

// setupProblem is a fault in how this server, a proxy and Kratos are set up, which only the operator can mend. It is the word for
// it in the log line of a request.
type setupProblem string

const (
	problemReturnTo      setupProblem = "return_to"
	problemCookies       setupProblem = "cookies"
	problemSecureCookies setupProblem = "secure_cookies"
	problemProxy         setupProblem = "untrusted_proxy"
)

// advice is the message that is logged.
func (p setupProblem) advice() string {
	switch p {
	case problemReturnTo:
		return "Kratos refuses to send browsers back to this origin: add it to selfservice.allowed_return_urls"
	case problemCookies:
		return "cookies do not arrive: check cookies.domain, SameSite and that UI and Kratos share a site"
	case problemSecureCookies:
		return "browsers keep no Secure cookies from a plain-http page: serve the pages by https only; a proxy that does must be in " +
			"TRUSTED_PROXIES and send X-Forwarded-Proto, or PUBLIC_URL must say so"
	case problemProxy:
		return "X-Forwarded-Proto is ignored, and pages are taken for plain http: if a proxy of yours sends it, add its address to TRUSTED_PROXIES"
	}
	return string(p)
}

// How often a problem is logged: it shows on every page, or whenever a stranger wants it to.
const (
	problemsLogged = time.Minute
	problemsAtOnce = 3
)

func newProblemLimits() map[setupProblem]*rate.Limiter {
	limits := map[setupProblem]*rate.Limiter{}
	for _, p := range []setupProblem{problemReturnTo, problemCookies, problemSecureCookies, problemProxy} {
		limits[p] = rate.NewLimiter(rate.Every(problemsLogged), problemsAtOnce)
	}
	return limits
}

const problemKey = "setup_problem"

// warn logs a problem once in a while. The line of each request that has it names it.
func (s *server) warn(c echo.Context, p setupProblem, about ...slog.Attr) {
	if c.Get(problemKey) == p {
		return
	}
	c.Set(problemKey, p)
	if !s.problemLimits[p].Allow() {
		return
	}
	s.log.LogAttrs(c.Request().Context(), slog.LevelWarn, p.advice(), append([]slog.Attr{
		slog.String("id", requestID(c)), slog.String("reference", reference(c)), slog.String("route", c.Path()),
	}, about...)...)
}

// addresses are those of the page and of Kratos as browsers know them.
func (s *server) addresses(c echo.Context) []slog.Attr {
	return []slog.Attr{slog.String("page", s.origin(c)), slog.String("kratos", s.kratos.Origin())}
}

// warnOfCookies is for cookies that were set and do not arrive.
func (s *server) warnOfCookies(c echo.Context) {
	p := problemCookies
	if s.dropsSecure(c) && strings.HasPrefix(s.kratos.Origin(), "https:") {
		p = problemSecureCookies
	}
	s.warn(c, p, s.addresses(c)...)
}

// warnOfKratosCookies looks at Set-Cookie lines of Kratos's for those that the page's browser drops.
func (s *server) warnOfKratosCookies(c echo.Context, lines []string) {
	secure := func(line string) bool {
		cookie, err := http.ParseSetCookie(line)
		return err == nil && cookie.Secure
	}
	if s.dropsSecure(c) && slices.ContainsFunc(lines, secure) {
		s.warn(c, problemSecureCookies, s.addresses(c)...)
	}
}

// warnOfOwnCookies is for Secure cookies of ours, which PUBLIC_URL asks for: the proxy or the browser may say that the page came
// by http all the same.
func (s *server) warnOfOwnCookies(c echo.Context) {
	origin, isTLS := strings.CutPrefix(s.publicOrigin, "https:")
	r := c.Request()
	if !isTLS || r.TLS != nil {
		return
	}
	if r.Header.Get("X-Forwarded-Proto") != "" && scheme(c) == "http" || r.Header.Get("Origin") == "http:"+origin {
		s.warn(c, problemSecureCookies, slog.String("page", "http:"+origin), slog.String("public_url", s.publicOrigin))
	}
}

// dropsSecure reports whether browsers drop Secure cookies from this page: by plain http, from hosts that are not the browser's own.
func (s *server) dropsSecure(c echo.Context) bool {
	host := c.Request().Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	address, err := netip.ParseAddr(strings.Trim(host, "[]"))
	local := host == "localhost" || strings.HasSuffix(host, ".localhost") || err == nil && address.IsLoopback()
	return !s.secure(c) && !local
}

// warnOfProxies logs that a header was dropped which tells the scheme, where nothing else does. The address is logged where it can
// only be a proxy's, or that of somebody inside.
func (s *server) warnOfProxies(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Get(droppedHTTPSKey) != nil && s.publicOrigin == "" {
			from := "a public address"
			if peer, err := netip.ParseAddrPort(c.Request().RemoteAddr); err == nil && (peer.Addr().IsPrivate() || peer.Addr().IsLoopback()) {
				from = peer.Addr().Unmap().String()
			}
			s.warn(c, problemProxy, slog.String("from", from))
		}
		return next(c)
	}
}
