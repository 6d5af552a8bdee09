package kratos_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

// serve is a client of a Kratos that answers as the handler does.
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

// reply answers every request alike.
func reply(status int, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write(body)
	}
}

// refusal is the *Error that an error must be.
func refusal(t *testing.T, err error) *kratos.Error {
	t.Helper()
	var e *kratos.Error
	if !errors.As(err, &e) {
		t.Fatalf("%T %v, want an *Error", err, err)
	}
	return e
}
