package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

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
