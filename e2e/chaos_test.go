package e2e_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chaos"
	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// TestChaos breaks the way between the UI and a real Kratos in every manner there is, while a visitor is signed in. Each time
// the page says so with the right status, and the first page after the repair is the visitor's own again.
func TestChaos(t *testing.T) {
	t.Parallel()
	bin, err := shared.binaries()
	if err != nil {
		t.Fatal(err)
	}
	proxy := &chaos.Proxy{}
	// Long enough for a real Kratos on a busy machine, and waited for by the two faults that never answer in time.
	s, err := stack.Start(shared.ctx, stack.Options{Binaries: bin, Front: proxy.Front, UIEnv: []string{"KRATOS_TIMEOUT=5s"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	v := newMember(t, s)
	v.signIn()
	v.open("/settings")
	settings := v.URL.RequestURI()
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
	v.OnPage = nil // error pages are what this is about
	for name, f := range faults {
		if f.fault == nil {
			if err := proxy.Refuse(); err != nil {
				t.Fatal(err)
			}
		} else {
			proxy.Break(f.fault)
		}
		for _, path := range []string{"/", "/sessions", settings} {
			v.open(path)
			if after := v.Page.Header.Get("Retry-After"); v.Status != f.status || after != f.retryAfter {
				t.Errorf("%s, %s: status %d, Retry-After %q, want %d and %q", name, path, v.Status, after, f.status, f.retryAfter)
			}
			if strings.Contains(v.Body, "gateway.internal") || strings.Contains(v.Body, v.email) {
				t.Errorf("%s, %s: the page shows what is not its own: %s", name, path, v.Body)
			}
		}
		if err := proxy.Heal(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{"/", settings} {
			v.open(path)
			if v.Status != http.StatusOK || !strings.Contains(v.Body, v.email) {
				t.Errorf("%s, after the repair: status %d at %s, or not the visitor's own page", name, v.Status, v.URL)
			}
		}
		awaitReady(t, s)
	}
}

// awaitReady waits until the UI says that Kratos serves.
func awaitReady(t *testing.T, s *stack.Stack) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
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
