// Package e2e_test is what visitors do, done to a real Kratos through the UI as it ships. It asserts on structure, test
// ids and message ids, never on sentences, so that translations and brands can change.
package e2e_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/thyra-ui/thyra/e2e/stack"
)

// shared is what the tests of one run have in common; TestMain has no other way to hand it to them.
var shared *farm

func TestMain(m *testing.M) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	shared = newFarm(ctx)
	code := m.Run()
	if err := shared.close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	stop()
	os.Exit(code)
}

// farm keeps one running stack for each combination of overlays, started when a test first asks for it.
type farm struct {
	ctx      context.Context //nolint:containedctx // stacks outlive the test that starts them
	dir      string
	binaries func() (stack.Binaries, error)

	mu     sync.Mutex
	stacks map[string]*stack.Stack
}

func newFarm(ctx context.Context) *farm {
	f := &farm{ctx: ctx, stacks: map[string]*stack.Stack{}}
	f.binaries = sync.OnceValues(func() (bin stack.Binaries, err error) {
		if f.dir, err = os.MkdirTemp("", "thyra-bin-"); err != nil {
			return bin, err
		}
		return stack.Build(ctx, f.dir, func(text string) { fmt.Fprintln(os.Stderr, "…", text) })
	})
	return f
}

// stack returns the stack with these overlays. When the test fails, the end of its logs is shown.
func (f *farm) stack(t *testing.T, overlays ...string) *stack.Stack {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	key := strings.Join(overlays, ",")
	s, ok := f.stacks[key]
	if !ok {
		bin, err := f.binaries()
		if err != nil {
			t.Fatal(err)
		}
		if s, err = stack.Start(f.ctx, stack.Options{Binaries: bin, Overlays: overlays}); err != nil {
			t.Fatal(err)
		}
		f.stacks[key] = s
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the end of the logs:\n%s", s.Logs())
		}
	})
	return s
}

func (f *farm) close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	var errs []error
	for _, s := range f.stacks {
		errs = append(errs, s.Close())
	}
	if f.dir != "" {
		errs = append(errs, os.RemoveAll(f.dir))
	}
	return errors.Join(errs...)
}
