package handlers

import (
	"bytes"
	"cmp"
	"fmt"
	"strconv"
	"sync"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/templates"
)

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

// page completes what a handler says about its page with what the theme and the request know.
func (s *server) page(c echo.Context, p templates.Page) *templates.Page {
	t := themeOf(c)
	p.Site, p.Notice, p.Bare = t.site, s.notice(c), t.brand.Bare && (p.Bare || wantsBare(c))
	p.AllLanguages = c.QueryParam(languagesParam) != ""
	p.Address, _ = c.Get(addressKey).(string)
	if p.Again == "" {
		p.Again = cmp.Or(s.pageOfForm(c), p.Address)
	}
	return &p
}

// render answers with a page.
func (s *server) render(c echo.Context, status int, page templ.Component) error {
	return s.renderAllowing(c, status, page, allowance{})
}

// renderAllowing answers with a page that needs more of the content security policy than others. It draws into a buffer first, so
// that a failure can still become an error page, and changes nothing of the answer before.
func (s *server) renderAllowing(c echo.Context, status int, page templ.Component, allowed allowance) error {
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := page.Render(c.Request().Context(), buf); err != nil {
		return fmt.Errorf("draw: %v", err) //nolint:errorlint // a slot's own error from Kratos says nothing about this page
	}
	s.dropNotice(c)
	c.Set(allowanceKey, allowed)
	if themeOf(c).brand.Bare {
		c.Response().Header().Set("Vary", varies+", Sec-Fetch-Dest")
	}
	c.Response().Header().Set("Content-Length", strconv.Itoa(buf.Len()))
	return c.HTMLBlob(status, buf.Bytes())
}
