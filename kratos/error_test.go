package kratos_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

// TestEveryRecordedRefusalIsUnderstood compares with the document itself, read without the types under test.
func TestEveryRecordedRefusalIsUnderstood(t *testing.T) {
	t.Parallel()
	seen := 0
	for name, body := range recorded(t, "*") {
		document := object(body)
		inner, ok := document["error"].(map[string]any)
		if _, own := document["id"]; !ok || own {
			continue // not a refusal, or the document of a flow error, which comes with 200
		}
		seen++
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, _ := inner["code"].(float64)
			c := serve(t, reply(int(code), body))
			_, err := c.Flow(t.Context(), kratos.Settings, "id", "cookie=1")
			compareRefusal(t, refusal(t, err), int(code), document, inner)
			// The same document through client-go.
			_, err = c.Whoami(t.Context(), "cookie=1")
			compareRefusal(t, refusal(t, err), int(code), document, inner)
		})
	}
	if seen < 60 {
		t.Errorf("only %d refusals recorded", seen)
	}
}

func compareRefusal(t *testing.T, e *kratos.Error, status int, document, inner map[string]any) {
	t.Helper()
	details, _ := inner["details"].(map[string]any)
	want := &kratos.Error{Status: status}
	want.ID, _ = inner["id"].(string)
	want.UseFlowID, _ = document["use_flow_id"].(string)
	want.ReturnTo, _ = details["return_to"].(string)
	if want.RedirectBrowserTo, _ = document["redirect_browser_to"].(string); want.RedirectBrowserTo == "" {
		want.RedirectBrowserTo, _ = details["redirect_browser_to"].(string)
	}
	for _, kind := range []kratos.Kind{kratos.Registration, kratos.Recovery, kratos.Verification} {
		reason, _ := inner["reason"].(string)
		if strings.EqualFold(reason, string(kind)+" is not allowed because it was disabled.") {
			want.Disabled = kind
		}
	}
	if *e != *want {
		t.Errorf("%+v, want %+v", *e, *want)
	}
}

func TestRefusalIDsAreThoseOfKratos(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"error-settings-aal2-required": kratos.ErrorAAL2Required,
		"error-whoami-aal2-required":   kratos.ErrorAAL2Required,
		"error-fetch-csrf-403":         kratos.ErrorCSRF,
		"error-registration-disabled":  kratos.ErrorFlowDisabled,
		"error-return-to-forbidden":    kratos.ErrorReturnTo,
		"login-oidc-422":               kratos.ErrorLocationChange,
	} {
		for file, body := range recorded(t, strings.TrimPrefix(name, "")) {
			inner, _ := object(body)["error"].(map[string]any)
			if inner["id"] != want {
				t.Errorf("%s has id %v, want %s", file, inner["id"], want)
			}
		}
	}
}

func TestRefusalWithoutADocument(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"", "<html>gateway</html>", `[]`, `{"error": "text"}`, `{"error": {"id": 7}}`, `{}`} {
		c := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "17")
			w.WriteHeader(http.StatusTooManyRequests)
			_, _ = io.WriteString(w, body)
		})
		_, flowErr := c.Flow(t.Context(), kratos.Login, "id", "")
		_, sessionErr := c.Whoami(t.Context(), "")
		for _, err := range []error{flowErr, sessionErr} {
			if e := refusal(t, err); *e != (kratos.Error{Status: http.StatusTooManyRequests, RetryAfter: "17"}) {
				t.Errorf("%q gives %+v", body, *e)
			}
		}
	}
}

func TestPageStatus(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err  kratos.Error
		want int
	}{
		{kratos.Error{Cause: errors.New("refused")}, http.StatusBadGateway},
		{kratos.Error{Cause: io.ErrUnexpectedEOF}, http.StatusBadGateway},
		{kratos.Error{Cause: context.DeadlineExceeded}, http.StatusGatewayTimeout},
		{kratos.Error{Cause: os.ErrDeadlineExceeded}, http.StatusGatewayTimeout},
		{kratos.Error{Cause: fmt.Errorf("wrapped: %w", context.DeadlineExceeded)}, http.StatusGatewayTimeout},
		{kratos.Error{}, http.StatusBadGateway},
		{kratos.Error{Status: http.StatusNoContent}, http.StatusBadGateway},
		{kratos.Error{Status: http.StatusSeeOther}, http.StatusBadGateway},
		{kratos.Error{Status: http.StatusBadRequest}, http.StatusBadRequest},
		{kratos.Error{Status: http.StatusUnauthorized}, http.StatusUnauthorized},
		{kratos.Error{Status: http.StatusForbidden}, http.StatusForbidden},
		{kratos.Error{Status: http.StatusTooManyRequests}, http.StatusTooManyRequests},
		{kratos.Error{Status: 499}, 499},
		{kratos.Error{Status: http.StatusInternalServerError}, http.StatusBadGateway},
		{kratos.Error{Status: http.StatusBadGateway}, http.StatusBadGateway},
		{kratos.Error{Status: http.StatusServiceUnavailable}, http.StatusServiceUnavailable},
		{kratos.Error{Status: http.StatusGatewayTimeout}, http.StatusBadGateway},
		{kratos.Error{Status: 999}, http.StatusBadGateway},
	} {
		if got := test.err.PageStatus(); got != test.want {
			t.Errorf("status %d, cause %v: page status %d, want %d", test.err.Status, test.err.Cause, got, test.want)
		}
	}
}

func TestErrorUnwrapsToItsCause(t *testing.T) {
	t.Parallel()
	err := error(&kratos.Error{Cause: io.EOF})
	if !errors.Is(err, io.EOF) {
		t.Error("the cause is not found")
	}
	if text := (&kratos.Error{Status: 403, ID: kratos.ErrorCSRF}).Error(); !strings.Contains(text, "403") || !strings.Contains(text, kratos.ErrorCSRF) {
		t.Errorf("%q names neither status nor id", text)
	}
}
