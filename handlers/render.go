package handlers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strconv"
	"sync"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/hydra"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// lastResort is sent when even the error page can't be drawn.
const lastResort = `<!DOCTYPE html><html lang="en"><title>Error</title><h1>Something went wrong</h1><p>Please try again later.</p></html>`

// defaultRetryAfter is what we ask of a client when Kratos is down and gave no time of its own, in seconds.
const defaultRetryAfter = "10"

// statusGoneAway is what proxies log for a visitor who did not wait for the answer.
const statusGoneAway = 499

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// viewParam asks for a page without header and footer, which a brand may allow. A browser that loads the page into a frame
// asks for it too: Kratos sends it from page to page and forgets what the first was asked with.
const (
	viewParam = "view"
	viewBare  = "bare"
)

func wantsBare(c echo.Context) bool {
	return c.QueryParam(viewParam) == viewBare || c.Request().Header.Get("Sec-Fetch-Dest") == "iframe"
}

// page is the frame of this request's page.
func (s *server) page(c echo.Context, title string) *templates.Page {
	o := outfitOf(c)
	if o.brand.Bare {
		c.Response().Header().Set("Vary", varies+", Sec-Fetch-Dest")
	}
	return &templates.Page{Site: o.site, Title: title, Notice: s.takeNotice(c), Bare: o.brand.Bare && wantsBare(c)}
}

// render draws into a buffer first, so that a failure can still become an error page.
func (s *server) render(c echo.Context, status int, page templ.Component) error {
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := page.Render(c.Request().Context(), buf); err != nil {
		return fmt.Errorf("draw: %v", err) //nolint:errorlint // what a slot was refused by Kratos is no refusal of this page
	}
	c.Response().Header().Set("Content-Length", strconv.Itoa(buf.Len()))
	return c.HTMLBlob(status, buf.Bytes())
}

// fail is the one place where errors become pages. It says what kind of thing went wrong and never what exactly.
func (s *server) fail(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	if errors.Is(c.Request().Context().Err(), context.Canceled) {
		_ = c.NoContent(statusGoneAway) // nobody reads this
		return
	}
	status, key := classify(err)
	if status >= http.StatusInternalServerError {
		s.log.ErrorContext(c.Request().Context(), "failed", "id", reference(c), "route", c.Path(), "error", err)
	}
	if after := retryAfter(err); after != "" {
		c.Response().Header().Set("Retry-After", after)
	} else if status >= http.StatusBadGateway {
		c.Response().Header().Set("Retry-After", defaultRetryAfter)
	}
	again := templates.Link{}
	if c.Request().Method == http.MethodGet && (status >= http.StatusBadGateway || status == http.StatusTooManyRequests || key == "too_large") {
		again = templates.Link{TestID: "again-link", Text: locales.From(c.Request().Context()).T("error.again"), Href: c.Request().URL.RequestURI()}
	}
	for _, o := range []*outfit{outfitOf(c), outfitOf(c).unaltered()} {
		c.Set(outfitKey, o)
		err := safely(func() error { return s.errorView(c, status, key, again) })
		if err == nil || c.Response().Committed {
			return
		}
		s.log.ErrorContext(c.Request().Context(), "error page failed", "id", reference(c), "error", err)
	}
	_ = c.HTML(http.StatusInternalServerError, lastResort) // nothing is left to fall back on
}

// safely makes an error of a panic, where nobody else is left to catch it.
func safely(draw func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return draw()
}

// classify gives an error its status and the texts that explain it.
func classify(err error) (status int, key string) {
	var k *kratos.Error
	var o *hydra.Error
	var h *echo.HTTPError
	switch {
	case errors.As(err, &k) && k.ID == kratos.ErrorReturnTo:
		return k.PageStatus(), "return_to"
	case errors.As(err, &k):
		return k.PageStatus(), refusalKey(k.PageStatus())
	case errors.As(err, &o):
		return o.PageStatus(), refusalKey(o.PageStatus())
	case errors.As(err, &h):
		switch h.Code {
		case http.StatusNotFound:
			return h.Code, "not_found"
		case http.StatusMethodNotAllowed:
			return h.Code, "method"
		case http.StatusForbidden:
			return h.Code, "forbidden"
		case http.StatusRequestHeaderFieldsTooLarge:
			return h.Code, "too_large"
		}
		if h.Code < http.StatusInternalServerError {
			return h.Code, "bad_request"
		}
		return h.Code, "internal"
	}
	return http.StatusInternalServerError, "internal"
}

// refusalKey names the texts for a status that Kratos or Hydra is the reason of.
func refusalKey(status int) string {
	switch {
	case status == http.StatusTooManyRequests:
		return "too_many"
	case status == http.StatusRequestHeaderFieldsTooLarge:
		return "too_large"
	case status >= http.StatusInternalServerError:
		return "unavailable"
	}
	return "bad_request"
}

// retryAfter is the Retry-After header of a refusal by Kratos or Hydra; empty when there is none.
func retryAfter(err error) string {
	var k *kratos.Error
	var o *hydra.Error
	switch {
	case errors.As(err, &k):
		return k.RetryAfter
	case errors.As(err, &o):
		return o.RetryAfter
	}
	return ""
}

// errorView draws an error page with a way on: the given one where there is one, and home.
func (s *server) errorView(c echo.Context, status int, key string, way templates.Link) error {
	v := &templates.ErrorView{Key: key, Status: strconv.Itoa(status), Reference: reference(c)}
	if way.Href != "" {
		v.Actions = append(v.Actions, way)
	}
	v.Actions = append(v.Actions, s.link(c, "home-link", "", "error.home", "/", nil))
	return s.renderError(c, status, v)
}

func (s *server) renderError(c echo.Context, status int, v *templates.ErrorView) error {
	page := s.page(c, locales.From(c.Request().Context()).T("error."+v.Key+".title"))
	page.HasError = true
	return s.render(c, status, templates.ErrorPage(page, v))
}

// cookiesPage explains that Kratos's cookies don't arrive: to the visitor, and to the operator who set it up.
func (s *server) cookiesPage(c echo.Context) error {
	s.signedIn(c)
	s.log.WarnContext(c.Request().Context(), "cookies do not arrive: check cookies.domain, SameSite and that UI and Kratos share a site",
		"id", reference(c), "route", c.Path())
	return s.errorView(c, http.StatusForbidden, "cookies", templates.Link{})
}
