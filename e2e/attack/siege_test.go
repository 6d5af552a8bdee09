package attack_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/thyra-ui/thyra/e2e/siege"
)

// The bounds of a siege: memory is the peak resident set in bytes, of which 5,000 idle connections with TLS take the most.
const (
	siegeMemory     = 250_000_000
	siegeMemoryLong = 650_000_000
	siegeCPU        = 2 // a page's processor time, as a multiple of that without an attack
)

// TestSiege attacks the UI, which terminates TLS and has a hundred brands, in each way that takes memory or time from others.
// Visitors are served meanwhile at nearly the usual cost, and the UI ends with the resources it began with. SIEGE=long makes
// it the run of `make soak`.
func TestSiege(t *testing.T) {
	times, memory := 1, float64(siegeMemory)
	if os.Getenv("SIEGE") == "long" {
		times, memory = 4, siegeMemoryLong
	}
	u := startTarget(t)
	attack, err := siege.New(u.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(attack.End)
	login := "/login?flow=0f0f0f0f-1111-4222-8333-444444444444"
	u.cpuPerPage(t, login, 200) // warm up
	usual := u.cpuPerPage(t, login, 400*times)
	before := measure(t, u, u.metrics)
	font := regexp.MustCompile(`/static/[0-9a-f-]+/`).FindString(u.page(t, login)) + "own.woff2"
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"idle connections", func() error { return attack.Idle(t.Context(), 1250*times, "/health/alive") }},
		{"half requests", func() error { return attack.Writers(t.Context(), 100*times, "/logout") }},
		{"slow readers", func() error { return attack.Readers(t.Context(), 50*times, 100, font) }},
		{"HTTP/2 windows", func() error { return attack.Streams(t.Context(), 50*times, 250, login) }},
	} {
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		cost := u.cpuPerPage(t, login, 400*times)
		now := measure(t, u, u.metrics)
		t.Logf("%s: %.1f MB at most, %d goroutines, a page takes %v of the processor, %v without an attack", step.name, float64(now.peak)/1e6, now.goroutines, cost, usual)
		if cost > siegeCPU*usual {
			t.Errorf("%s: a page takes %v of the processor, %v without an attack", step.name, cost, usual)
		}
		if float64(now.peak) > memory {
			t.Errorf("%s: the UI took %d bytes at its peak, want under %.0f", step.name, now.peak, memory)
		}
	}
	attack.End()
	u.client.CloseIdleConnections()
	u.kratos.CloseClientConnections() // the UI would keep them for the next requests
	settled(t, u, u.metrics, before)
}
