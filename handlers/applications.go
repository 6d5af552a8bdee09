package handlers

import (
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/hydra"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// applications lists the applications that may use the visitor's account.
func (s *server) applications(c echo.Context) error {
	_, allowed, more, err := s.allowed(c)
	if err != nil {
		return s.sessionError(c, err)
	}
	s.clearGuards(c)
	return s.renderApplications(c, &templates.ApplicationsView{Applications: s.applicationRows(c, allowed), More: more})
}

// longestClientID is how many bytes the id of a client has at most in Hydra's database.
const longestClientID = 255

// endApplication takes back what the visitor has allowed an application. Hydra is told even when it does not list the application:
// a consent that is past its time is not on the list, but its tokens may be valid. The page is the answer itself, not what a redirect
// leads to, so that it can name the application, which is on no list any more; sending the form once more does no harm.
func (s *server) endApplication(c echo.Context) error {
	client := c.FormValue("client")
	if client == "" || len(client) > longestClientID {
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	subject, allowed, more, err := s.allowed(c)
	if err == nil {
		err = s.oauth2.hydra.RevokeConsents(c.Request().Context(), subject, client)
	}
	var e *kratos.Error
	switch {
	case errors.As(err, &e) && e.LacksSession():
		return c.Redirect(http.StatusSeeOther, s.ownURL("/applications", nil)) // a redirect can't repeat a post
	case err != nil:
		return err
	}
	view := &templates.ApplicationsView{More: more}
	for _, row := range s.applicationRows(c, allowed) {
		if row.ID == client {
			view.Ended = row.Name
		} else {
			view.Applications = append(view.Applications, row)
		}
	}
	view.Gone = view.Ended == ""
	return s.renderApplications(c, view)
}

func (s *server) renderApplications(c echo.Context, v *templates.ApplicationsView) error {
	title := locales.From(c.Request().Context()).T("applications.title")
	page := s.page(c, templates.Page{Title: title, Wide: true, Current: "applications"})
	return s.render(c, http.StatusOK, templates.ApplicationsPage(page, v))
}

// allowedApplication is what the visitor has allowed an application, at one time or several.
type allowedApplication struct {
	client            kratos.OAuth2Client
	scopes, audiences []string
	first, last       time.Time // zero where Hydra does not say
}

// allowed is who the visitor is, and what they have allowed. Kratos says who that is at every request: nothing that a form says
// about it counts.
func (s *server) allowed(c echo.Context) (subject string, allowed []allowedApplication, more bool, err error) {
	ctx := c.Request().Context()
	session, err := s.whoami(c)
	if err != nil {
		return "", nil, false, err
	}
	list, err := s.oauth2.hydra.Consents(ctx, session.Identity.ID)
	return session.Identity.ID, byApplication(list.Consents), list.More, err
}

// byApplication makes one of all consents to an application; the one that was allowed last comes first, as in the list.
func byApplication(consents []hydra.Consent) []allowedApplication {
	var all []allowedApplication
	for i := range consents {
		consent := &consents[i]
		if consent.Client.ID == "" {
			continue // it could not be ended
		}
		at := slices.IndexFunc(all, func(a allowedApplication) bool { return a.client.ID == consent.Client.ID })
		if at < 0 {
			at, all = len(all), append(all, allowedApplication{client: consent.Client})
		}
		all[at].add(consent)
	}
	return all
}

func (a *allowedApplication) add(consent *hydra.Consent) {
	a.scopes = append(a.scopes, consent.Scopes...)
	for _, audience := range consent.Audiences {
		if !slices.Contains(a.audiences, audience) {
			a.audiences = append(a.audiences, audience)
		}
	}
	at := consent.HandledAt
	if !at.IsZero() && (a.first.IsZero() || at.Before(a.first)) {
		a.first = at
	}
	if at.After(a.last) {
		a.last = at
	}
}

// applicationRows puts into words what the visitor has allowed.
func (s *server) applicationRows(c echo.Context, allowed []allowedApplication) []templates.AllowedApplication {
	l := locales.From(c.Request().Context())
	rows := make([]templates.AllowedApplication, len(allowed))
	for i := range allowed {
		a := &allowed[i]
		rows[i] = templates.AllowedApplication{
			ID: a.client.ID, Name: s.application(c, &a.client).Name, Scopes: templates.Scopes(a.scopes, l), Audiences: visible(a.audiences),
			First: templates.NewMoment(a.first, l), AsksAgain: !s.oauth2.trusts(&a.client),
		}
		if !a.last.Equal(a.first) {
			rows[i].Last = templates.NewMoment(a.last, l)
		}
	}
	return rows
}

// visible are the names among these that show anything.
func visible(names []string) []string {
	var shown []string
	for _, name := range names {
		if name = locales.Visible(name); name != "" && !slices.Contains(shown, name) {
			shown = append(shown, name)
		}
	}
	return shown
}
