package handlers

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/labstack/echo/v4"
	"golang.org/x/text/unicode/norm"

	"github.com/thyra-ui/thyra/hydra"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// maxUserCode is the length of the longest code of a device that Hydra is asked about, in characters: more than anybody would type
// from a screen.
const maxUserCode = 64

// askUserCode asks for the code that a device shows (RFC 8628 3.3). A code in the address is filled in and never sent on: whoever
// made the link may want the visitor's account for a device of theirs (RFC 8628 5.4).
func (s *server) askUserCode(c echo.Context) error {
	s.present(c, audience{})
	code := c.QueryParam("user_code")
	if utf8.RuneCountInString(code) > maxUserCode {
		code = ""
	}
	view := &templates.DeviceView{Challenge: c.QueryParam("device_challenge"), Code: locales.Visible(code)}
	if view.Challenge == "" {
		return s.startDevice(c, view.Code)
	}
	view.FromAddress = view.Code != ""
	return s.devicePage(c, http.StatusOK, view)
}

// startDevice sends a browser without a challenge to Hydra for one, where it is known where Hydra is.
func (s *server) startDevice(c echo.Context, code string) error {
	to := s.oauth2.hydra.DeviceURL(code)
	switch {
	case to == "":
		return s.errorView(c, http.StatusNotFound, "device", templates.Link{})
	case prefetch(c):
		return c.NoContent(http.StatusServiceUnavailable)
	}
	return c.Redirect(http.StatusSeeOther, to)
}

// answerUserCode hands Hydra the code that the visitor confirmed.
func (s *server) answerUserCode(c echo.Context) error {
	s.present(c, audience{})
	l := locales.From(c.Request().Context())
	typed := c.FormValue("user_code")
	view := &templates.DeviceView{Challenge: c.FormValue("device_challenge"), Code: locales.Visible(typed)}
	code := plainUserCode(typed)
	switch {
	case view.Challenge == "":
		return s.startDevice(c, "")
	case code == "":
		view.Code, view.Problem = "", l.T("device.text")
		return s.devicePage(c, http.StatusBadRequest, view)
	case utf8.RuneCountInString(code) > maxUserCode:
		view.Code, view.Problem = "", l.T("device.wrong")
		return s.devicePage(c, http.StatusBadRequest, view)
	}
	to, err := s.oauth2.hydra.AcceptUserCode(c.Request().Context(), view.Challenge, code)
	if err == nil {
		return s.followHydra(c, to, "", nil)
	}
	var e *hydra.Error
	switch {
	case !errors.As(err, &e):
		return err
	case e.Status == http.StatusBadRequest:
		view.Problem = l.T("device.wrong")
		return s.devicePage(c, http.StatusBadRequest, view)
	}
	return s.deviceError(c, e)
}

// deviceError answers when Hydra can't take a code with this challenge: it has expired, or is not known.
func (s *server) deviceError(c echo.Context, e *hydra.Error) error {
	status := e.PageStatus()
	if status >= http.StatusInternalServerError || status == http.StatusTooManyRequests {
		return e
	}
	way := templates.Link{}
	if to := s.oauth2.hydra.DeviceURL(""); to != "" {
		way = templates.Link{TestID: "restart-link", Text: locales.From(c.Request().Context()).T("form.restart"), Href: to}
	}
	return s.errorView(c, status, "device", way)
}

func (s *server) devicePage(c echo.Context, status int, view *templates.DeviceView) error {
	page := s.page(c, templates.Page{Title: locales.From(c.Request().Context()).T("device.title"), HasError: view.Problem != ""})
	if c.Request().Method == http.MethodPost {
		page.Again = s.ownURL("/device/verify", url.Values{"device_challenge": {view.Challenge}})
	}
	return s.renderAllowing(c, status, templates.DevicePage(page, view), allowance{forms: s.hydraOrigins("")})
}

// deviceConnected is where Hydra sends the browser when a device may have what it asked for. Nothing in its address is proof of
// anything: the client in it chooses the brand.
func (s *server) deviceConnected(c echo.Context) error {
	s.present(c, audience{client: c.QueryParam("client_id")})
	page := s.page(c, templates.Page{Title: locales.From(c.Request().Context()).T("device.connected.title")})
	return s.render(c, http.StatusOK, templates.DeviceConnectedPage(page))
}

// deviceDenied ends a denied request of a device. Where Hydra would send the browser it answers with JSON, and the device is not
// told either way: it waits until its code expires.
func (s *server) deviceDenied(c echo.Context, consent *hydra.ConsentRequest) error {
	app := s.application(c, &consent.Client)
	page := s.page(c, templates.Page{Title: locales.From(c.Request().Context()).With("device.denied.title", map[string]any{"app": app.Name})})
	return s.render(c, http.StatusOK, templates.DeviceDeniedPage(page, app))
}

// plainUserCode is a code as Hydra knows it: as it was typed or pasted, without the blanks and dashes that part it for the eye,
// and with the digits of any script as 0 to 9. Capital and small letters are different ones to Hydra.
func plainUserCode(typed string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.In(r, unicode.Pd, unicode.Cf) || r == '\u2212' {
			return -1
		}
		return asciiDigit(r)
	}, norm.NFKC.String(typed))
}

// asciiDigit is a decimal digit of any script as one of 0 to 9, and any other character as it is. Unicode has the digits of a
// script in a row from zero to nine.
func asciiDigit(r rune) rune {
	if !unicode.IsDigit(r) {
		return r
	}
	zero := r
	for unicode.IsDigit(zero - 1) {
		zero--
	}
	return '0' + (r-zero)%10
}
