package attack_test

import (
	"fmt"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chaos"
	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// The bounds of a soak. Memory is the process's peak resident set, in bytes.
const (
	soakMemory        = 50_000_000
	soakMemoryVisitor = 140_000 // for each, garbage included
	soakSlack         = 8       // goroutines and descriptors that may be more than at the start: of the runtime, of a kept connection
)

// TestSoak has many visitors use every page at once while Kratos is slowed, broken, stopped and started. Each of them must
// only ever see their own identity, and the UI must end with the resources it began with. SOAK_VISITORS and SOAK_FOR make it
// the long run of `make soak`.
func TestSoak(t *testing.T) {
	visitors, length := 40, 12*time.Second
	if n, err := strconv.Atoi(os.Getenv("SOAK_VISITORS")); err == nil {
		visitors = n
	}
	if d, err := time.ParseDuration(os.Getenv("SOAK_FOR")); err == nil {
		length = d
	}
	proxy := &chaos.Proxy{}
	metrics := harness.FreeAddress(t)
	s := shared.OwnStack(t, stack.Options{
		KratosProxy: proxy.Start, Keep: true,
		UIEnv: []string{"KRATOS_TIMEOUT=5s", "METRICS_ADDR=" + metrics, "HOST=localhost"},
	})
	before := measure(t, s, metrics)

	run := &soak{s: s, t: t, stop: make(chan struct{})}
	crowd := run.users(visitors)
	var wg sync.WaitGroup
	for _, v := range crowd {
		wg.Go(v.browse)
	}
	disturb(t, s, proxy, length)
	close(run.stop)
	wg.Wait()

	// All sessions are still valid.
	for _, v := range crowd {
		v.mustBeSignedIn()
		v.client.CloseIdleConnections()
	}
	if err := proxy.Disconnect(t.Context()); err != nil {
		t.Fatal(err)
	}
	after := settled(t, s, metrics, before)
	t.Logf("%d visitors, %v: %s; before %+v, after %+v", visitors, length, run, before, after)
	if most := int64(soakMemory + visitors*soakMemoryVisitor); after.peak > most {
		t.Errorf("the UI took %d bytes of memory at its peak, want under %d", after.peak, most)
	}
	for what, n := range map[string]int64{"pages": run.pages.Load(), "error pages": run.refused.Load(), "account pages": run.own.Load()} {
		if n == 0 {
			t.Errorf("no %s were seen: the run proves nothing", what)
		}
	}
}

// disturb slows, breaks, stops and starts Kratos, in rounds of eight parts with pauses between.
func disturb(t *testing.T, s *stack.Stack, proxy *chaos.Proxy, length time.Duration) {
	t.Helper()
	rounds := max(1, int(length/(30*time.Second)))
	part := length / time.Duration(8*rounds)
	heal := func() {
		if err := proxy.Heal(t.Context()); err != nil {
			t.Error(err)
		}
	}
	for range rounds {
		harness.AwaitTime(t, time.Now().Add(2*part))
		proxy.Break(chaos.Slow(300 * time.Millisecond))
		harness.AwaitTime(t, time.Now().Add(part))
		proxy.Break(chaos.Hang)
		harness.AwaitTime(t, time.Now().Add(part))
		heal()
		harness.AwaitTime(t, time.Now().Add(part))
		s.StopKratos()
		harness.AwaitTime(t, time.Now().Add(part))
		if err := s.StartKratos(); err != nil {
			t.Fatal(err)
		}
		harness.AwaitTime(t, time.Now().Add(part))
		proxy.Break(chaos.Half)
		harness.AwaitTime(t, time.Now().Add(part))
		heal()
	}
}

// soak is one run and its counters.
type soak struct {
	t    *testing.T
	s    *stack.Stack
	stop chan struct{}

	pages, own, refused, unreachable atomic.Int64
}

func (r *soak) String() string {
	return fmt.Sprintf("%d pages, %d of them with an identity, %d error pages, %d requests that Kratos itself did not answer",
		r.pages.Load(), r.own.Load(), r.refused.Load(), r.unreachable.Load())
}
