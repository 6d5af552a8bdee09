package kratos

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"

	ory "github.com/ory/client-go"
)

const (
	errEmpty    = Failure("empty answer")                        // a 200 without a body, which client-go reports as success with nothing
	errDocument = Failure("not the document that was asked for") // in place of client-go's errors of decoding, which quote the document
)

// The values of error.id that a front end acts on.
const (
	ErrorAAL2Required   = "session_aal2_required"
	ErrorCSRF           = "security_csrf_violation"
	ErrorFlowDisabled   = "self_service_flow_disabled"
	ErrorReturnTo       = "self_service_flow_return_to_forbidden"
	ErrorLocationChange = "browser_location_change_required"
)

// Error is a refusal by Kratos, or the failure to get a usable answer from it. It carries no text that Kratos wrote, so that
// none can reach a visitor or a log by accident.
type Error struct {
	// Status is the HTTP status that Kratos answered; 0 when there was no usable answer.
	Status int
	// ID is Kratos's error.id; empty where Kratos gives none.
	ID string
	// RedirectBrowserTo is where Kratos wants the browser to go; check its origin before following it.
	RedirectBrowserTo string
	// UseFlowID names the flow that replaces the one asked for.
	UseFlowID string
	// ReturnTo is the return URL of an expired flow.
	ReturnTo string
	// Disabled is the flow that is switched off; empty where the refusal is another.
	Disabled Kind
	// InvalidChallenge is set when Hydra does not know the login_challenge of a flow, or not any more.
	InvalidChallenge bool
	// RetryAfter is the Retry-After header as received.
	RetryAfter string
	// Cause is the failure behind a Status of 0.
	Cause error
}

// known are the ids that logs may show. Any other string could be a secret.
var known = []string{
	ErrorAAL2Required, ErrorCSRF, ErrorFlowDisabled, ErrorReturnTo, ErrorLocationChange,
	"security_identity_mismatch", "self_service_flow_expired", "self_service_flow_replaced", "session_already_available",
	"session_aal1_required", "session_aal_already_fulfilled", "session_inactive", "session_refresh_required",
	"session_verified_address_required",
}

// KnownErrorID reports whether an error.id is one that Kratos has, so that it may stand in a log.
func KnownErrorID(id string) bool { return slices.Contains(known, id) }

// Error gives the status and id, or the reason why there is no answer. It contains no text from Kratos.
func (e *Error) Error() string {
	if e.Cause != nil {
		return "kratos: " + Reason(e.Cause)
	}
	id := e.ID
	if id != "" && !KnownErrorID(id) {
		id = "unknown"
	}
	return fmt.Sprintf("kratos: status %d, id %q", e.Status, id)
}

// Unwrap returns Cause.
func (e *Error) Unwrap() error { return e.Cause }

// LacksSession reports whether the visitor has to sign in (401) or to prove a second factor (ErrorAAL2Required) first.
func (e *Error) LacksSession() bool {
	return e.Status == http.StatusUnauthorized || e.Status == http.StatusForbidden && e.ID == ErrorAAL2Required
}

// Failed reports whether Kratos gave no answer or failed itself, so that a browser would find no more there. An answer that is no
// flow is neither: it may say more to the browser.
func (e *Error) Failed() bool {
	return e.Status >= http.StatusInternalServerError || e.Status == 0 && !errors.Is(e.Cause, errNotFlow)
}

// PageStatus is the status of the page that tells the visitor: 504 for a timeout, 503 when Kratos answers 503 or too many
// calls are under way, 502 for every other failure (connection refused, 5xx, garbage, too large), and otherwise Kratos's own
// status.
func (e *Error) PageStatus() int {
	var timeout net.Error
	switch {
	case errors.Is(e.Cause, context.DeadlineExceeded), errors.As(e.Cause, &timeout) && timeout.Timeout():
		return http.StatusGatewayTimeout
	case e.Status == http.StatusServiceUnavailable, errors.Is(e.Cause, errBusy):
		return http.StatusServiceUnavailable
	case e.Status == 0, e.Status >= http.StatusInternalServerError, e.Status < http.StatusBadRequest:
		return http.StatusBadGateway
	}
	return e.Status
}

// refusal reads Kratos's error document. Of any other body (a gateway's HTML, say) only the status is used.
func refusal(status int, header http.Header, body []byte) *Error {
	var doc struct {
		Error struct {
			ID      string `json:"id"`
			Reason  string `json:"reason"`
			Details struct {
				RedirectBrowserTo string `json:"redirect_browser_to"`
				ReturnTo          string `json:"return_to"`
			} `json:"details"`
		} `json:"error"`
		RedirectBrowserTo string `json:"redirect_browser_to"`
		UseFlowID         string `json:"use_flow_id"`
	}
	e := &Error{Status: status, RetryAfter: header.Get("Retry-After")}
	if json.Unmarshal(body, &doc) != nil {
		if bytes.Contains(body, []byte("Request Header Or Cookie Too Large")) {
			e.Status = http.StatusRequestHeaderFieldsTooLarge // an nginx before Kratos, which calls it 400
		}
		return e
	}
	e.ID, e.UseFlowID, e.ReturnTo = doc.Error.ID, doc.UseFlowID, doc.Error.Details.ReturnTo
	e.Disabled, e.InvalidChallenge = disabledFlow(doc.Error.Reason), invalidChallenge(status, doc.Error.Reason)
	if e.RedirectBrowserTo = doc.RedirectBrowserTo; e.RedirectBrowserTo == "" {
		e.RedirectBrowserTo = doc.Error.Details.RedirectBrowserTo
	}
	return e
}

// apiError is APIError for errors that may be nil, which stays nil.
func apiError(resp *http.Response, err error) error {
	if err == nil {
		return nil
	}
	return APIError(resp, err)
}

// APIError turns what client-go reports of a call into an *Error; err is not nil. Package hydra reads Hydra's answers with
// it too.
func APIError(resp *http.Response, err error) *Error {
	var api *ory.GenericOpenAPIError
	switch {
	case resp == nil || !errors.As(err, &api):
		return &Error{Cause: withoutURL(err)}
	case resp.StatusCode < http.StatusMultipleChoices:
		return &Error{Cause: errDocument}
	}
	return refusal(resp.StatusCode, resp.Header, api.Body())
}

// withoutURL removes the URL from an error of net/http: it contains the flow id.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
