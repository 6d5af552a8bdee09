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

	"github.com/thyra-ui/thyra/e2e/recorder"
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

// farm keeps one running stack for each combination of overlays, started when a test first asks for it. When RECORD names a
// directory, it gets examples of what Kratos answers.
type farm struct {
	ctx      context.Context //nolint:containedctx // stacks outlive the test that starts them
	dir      string
	binaries func() (stack.Binaries, error)
	recorder func() (*recorder.Recorder, error) // nil without RECORD
	elsewhere

	mu      sync.Mutex
	stacks  map[string]*stack.Stack
	gallery *stack.Gallery
}

func newFarm(ctx context.Context) *farm {
	f := &farm{ctx: ctx, stacks: map[string]*stack.Stack{}}
	f.binaries = sync.OnceValues(func() (bin stack.Binaries, err error) {
		if f.dir, err = os.MkdirTemp("", "thyra-bin-"); err != nil {
			return bin, err
		}
		return stack.Build(ctx, f.dir, func(text string) { fmt.Fprintln(os.Stderr, "…", text) })
	})
	if dir := os.Getenv("RECORD"); dir != "" {
		f.recorder = sync.OnceValues(func() (*recorder.Recorder, error) { return recorder.New(dir) })
	}
	return f
}

// stack returns the stack with these overlays. When the test fails, the end of its logs is shown.
func (f *farm) stack(t *testing.T, overlays ...string) *stack.Stack {
	t.Helper()
	return f.running(t, strings.Join(overlays, ","), stack.Options{Overlays: overlays})
}

// running starts the stack that goes by this key, unless it runs.
func (f *farm) running(t *testing.T, key string, opts stack.Options) *stack.Stack {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	s, ok := f.stacks[key]
	if !ok {
		var err error
		if s, err = f.start(opts); err != nil {
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

func (f *farm) start(opts stack.Options) (_ *stack.Stack, err error) {
	if opts.Binaries, err = f.binaries(); err != nil {
		return nil, err
	}
	if f.recorder != nil {
		r, err := f.recorder()
		if err != nil {
			return nil, err
		}
		opts.Front = r.Front
	}
	return stack.Start(f.ctx, opts)
}

func (f *farm) close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	errs := []error{f.elsewhere.close()}
	for _, s := range f.stacks {
		errs = append(errs, s.Close())
	}
	if f.gallery != nil {
		errs = append(errs, f.gallery.Close())
	}
	if f.recorder != nil {
		if r, err := f.recorder(); err == nil {
			errs = append(errs, r.Close())
		}
	}
	if f.dir != "" {
		errs = append(errs, os.RemoveAll(f.dir))
	}
	return errors.Join(errs...)
}
