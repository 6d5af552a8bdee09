package handlers

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
)

// notices are the words a notice cookie may hold; each has a message notice.{word}.
var notices = []string{"flow_expired", "flow_gone", "session_revoked", "sessions_revoked"}

// The cookies of ours: what the last answers did, a cookie for each kind of thing, since answers that arrive at once would
// overwrite each other's; and what the next page should say about it. Seconds.
const (
	markCookie   = "thyra_mark_"
	markSeconds  = 30
	noticeCookie = "thyra_notice"
	noticeMaxAge = 120
)

func (s *server) secure(c echo.Context) bool { return strings.HasPrefix(s.origin(c), "https:") }

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
	c.SetCookie(&http.Cookie{ //nolint:gosec // Secure follows the scheme: without TLS the browser would drop the cookie
		Name: s.cookieName(c, name), Value: value, Path: "/", MaxAge: maxAge,
		HttpOnly: true, Secure: s.secure(c), SameSite: http.SameSiteLaxMode,
	})
}

func (s *server) mark(c echo.Context, what string) string { return s.cookie(c, markCookie+what) }

func (s *server) setMark(c echo.Context, what, value string) {
	s.setCookie(c, markCookie+what, value, markSeconds)
}

func (s *server) dropMark(c echo.Context, what string) { s.setCookie(c, markCookie+what, "", -1) }

func (s *server) setNotice(c echo.Context, word string) {
	s.setCookie(c, noticeCookie, word, noticeMaxAge)
}

// takeNotice reads the notice for this page and forgets it. Words that are not on the list are nobody's.
func (s *server) takeNotice(c echo.Context) string {
	word := s.cookie(c, noticeCookie)
	if word == "" || prefetch(c) { // who prefetches does not read it
		return ""
	}
	s.setCookie(c, noticeCookie, "", -1)
	if !slices.Contains(notices, word) {
		return ""
	}
	return word
}
