package kratos_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/kratos"
)

// broken is a body that fails when read.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

func TestEveryFailureBecomesAnErrorThatTellsNoSecret(t *testing.T) {
	t.Parallel()
	secrets := `{"id": "` + secretID + `", "ui": 7, "error": "` + secretCookie + `", "created_at": "` + secretID + `"}`
	// Each answer has its own body, since calls run in parallel.
	telling := func(status int) transport {
		return func(r *http.Request) (*http.Response, error) { return answer(status, strings.NewReader(secrets))(r) }
	}
	for name, mode := range map[string]struct {
		transport transport
		status    int // of our page
		cause     error
	}{
		"refused": {
			transport: func(*http.Request) (*http.Response, error) {
				return nil, &net.OpError{Op: "dial", Err: errors.New("connection refused")}
			},
			status: http.StatusBadGateway,
		},
		"no host": {
			transport: func(*http.Request) (*http.Response, error) { return nil, errors.New("no such host") },
			status:    http.StatusBadGateway,
		},
		"timeout": {
			transport: func(r *http.Request) (*http.Response, error) { <-r.Context().Done(); return nil, r.Context().Err() },
			status:    http.StatusGatewayTimeout,
		},
		"timeout in the body": {
			transport: answer(http.StatusOK, broken{context.DeadlineExceeded}),
			status:    http.StatusGatewayTimeout,
		},
		"cut off":      {transport: answer(http.StatusOK, broken{io.ErrUnexpectedEOF}), status: http.StatusBadGateway, cause: io.ErrUnexpectedEOF},
		"server error": {transport: telling(http.StatusInternalServerError), status: http.StatusBadGateway},
		"overload":     {transport: telling(http.StatusServiceUnavailable), status: http.StatusServiceUnavailable},
		"redirect":     {transport: telling(http.StatusFound), status: http.StatusBadGateway},
		"forbidden":    {transport: telling(http.StatusForbidden), status: http.StatusForbidden},
	} {
		timeout := time.Minute
		if name == "timeout" {
			timeout = time.Millisecond // only this one must reach it
		}
		c := client(t, kratos.Config{PublicURL: "https://" + secretHost, Timeout: timeout, Transport: mode.transport})
		for call, do := range calls(c) {
			t.Run(name+"/"+call, func(t *testing.T) {
				t.Parallel()
				err := do(t.Context())
				if err == nil {
					t.Fatal("no error")
				}
				if got := refusal(t, err).PageStatus(); got != mode.status {
					t.Errorf("page status %d, want %d (%v)", got, mode.status, err)
				}
				if mode.cause != nil && !errors.Is(err, mode.cause) {
					t.Errorf("%v does not tell its cause", err)
				}
				tellsNoSecret(t, err)
			})
		}
	}
}

func tellsNoSecret(t *testing.T, err error) {
	t.Helper()
	for _, secret := range []string{secretID, secretCookie, "secret", secretHost, "self-service", "://", "/sessions"} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("%q holds %q", err, secret)
		}
	}
}

func TestGarbageIsNoAnswer(t *testing.T) {
	t.Parallel()
	const wrongTypes = `{"id": "` + secretID + `", "expires_at": "` + secretID + `", "created_at": "` + secretID + `", "count": "` + secretID +
		`", "ui": {"action": "` + secretCookie + `"}}`
	for _, garbage := range []string{"", "null", "<html>", `"` + secretID + `"`, `{"id": "` + secretID, wrongTypes} {
		c := client(t, kratos.Config{PublicURL: "https://" + secretHost, Transport: transport(func(r *http.Request) (*http.Response, error) {
			return answer(http.StatusOK, strings.NewReader(garbage))(r)
		})})
		for call, do := range calls(c) {
			switch call {
			case "Script", "Ready", "Revoke":
				continue // these don't decode the body
			case "Revoke all", "Sessions":
				if garbage == "" || garbage == "null" {
					continue // client-go takes these for an empty result
				}
			}
			err := do(t.Context())
			if err == nil {
				t.Errorf("%s takes %q for an answer", call, garbage)
				continue
			}
			if status := refusal(t, err).PageStatus(); status != http.StatusBadGateway {
				t.Errorf("%s: %q gives status %d", call, garbage, status)
			}
			tellsNoSecret(t, err)
		}
	}
}

func TestAnswersOverTheLimitAreRefused(t *testing.T) {
	t.Parallel()
	for size, fits := range map[int]bool{kratos.MaxBody: true, kratos.MaxBody + 1: false, 3 * kratos.MaxBody: false} {
		var left *io.LimitedReader
		c := client(t, kratos.Config{PublicURL: "https://" + secretHost, Transport: transport(func(r *http.Request) (*http.Response, error) {
			left = &io.LimitedReader{R: spaces{}, N: int64(size)}
			return answer(http.StatusOK, left)(r)
		})})
		if _, err := c.Script(t.Context()); (err == nil) != fits {
			t.Errorf("%d bytes of script: %v", size, err)
		}
		if read := int64(size) - left.N; read > kratos.MaxBody+1 {
			t.Errorf("%d bytes are read of an answer of %d", read, size)
		}
		// Both fail here, since spaces are not a document. Only the smaller one is read to its end.
		_, err := c.Whoami(t.Context(), "")
		if tooLarge := strings.Contains(refusal(t, err).Cause.Error(), "limit"); tooLarge == fits {
			t.Errorf("%d bytes of session: %v", size, err)
		}
	}
}

// spaces is an endless body.
type spaces struct{}

func (spaces) Read(p []byte) (int, error) { return copy(p, bytes.Repeat([]byte(" "), len(p))), nil }

func TestARefusedConnectionIsABadGateway(t *testing.T) {
	t.Parallel()
	// A port that was free a moment ago may belong to another test's server by now; port 1 never does.
	c := client(t, kratos.Config{PublicURL: "http://127.0.0.1:1"})
	for name, call := range calls(c) {
		err := call(t.Context())
		if err == nil || refusal(t, err).PageStatus() != http.StatusBadGateway {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if strings.Contains(err.Error(), secretID) || strings.Contains(err.Error(), "http://") {
			t.Errorf("%s: %v holds the URL", name, err)
		}
	}
}

func TestTheVisitorsDepartureEndsTheCall(t *testing.T) {
	t.Parallel()
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	c := serve(t, reply(http.StatusOK, nil))
	for name, call := range calls(c) {
		if err := call(gone); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
