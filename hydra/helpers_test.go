package hydra_test

import (
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/hydra"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/kratos/recordings"
)

const token = "token-of-the-operator"

// serve is the client of a Hydra that this handler plays.
func serve(t *testing.T, handler http.HandlerFunc) *hydra.Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	c, err := hydra.New(hydra.Config{AdminURL: server.URL + "/hydra/", Token: token, Timeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// transport answers in place of Hydra.
type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// reply answers every request the same.
func reply(status int, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write(body)
	}
}

// recorded are Hydra's recorded replies, by "version/name".
func recorded(t *testing.T) map[string][]byte {
	t.Helper()
	files, err := fs.Glob(recordings.Files, "*/hydra-*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no reply of Hydra is recorded: %v", err)
	}
	bodies := map[string][]byte{}
	for _, file := range files {
		if bodies[strings.TrimSuffix(file, ".json")], err = recordings.Files.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
	return bodies
}

// refusal is the *Error in err; the test fails without one, and when err is a *kratos.Error, which could send the visitor to
// sign in.
func refusal(t *testing.T, err error) *hydra.Error {
	t.Helper()
	var e *hydra.Error
	if !errors.As(err, &e) {
		t.Fatalf("%T %v, want an *Error", err, err)
	}
	if errors.As(err, new(*kratos.Error)) {
		t.Fatalf("%v is taken for a refusal by Kratos", err)
	}
	return e
}
