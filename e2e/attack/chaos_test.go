package attack_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chaos"
	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/user"
)

// TestChaos breaks the connection between the UI and a real Kratos in every way, while a user is signed in. Each time the page
// says so with the right status, and the first page after the repair is the user's own again.
func TestChaos(t *testing.T) {
	t.Parallel()
	proxy := &chaos.Proxy{}
	// Long enough for a real Kratos on a busy machine; the two faults that never answer in time take all of it.
	s := shared.OwnStack(t, stack.Options{KratosProxy: proxy.Start, UIEnv: []string{"KRATOS_TIMEOUT=5s"}})
	u := user.NewRegistered(t, s)
	u.SignIn()
	u.Open("/settings")
	settings := u.URL.RequestURI()
	faults := map[string]struct {
		fault      chaos.Fault // nil: the port is closed
		status     int
		retryAfter string
	}{
		"refused":               {nil, http.StatusBadGateway, "10"},
		"reset":                 {chaos.Reset, http.StatusBadGateway, "10"},
		"hangs":                 {chaos.Hang, http.StatusGatewayTimeout, "10"},
		"too slow":              {chaos.Slow(time.Minute), http.StatusGatewayTimeout, "10"},
		"500":                   {chaos.Status(500), http.StatusBadGateway, "10"},
		"502 of a gateway":      {chaos.Status(502), http.StatusBadGateway, "10"},
		"503 with a time":       {chaos.Status(503, "Retry-After", "77"), http.StatusServiceUnavailable, "77"},
		"429 with a time":       {chaos.Status(429, "Retry-After", "33"), http.StatusTooManyRequests, "33"},
		"a gateway's page":      {chaos.Status(200), http.StatusBadGateway, "10"},
		"half an answer":        {chaos.Half, http.StatusBadGateway, "10"},
		"half an answer, whole": {chaos.Truncated, http.StatusBadGateway, "10"},
		"endless":               {chaos.Endless, http.StatusBadGateway, "10"},
	}
	u.OnPage = nil // error pages are expected
	for name, f := range faults {
		if f.fault == nil {
			if err := proxy.Refuse(); err != nil {
				t.Fatal(err)
			}
		} else {
			proxy.Break(f.fault)
		}
		for _, path := range []string{"/", "/sessions", settings} {
			u.Open(path)
			if after := u.Page.Header.Get("Retry-After"); u.Status != f.status || after != f.retryAfter {
				t.Errorf("%s, %s: status %d, Retry-After %q, want %d and %q", name, path, u.Status, after, f.status, f.retryAfter)
			}
			if strings.Contains(u.Body, "gateway.internal") || strings.Contains(u.Body, u.Email) {
				t.Errorf("%s, %s: the page shows what is not its own: %s", name, path, u.Body)
			}
		}
		if err := proxy.Heal(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{"/", settings} {
			u.Open(path)
			if u.Status != http.StatusOK || !strings.Contains(u.Body, u.Email) {
				t.Errorf("%s, after the repair: status %d at %s, or not the visitor's own page", name, u.Status, u.URL)
			}
		}
		awaitReady(t, s)
	}
}

// awaitReady waits until the UI says that Kratos serves.
func awaitReady(t *testing.T, s *stack.Stack) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), harness.Patience)
	defer cancel()
	for {
		res, err := oneshot.Get(ctx, s.UIURL+"/health/ready")
		if err != nil {
			t.Fatalf("not ready: %v", err)
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err == nil && res.StatusCode == http.StatusOK && !strings.Contains(string(body), "unavailable") {
			return
		}
	}
}
