package handlers

import (
	"cmp"
	"errors"
	"net"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/mileusna/useragent"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

const sessionsPerPage = 20

// sessions lists where the visitor is signed in: the current session first, the others by page.
func (s *server) sessions(c echo.Context) error {
	current, err := s.whoami(c)
	if err != nil {
		return s.sessionError(c, err)
	}
	ctx, cookie := c.Request().Context(), cookieHeader(c)
	s.clearGuards(c)
	others, err := s.kratos.Sessions(ctx, cookie, c.QueryParam("page_token"), sessionsPerPage)
	if err != nil {
		return s.sessionError(c, err)
	}
	l, b := locales.From(ctx), themeOf(c).brand
	v := &templates.SessionsView{Current: s.sessionView(current, b, l)}
	for i := range others.Sessions {
		v.Others = append(v.Others, s.sessionView(&others.Sessions[i], b, l))
	}
	if others.NextToken != "" {
		v.NextHref = s.ownURL("/sessions", url.Values{"page_token": {others.NextToken}})
	}
	page := s.page(c, templates.Page{Title: l.T("sessions.title"), Wide: true, Current: "sessions"})
	return s.render(c, http.StatusOK, templates.SessionsPage(page, v))
}

// revokeSession ends one other session. Kratos itself refuses to end the current one.
func (s *server) revokeSession(c echo.Context) error {
	id := c.FormValue("id")
	if !uuid.MatchString(id) {
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	return s.revoked(c, s.kratos.RevokeSession(c.Request().Context(), cookieHeader(c), id), "session_revoked")
}

// revokeOtherSessions ends every session but this one.
func (s *server) revokeOtherSessions(c echo.Context) error {
	_, err := s.kratos.RevokeOtherSessions(c.Request().Context(), cookieHeader(c))
	return s.revoked(c, err, "sessions_revoked")
}

// revoked returns to the list and says there what was done. Without a session the way leads back to the list by sign-in,
// not to the post itself, which a redirect can't repeat.
func (s *server) revoked(c echo.Context, err error, notice string) error {
	var e *kratos.Error
	switch {
	case errors.As(err, &e) && e.LacksSession():
		notice = ""
	case err != nil:
		return err
	}
	if notice != "" {
		s.setNotice(c, notice)
	}
	return c.Redirect(http.StatusSeeOther, s.ownURL("/sessions", nil))
}

// sessionView puts a session into words.
func (s *server) sessionView(session *kratos.Session, b *brand.Brand, l *locales.Localizer) templates.Session {
	v := templates.Session{
		ID: session.ID, Device: l.T("sessions.unknown_device"), Icon: "device", TwoSteps: session.AAL == kratos.AAL2,
		SignedIn: l.Time(session.AuthenticatedAt), At: session.AuthenticatedAt.UTC().Format(time.RFC3339), Methods: s.methodNames(session, b, l),
	}
	if len(session.Devices) > 0 {
		// Kratos appends a device each time the session is used from a new one.
		d := session.Devices[len(session.Devices)-1]
		v.IP, v.Location = withoutPort(d.IP), d.Location
		describeDevice(&v, d.UserAgent, l)
	}
	return v
}

func describeDevice(v *templates.Session, header string, l *locales.Localizer) {
	ua := useragent.Parse(header)
	switch {
	case ua.Mobile, ua.Tablet:
		v.Icon = "phone"
	case ua.Desktop:
		v.Icon = "laptop"
	}
	switch {
	case ua.Name != "" && ua.OS != "":
		v.Device = l.With("sessions.device", map[string]any{"browser": ua.Name, "system": ua.OS})
	case ua.Name != "":
		v.Device = ua.Name
	}
}

// methodNames are the methods that a session was signed in with, providers by the name that people know.
func (s *server) methodNames(session *kratos.Session, b *brand.Brand, l *locales.Localizer) string {
	var names []string
	for _, m := range session.Methods {
		id := "method." + m.Name
		name := l.T(id)
		if name == id {
			name = m.Name
		}
		switch known := cmp.Or(b.Providers[m.Provider].Label.In(l.Lang()), s.providers.name(m.Provider)); {
		case known != "":
			name = known
		case m.Provider != "":
			name += " (" + m.Provider + ")"
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return l.List(names)
}

func withoutPort(address string) string {
	if host, _, err := net.SplitHostPort(address); err == nil {
		return host
	}
	return address
}
