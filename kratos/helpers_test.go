package kratos_test

import (
	"errors"
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
