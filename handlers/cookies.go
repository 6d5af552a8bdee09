package handlers

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
)

// requestCookies is the browser's whole Cookie header: Kratos's cookie names are configurable, so none is picked out.
func requestCookies(r *http.Request) string { return strings.Join(r.Header.Values("Cookie"), "; ") }

func cookieHeader(c echo.Context) string { return requestCookies(c.Request()) }

// passCookies passes on the Set-Cookie headers of an answer of Kratos's.
func (s *server) passCookies(c echo.Context, cookies []string) {
	s.warnOfKratosCookies(c, cookies)
	for _, cookie := range cookies {
		c.Response().Header().Add("Set-Cookie", cookie)
	}
}

func (s *server) secure(c echo.Context) bool {
	if s.publicOrigin != "" {
		return strings.HasPrefix(s.publicOrigin, "https:")
	}
	return scheme(c) == "https"
}

// cookieName adds the prefix that binds a cookie to this host, where TLS allows it (RFC 6265bis 4.1.3).
func (s *server) cookieName(c echo.Context, name string) string {
	if s.secure(c) {
		return "__Host-" + name
	}
	return name
}

func (s *server) cookie(c echo.Context, name string) string {
	cookie, err := c.Cookie(s.cookieName(c, name))
	if err != nil {
		return ""
	}
	return cookie.Value
}

func (s *server) setCookie(c echo.Context, name, value string, maxAge int) {
	if prefetch(c) {
		return // nobody was here yet
	}
	s.warnOfOwnCookies(c)
	c.SetCookie(&http.Cookie{ //nolint:gosec // Secure follows the scheme: without TLS the browser would drop the cookie
		Name: s.cookieName(c, name), Value: value, Path: "/", MaxAge: maxAge,
		HttpOnly: true, Secure: s.secure(c), SameSite: http.SameSiteLaxMode,
	})
}

// notices are the words that a notice may be; each has a message notice.{word}.
var notices = []string{"flow_expired", "flow_gone", "session_revoked", "sessions_revoked"}

// The cookie that carries a notice over a redirect to the next page, and how long it lasts, in seconds.
const (
	noticeCookie = "thyra_notice"
	noticeMaxAge = 120
)

func (s *server) setNotice(c echo.Context, word string) {
	s.setCookie(c, noticeCookie, word, noticeMaxAge)
}

// notice is what this page says about what was done before it. Words that are not on the list are nobody's, and whoever prefetches
// does not read it.
func (s *server) notice(c echo.Context) string {
	if word := s.cookie(c, noticeCookie); !prefetch(c) && slices.Contains(notices, word) {
		return word
	}
	return ""
}

// dropNotice forgets the notice once a page has shown it.
func (s *server) dropNotice(c echo.Context) {
	if s.cookie(c, noticeCookie) != "" {
		s.setCookie(c, noticeCookie, "", -1)
	}
}
