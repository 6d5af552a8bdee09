package handlers

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// defaultRetryAfter is what we ask of a client when Kratos is down and gave no time of its own, in seconds.
const defaultRetryAfter = "10"

// statusClientClosed is what proxies log for a visitor who did not wait for the answer.
const statusClientClosed = 499

// fail is the one place where errors become pages. It says what kind of thing went wrong and never what exactly.
func (s *server) fail(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	if errors.Is(c.Request().Context().Err(), context.Canceled) {
		_ = c.NoContent(statusClientClosed) // nobody reads this
		return
	}
	status, key := classify(err)
	if key == "return_to" {
		s.warnReturnTo(c, c.FormValue("return_to"))
	}
	if status >= http.StatusInternalServerError {
		s.log.ErrorContext(c.Request().Context(), "failed", "id", requestID(c), "route", c.Path(), "error", err)
	}
	if after := retryAfter(err); after != "" {
		c.Response().Header().Set("Retry-After", after)
	} else if status >= http.StatusBadGateway {
		c.Response().Header().Set("Retry-After", defaultRetryAfter)
	}
	again := c.Request().Method == http.MethodGet &&
		(status >= http.StatusBadGateway || status == http.StatusTooManyRequests || key == "too_large")
	draw := func() (failed bool) {
		err := safely(func() error { return s.failedPage(c, status, key, again) })
		if err == nil || c.Response().Committed {
			return false
		}
		s.log.ErrorContext(c.Request().Context(), "error page failed", "id", requestID(c), "error", err)
		return true
	}
	failed := draw()
	if failed && themeOf(c) != nil {
		c.Set(themeKey, themeOf(c).withoutLayout())
		failed = draw()
	}
	if failed {
		_ = c.HTML(http.StatusInternalServerError, lastResort) // nothing is left to fall back on
	}
}

// failedPage is the error page of a request that failed; again offers the same address once more.
func (s *server) failedPage(c echo.Context, status int, key string, again bool) error {
	s.presentError(c)
	way := templates.Link{}
	if again {
		way = templates.Link{TestID: "again-link", Text: locales.From(c.Request().Context()).T("error.again"), Href: c.Request().URL.RequestURI()}
	}
	return s.errorView(c, status, key, way)
}

// presentError chooses theme and language for an error that came before the page knew whom it is for.
func (s *server) presentError(c echo.Context) {
	if themeOf(c) == nil {
		s.present(c, audience{})
	}
}

// errorView draws an error page with a way on: the given one where there is one, and home.
func (s *server) errorView(c echo.Context, status int, key string, way templates.Link) error {
	return s.drawError(c, status, &templates.ErrorView{Key: key}, way)
}

// disabledView tells which flow is switched off; kind is empty where Kratos does not say.
func (s *server) disabledView(c echo.Context, status int, kind kratos.Kind, way templates.Link) error {
	return s.drawError(c, status, &templates.ErrorView{Key: "disabled", Flow: kind}, way)
}

func (s *server) drawError(c echo.Context, status int, v *templates.ErrorView, way templates.Link) error {
	s.presentError(c)
	v.Status, v.Reference = strconv.Itoa(status), reference(c)
	if way.Href != "" {
		v.Actions = append(v.Actions, way)
	}
	v.Actions = append(v.Actions, s.link(c, "home-link", "", "error.home", "/", nil))
	return s.renderError(c, status, v)
}

func (s *server) renderError(c echo.Context, status int, v *templates.ErrorView) error {
	page := s.page(c, templates.Page{Title: locales.From(c.Request().Context()).T(v.TextKey("title")), HasError: true})
	return s.render(c, status, templates.ErrorPage(page, v))
}

// cookiesPage explains that Kratos's cookies don't arrive: to the visitor, and in the log to the operator who set it up.
func (s *server) cookiesPage(c echo.Context) error {
	s.clearGuards(c)
	s.warnOfCookies(c)
	return s.errorView(c, http.StatusForbidden, "cookies", templates.Link{})
}

// warnReturnTo tells the operator, who alone can mend it, where Kratos sends nobody back to. Of the address only the origin is
// logged: paths and queries carry secrets.
func (s *server) warnReturnTo(c echo.Context, returnTo string) {
	s.warn(c, problemReturnTo, slog.String("origin", cmp.Or(kratos.OriginOf(returnTo), templates.AppScheme(returnTo), "not known")))
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
	status := f.Status
	if status < http.StatusBadRequest || status > 599 {
		status = http.StatusInternalServerError
	}
	restart := s.link(c, "restart-link", "", "form.restart", "/login", nil)
	switch {
	case f.Disabled != "", f.ID == kratos.ErrorFlowDisabled:
		return s.disabledView(c, status, f.Disabled, restart)
	case f.InvalidChallenge:
		// Without the application that asked, signing in leads nowhere.
		return s.errorView(c, status, "challenge", templates.Link{})
	case f.ID == kratos.ErrorCSRF && cookieHeader(c) == "":
		return s.cookiesPage(c) // the form came with a cookie, which the browser has not kept
	}
	key := flowErrorKey(f)
	if key == "return_to" {
		s.warnReturnTo(c, f.ReturnTo)
	}
	return s.errorView(c, status, key, restart)
}

// flowErrorKey chooses the words for an error of a flow.
func flowErrorKey(f *kratos.FlowError) (key string) {
	switch {
	case f.ID == kratos.ErrorCSRF:
		return "csrf"
	case f.ID == kratos.ErrorReturnTo:
		return "return_to"
	case f.Status == http.StatusUnauthorized:
		return "signed_out"
	case f.Status == http.StatusNotFound, f.Status == http.StatusGone:
		return "gone"
	case f.Status == http.StatusForbidden:
		return "forbidden"
	case f.Status >= http.StatusBadRequest && f.Status < http.StatusInternalServerError:
		return "bad_request"
	}
	return "internal"
}
