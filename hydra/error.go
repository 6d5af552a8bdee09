package hydra

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	ory "github.com/ory/client-go"

	"github.com/thyra-ui/thyra/kratos"
)

// ErrorChallengeExpired is the error of a challenge that was left unanswered too long.
const ErrorChallengeExpired = "request_unauthorized"

const (
	errEmpty      = kratos.Failure("empty answer")           // a 200 without a body, which client-go reports as success with nothing
	errNoRedirect = kratos.Failure("no address to go on to") // an answer without a usable address for the browser
)

// Error is a refusal by Hydra, or the failure to get a usable answer from it. Hydra refuses this server, not the visitor. It
// carries no text that Hydra wrote, so that none can reach a visitor or a log by accident.
type Error struct {
	// Status is the HTTP status that Hydra answered; 0 when there was no usable answer.
	Status int
	// ID is ErrorChallengeExpired, or the error.id that a proxy in front of Hydra answers with; mostly empty.
	ID string
	// RedirectTo is where the browser goes next when the request was answered before, an http or https URL; else empty.
	RedirectTo string
	// RetryAfter is the Retry-After header as received.
	RetryAfter string
	// Cause is the failure behind a Status of 0.
	Cause error
}

// Error gives the status and id, or the reason why there is no answer. It contains no text from Hydra.
func (e *Error) Error() string {
	if e.Cause != nil {
		return "hydra: " + kratos.Reason(e.Cause)
	}
	id := e.ID
	if id != "" && id != ErrorChallengeExpired && !kratos.KnownErrorID(id) {
		id = "unknown"
	}
	return fmt.Sprintf("hydra: status %d, id %q", e.Status, id)
}

// Unwrap returns Cause.
func (e *Error) Unwrap() error { return e.Cause }

// PageStatus is the status of the page that tells the visitor: as for kratos.Error, but 410 for an expired challenge, and
// 502 for every other 401 and 403. They mean that this server's token is not good enough, which no visitor can mend.
func (e *Error) PageStatus() int {
	status := (&kratos.Error{Status: e.Status, Cause: e.Cause}).PageStatus()
	switch {
	case status >= http.StatusInternalServerError:
		return status
	case e.ID == ErrorChallengeExpired:
		return http.StatusGone
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return http.StatusBadGateway
	}
	return status
}

// newError turns what client-go reports into an *Error; nil stays nil.
func newError(resp *http.Response, err error) error {
	if err == nil {
		return nil
	}
	common := kratos.APIError(resp, err)
	e := &Error{Status: common.Status, ID: common.ID, RetryAfter: common.RetryAfter, Cause: common.Cause}
	var api *ory.GenericOpenAPIError
	if e.Status == 0 || !errors.As(err, &api) {
		return e
	}
	var doc struct {
		Error      string `json:"error"`
		RedirectTo string `json:"redirect_to"`
	}
	if json.Unmarshal(api.Body(), &doc) != nil {
		return e
	}
	if doc.Error == ErrorChallengeExpired {
		e.ID = doc.Error
	}
	if _, err := kratos.WebURL(doc.RedirectTo); err == nil {
		e.RedirectTo = doc.RedirectTo
	}
	return e
}
