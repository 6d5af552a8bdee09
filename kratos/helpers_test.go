package kratos_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

// serve is the client of a Kratos that this handler plays.
func serve(t *testing.T, handler http.HandlerFunc) *kratos.Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return client(t, kratos.Config{PublicURL: server.URL})
}

func client(t *testing.T, config kratos.Config) *kratos.Client {
	t.Helper()
	c, err := kratos.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// reply answers every request the same.
func reply(status int, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write(body)
	}
}

// refusal is the *Error in err; the test fails without one.
func refusal(t *testing.T, err error) *kratos.Error {
	t.Helper()
	var e *kratos.Error
	if !errors.As(err, &e) {
		t.Fatalf("%T %v, want an *Error", err, err)
	}
	return e
}

const (
	secretID     = "0f7c0f4e-5f27-4a6c-9b56-7e6a1d1f0a11"
	secretCookie = "ory_kratos_session=secret"
	secretHost   = "kratos.internal.example"
)

// calls are the calls of a client, with secrets in their arguments.
func calls(c *kratos.Client) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"Flow": func(ctx context.Context) error {
			_, err := c.Flow(ctx, kratos.Login, secretID, secretCookie)
			return err
		},
		"NewFlow": func(ctx context.Context) error {
			_, _, err := c.NewFlow(ctx, kratos.Login, nil, secretCookie)
			return err
		},
		"Script":     func(ctx context.Context) error { _, err := c.Script(ctx); return err },
		"Ready":      func(ctx context.Context) error { return c.Ready(ctx) },
		"Whoami":     func(ctx context.Context) error { _, err := c.Whoami(ctx, secretCookie); return err },
		"Sessions":   func(ctx context.Context) error { _, err := c.Sessions(ctx, secretCookie, secretID, 5); return err },
		"Revoke":     func(ctx context.Context) error { return c.RevokeSession(ctx, secretCookie, secretID) },
		"Revoke all": func(ctx context.Context) error { _, err := c.RevokeOtherSessions(ctx, secretCookie); return err },
		"LogoutURL": func(ctx context.Context) error {
			_, err := c.LogoutURL(ctx, secretCookie, "https://a/"+secretID)
			return err
		},
		"FlowError": func(ctx context.Context) error { _, err := c.FlowError(ctx, secretID); return err },
	}
}

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func answer(status int, body io.Reader) transport {
	return func(r *http.Request) (*http.Response, error) {
		h := http.Header{"Content-Type": {"application/json"}}
		return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(body), Request: r}, nil
	}
}
