package handlers

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// devicesAtHome is how many of the other devices the home shows: the newest.
const devicesAtHome = 2

// home greets a signed-in visitor; without a session it leads to sign-in.
func (s *server) home(c echo.Context) error {
	session, err := s.whoami(c)
	if err != nil {
		return s.sessionError(c, err)
	}
	ctx, cookie := c.Request().Context(), cookieHeader(c)
	s.clearGuards(c)
	l, b := locales.From(ctx), themeOf(c).brand
	h := &templates.Home{
		IdentityID: session.Identity.ID, Name: locales.Visible(session.Identity.DisplayName()), OtherSessions: -1, ThisDevice: s.sessionView(session, b, l),
	}
	for _, a := range session.Identity.Addresses {
		h.Addresses = append(h.Addresses, templates.Address{Value: a.Value, Verified: a.Verified})
	}
	// Both are extras: without them the page still says who is signed in.
	var wg sync.WaitGroup
	wg.Go(s.extra(c, func() {
		if page, err := s.kratos.Sessions(ctx, cookie, "", devicesAtHome); err == nil {
			h.OtherSessions = page.Total
			for i := range page.Sessions {
				h.OtherDevices = append(h.OtherDevices, s.sessionView(&page.Sessions[i], b, l))
			}
		}
	}))
	mayAsk := !prefetch(c) // it would begin a flow
	wg.Go(s.extra(c, func() { h.Factors = s.factorsOf(ctx, session, cookie, mayAsk) }))
	wg.Wait()
	h.Suggestion = s.suggestion(c, h)
	page := s.page(c, templates.Page{Title: l.T("nav.home"), Wide: true, Current: "home"})
	return s.render(c, http.StatusOK, templates.HomePage(page, h))
}

// suggestion is the one thing that would make an account safer; it has no address where nothing is missing, or nobody knows.
func (s *server) suggestion(c echo.Context, h *templates.Home) templates.Link {
	if slices.ContainsFunc(h.Addresses, func(a templates.Address) bool { return !a.Verified }) {
		return s.link(c, "verify-link", "home.suggest_verify", "home.verify", "/verification", nil)
	}
	offered, on := map[string]bool{}, map[string]bool{}
	for _, f := range h.Factors {
		offered[f.Group], on[f.Group] = true, f.On
	}
	section := func(group string, link templates.Link) templates.Link {
		link.Href += "#" + group
		return link
	}
	second := on[kratos.GroupTOTP] || on[kratos.GroupWebAuthn]
	switch {
	case second && offered[kratos.GroupLookupSecret] && !on[kratos.GroupLookupSecret]:
		return section(kratos.GroupLookupSecret, s.link(c, "suggestion", "home.suggest_backup_codes", "home.set_up", "/settings", nil))
	case second, on[kratos.GroupPasskey]:
	case offered[kratos.GroupPasskey]:
		return section(kratos.GroupPasskey, s.link(c, "suggestion", "home.suggest_passkey", "home.set_up", "/settings", nil))
	case offered[kratos.GroupTOTP]:
		return section(kratos.GroupTOTP, s.link(c, "suggestion", "home.suggest_second_step", "home.set_up", "/settings", nil))
	}
	return templates.Link{}
}

// extra keeps a panic beside the request from ending the process: the Recover middleware sees its own goroutine only.
func (s *server) extra(c echo.Context, work func()) func() {
	ctx, id, route := c.Request().Context(), requestID(c), c.Path() // an echo.Context is for one goroutine
	return func() {
		defer func() {
			if p := recover(); p != nil {
				s.logPanic(ctx, p, debug.Stack(), slog.String("id", id), slog.String("route", route))
			}
		}()
		work()
	}
}

// welcome answers anyone with 200.
func (s *server) welcome(c echo.Context) error {
	_, err := s.whoami(c)
	page := s.page(c, templates.Page{Title: locales.From(c.Request().Context()).T("nav.welcome")})
	return s.render(c, http.StatusOK, templates.WelcomePage(page, err == nil))
}

// addCustomPages adds the pages of the product's own to the site map. It fails where one is no path, or ours.
func (s *server) addCustomPages(e *echo.Echo, pages map[string]CustomPage) error {
	ours := e.Routes()
	for at, draw := range pages {
		taken := slices.ContainsFunc(ours, func(r *echo.Route) bool { return r.Path == s.site.URL(at) })
		if taken || !isPlainPath(at) {
			return fmt.Errorf("Options.Pages: %q is taken, or no path such as /billing", at)
		}
		e.GET(s.site.URL(at), s.customPage(s.site.URL(at), draw), s.presentToAnyone)
	}
	return nil
}

// customPage is a page of the product's own for a signed-in visitor; others are led to sign in.
func (s *server) customPage(at string, draw CustomPage) echo.HandlerFunc {
	return func(c echo.Context) error {
		session, err := s.whoami(c)
		if err != nil {
			return s.sessionError(c, err)
		}
		s.clearGuards(c)
		page := s.page(c, templates.Page{Wide: true, Current: at})
		content, err := draw(c.Request(), session, page)
		if err != nil {
			return err
		}
		return s.render(c, http.StatusOK, templates.CustomPage(page, content))
	}
}
