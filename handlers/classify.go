package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/hydra"
	"github.com/thyra-ui/thyra/kratos"
)

// classify gives an error its status and the texts that explain it.
func classify(err error) (status int, key string) {
	var k *kratos.Error
	var o *hydra.Error
	var h *echo.HTTPError
	switch {
	case errors.As(err, &k) && k.ID == kratos.ErrorReturnTo:
		return k.PageStatus(), "return_to"
	case errors.As(err, &k):
		return k.PageStatus(), statusKey(k.PageStatus())
	case errors.As(err, &o):
		return o.PageStatus(), statusKey(o.PageStatus())
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

// statusKey names the texts for a status that Kratos or Hydra caused.
func statusKey(status int) (key string) {
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

// retryAfter is the Retry-After header that Kratos or Hydra answered an error with; empty when there is none.
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
