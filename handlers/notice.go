package handlers

import (
	"slices"

	"github.com/labstack/echo/v4"
)

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
