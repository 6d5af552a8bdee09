package handlers

import (
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// home greets a signed-in visitor; without a session it leads to sign-in.
func (s *server) home(c echo.Context) error {
	ctx, cookie := c.Request().Context(), cookieHeader(c)
	session, err := s.kratos.Whoami(ctx, cookie)
	if err != nil {
		return s.noSession(c, err)
	}
	s.signedIn(c)
	h := &templates.Home{IdentityID: session.Identity.ID, Name: displayName(&session.Identity), OtherSessions: -1}
	for _, a := range session.Identity.Addresses {
		h.Addresses = append(h.Addresses, templates.Address{Value: a.Value, Verified: a.Verified})
	}
	// Both are extras: without them the page still says who is signed in.
	var wg sync.WaitGroup
	wg.Go(s.extra(c, func() {
		if page, err := s.kratos.Sessions(ctx, cookie, "", sessionsPerPage); err == nil {
			h.OtherSessions = len(page.Sessions)
		}
	}))
	wg.Go(s.extra(c, func() {
		if prefetch(c) {
			return // it would begin a flow
		}
		if f, _, err := s.kratos.NewFlow(ctx, kratos.Settings, nil, cookie); err == nil {
			h.Factors = factors(f, locales.From(ctx))
		}
	}))
	wg.Wait()
	page := s.page(c, locales.From(ctx).T("nav.home"))
	page.Wide, page.Current = true, "home"
	return s.render(c, http.StatusOK, templates.HomePage(page, h))
}

// extra keeps a panic beside the request from ending the process: the Recover middleware sees its own goroutine only.
func (s *server) extra(c echo.Context, work func()) func() {
	ctx, id, route := c.Request().Context(), reference(c), c.Path() // an echo.Context is for one goroutine
	return func() {
		defer func() {
			if p := recover(); p != nil {
				s.tellOf(ctx, p, debug.Stack(), slog.String("id", id), slog.String("route", route))
			}
		}()
		work()
	}
}

// noSession maps the refusal of an account page: sign in, prove a second factor, or an error page.
func (s *server) noSession(c echo.Context, err error) error {
	var e *kratos.Error
	switch {
	case !errors.As(err, &e) || !e.LacksSession():
		return err
	case e.Status == http.StatusUnauthorized:
		return s.toLogin(c)
	}
	return s.toSecondFactor(c, e)
}

// factors reads from a settings flow which ways to sign in are set up: Kratos tells it nowhere else.
func factors(f *kratos.Flow, l *locales.Localizer) []templates.Factor {
	present, on := map[string]bool{}, map[string]bool{}
	for i := range f.UI.Nodes {
		n := &f.UI.Nodes[i]
		present[n.Group] = true
		switch n.Attributes.Name {
		case kratos.NameTOTPUnlink, kratos.NameLookupSecretReveal, kratos.NameLookupSecretDisable, kratos.NameWebAuthnRemove,
			kratos.NamePasskeyRemove, kratos.NameUnlink:
			on[n.Group] = true
		}
	}
	var list []templates.Factor
	for _, group := range []string{kratos.GroupPasskey, kratos.GroupTOTP, kratos.GroupLookupSecret, kratos.GroupWebAuthn, kratos.GroupOIDC} {
		if present[group] {
			list = append(list, templates.Factor{Group: group, Label: l.T("settings." + group + ".title"), On: on[group]})
		}
	}
	return list
}

// displayName is how the visitor calls themselves, as far as their traits say.
func displayName(identity *kratos.Identity) string {
	return locales.Visible(chosenName(identity))
}

func chosenName(identity *kratos.Identity) string {
	switch name := identity.Traits["name"].(type) {
	case string:
		return name
	case map[string]any:
		first, _ := name["first"].(string)
		last, _ := name["last"].(string)
		if full := strings.TrimSpace(first + " " + last); full != "" {
			return full
		}
	}
	for _, trait := range []string{"first_name", "given_name", "username", "nickname"} {
		if s, ok := identity.Traits[trait].(string); ok && s != "" {
			return s
		}
	}
	return ""
}

// welcome answers anyone with 200.
func (s *server) welcome(c echo.Context) error {
	ctx := c.Request().Context()
	_, err := s.kratos.Whoami(ctx, cookieHeader(c))
	page := s.page(c, locales.From(ctx).T("nav.welcome"))
	return s.render(c, http.StatusOK, templates.WelcomePage(page, err == nil))
}

// errorPage shows what Kratos (id) or Hydra (error, error_description) sent the browser here with.
func (s *server) errorPage(c echo.Context) error {
	if id := c.QueryParam("id"); id != "" {
		return s.kratosError(c, id)
	}
	v := &templates.ErrorView{Key: "foreign", Reference: reference(c)}
	for _, name := range []string{"error", "error_description", "error_hint"} {
		if value := c.QueryParam(name); value != "" {
			v.Foreign = append(v.Foreign, templates.ForeignLine{Name: name, Value: value})
		}
	}
	status := http.StatusBadRequest
	if len(v.Foreign) == 0 {
		v.Key, status = "not_found", http.StatusNotFound
	}
	v.Actions = []templates.Link{s.link(c, "home-link", "", "error.home", "/", nil)}
	return s.renderError(c, status, v)
}

func (s *server) kratosError(c echo.Context, id string) error {
	f, err := s.kratos.FlowError(c.Request().Context(), id)
	var e *kratos.Error
	switch {
	case errors.As(err, &e) && e.Status == http.StatusNotFound:
		return s.errorView(c, http.StatusNotFound, "gone", templates.Link{})
	case err != nil:
		return err
	}
	key := "internal"
	switch {
	case f.ID == kratos.ErrorCSRF:
		key = "csrf"
	case f.ID == kratos.ErrorReturnTo:
		key = "return_to"
	case f.ID == kratos.ErrorFlowDisabled:
		key = "disabled"
	case f.Status == http.StatusUnauthorized:
		key = "signed_out"
	case f.Status == http.StatusNotFound, f.Status == http.StatusGone:
		key = "gone"
	case f.Status == http.StatusForbidden:
		key = "forbidden"
	case f.Status >= http.StatusBadRequest && f.Status < http.StatusInternalServerError:
		key = "bad_request"
	}
	status := f.Status
	if status < http.StatusBadRequest || status > 599 {
		status = http.StatusInternalServerError
	}
	return s.errorView(c, status, key, s.link(c, "restart-link", "", "form.restart", "/login", nil))
}
