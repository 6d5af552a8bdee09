package handlers

import (
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
)

// The cookie that names the way to sign in that was used last in this browser, and how long it lasts, in seconds: a year. It holds
// Kratos's word for the method, and the id of the provider after a colon: nothing about a person.
const (
	lastUsedCookie  = "thyra_last_used"
	lastUsedSeconds = 365 * 24 * 60 * 60
)

// whoamiKey holds what Kratos answered about the session of a request's browser.
const whoamiKey = "session"

type whoamiAnswer struct {
	session *kratos.Session
	err     error
}

// whoami is the session of this browser (kratos.Client.Whoami), asked for once a request. Forms are posted to Kratos, so that its session is the first that
// is heard here of how somebody signed in, and what failed is not heard of.
func (s *server) whoami(c echo.Context) (*kratos.Session, error) {
	if known, ok := c.Get(whoamiKey).(whoamiAnswer); ok {
		return known.session, known.err
	}
	session, err := s.kratos.Whoami(c.Request().Context(), cookieHeader(c))
	c.Set(whoamiKey, whoamiAnswer{session, err})
	if err != nil {
		return session, err
	}
	s.presentIdentity(c, &session.Identity)
	if s.marksLastUsed {
		s.rememberLastUsed(c, session.FirstFactor())
	}
	return session, err
}

func (s *server) rememberLastUsed(c echo.Context, used kratos.AuthMethod) {
	if used.Name == "" {
		return
	}
	value := used.Name
	if used.Provider != "" {
		value += ":" + url.QueryEscape(used.Provider)
	}
	if s.cookie(c, lastUsedCookie) != value {
		s.setCookie(c, lastUsedCookie, value, lastUsedSeconds)
	}
}

// lastUsed is what the cookie says; a method without a name where it says nothing. Anybody can write a cookie, so it must only
// ever choose among what a page has.
func (s *server) lastUsed(c echo.Context) kratos.AuthMethod {
	if !s.marksLastUsed {
		return kratos.AuthMethod{}
	}
	name, provider, _ := strings.Cut(s.cookie(c, lastUsedCookie), ":")
	provider, _ = url.QueryUnescape(provider)
	return kratos.AuthMethod{Name: name, Provider: provider}
}
