// Package harness starts what the tests of a folder share, and ends it after them: the programs, running stacks, the gallery.
// It does not know what the tests do with them.
package harness

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
	"github.com/thyra-ui/thyra/e2e/replay"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// Harness keeps what the tests of one folder share. Everything is started when a test first asks for it.
type Harness struct {
	ctx      context.Context //nolint:containedctx // stacks outlive the test that starts them
	stop     context.CancelFunc
	binaries func() (stack.Binaries, error)
	recorder func() (*recorder.Recorder, error) // nil without RECORD

	mu      sync.Mutex
	stacks  map[string]*stack.Stack
	gallery *stack.Gallery
	closers []func() error
}

// New returns a harness with nothing started. When RECORD names a directory, examples of what Kratos answers on shared stacks
// are written there.
func New() *Harness {
	h := &Harness{stacks: map[string]*stack.Stack{}}
	h.ctx, h.stop = signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	h.binaries = sync.OnceValues(h.build)
	if dir := os.Getenv("RECORD"); dir != "" {
		h.recorder = sync.OnceValues(func() (*recorder.Recorder, error) { return recorder.New(dir) })
	}
	return h
}

func (h *Harness) build() (bin stack.Binaries, err error) {
	dir, err := os.MkdirTemp("", "thyra-bin-")
	if err != nil {
		return bin, err
	}
	h.OnClose(func() error { return os.RemoveAll(dir) })
	return stack.Build(h.ctx, dir, func(text string) { fmt.Fprintln(os.Stderr, "…", text) })
}

// Main runs the tests of a folder, ends what they shared, and returns the exit code of the process.
func (h *Harness) Main(m *testing.M) int {
	defer h.stop()
	code := m.Run()
	if err := h.close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return code
}

// OnClose has a function called after the last test, once all stacks have ended.
func (h *Harness) OnClose(f func() error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closers = append(h.closers, f)
}

func (h *Harness) close() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	var errs []error
	for _, s := range h.stacks {
		errs = append(errs, s.Close())
	}
	if h.gallery != nil {
		errs = append(errs, h.gallery.Close())
	}
	if h.recorder != nil {
		if r, err := h.recorder(); err == nil {
			errs = append(errs, r.Close())
		}
	}
	for _, f := range h.closers {
		errs = append(errs, f())
	}
	return errors.Join(errs...)
}

// Context ends when the process is told to stop. It is for what outlives the test that starts it.
func (h *Harness) Context() context.Context { return h.ctx }

// Binaries returns the programs that stacks run. They are built once for all tests of a folder.
func (h *Harness) Binaries(tb testing.TB) stack.Binaries {
	tb.Helper()
	bin, err := h.binaries()
	if err != nil {
		tb.Fatal(err)
	}
	return bin
}

// Stack returns the shared stack with these overlays.
func (h *Harness) Stack(tb testing.TB, overlays ...string) *stack.Stack {
	tb.Helper()
	return h.SharedStack(tb, strings.Join(overlays, ","), stack.Options{Overlays: overlays})
}

// SharedStack returns the shared stack of this name and starts it unless it runs. The end of its logs is shown when the test
// fails.
func (h *Harness) SharedStack(tb testing.TB, name string, opts stack.Options) *stack.Stack {
	tb.Helper()
	opts.Binaries = h.Binaries(tb)
	h.mu.Lock()
	defer h.mu.Unlock()
	s, ok := h.stacks[name]
	if !ok {
		s = h.start(tb, opts)
		h.stacks[name] = s
	}
	logOnFailure(tb, "stack", s.Logs)
	return s
}

func (h *Harness) start(tb testing.TB, opts stack.Options) *stack.Stack {
	tb.Helper()
	if h.recorder != nil {
		r, err := h.recorder()
		if err != nil {
			tb.Fatal(err)
		}
		opts.KratosProxy = r.Proxy
	}
	s, err := stack.Start(h.ctx, opts)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// OwnStack starts a stack for one test and ends it after the test. The end of its logs is shown when the test fails.
func (h *Harness) OwnStack(tb testing.TB, opts stack.Options) *stack.Stack {
	tb.Helper()
	opts.Binaries = h.Binaries(tb)
	s, err := stack.Start(h.ctx, opts)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = s.Close() })
	logOnFailure(tb, "stack", s.Logs)
	return s
}

// Gallery returns the gallery in the example brands, which all tests of a folder share. The end of its log is shown when the
// test fails.
func (h *Harness) Gallery(tb testing.TB) *stack.Gallery {
	tb.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.gallery == nil {
		var err error
		if h.gallery, err = stack.StartGallery(h.ctx, Path(tb, "brand", "examples")); err != nil {
			tb.Fatal(err)
		}
	}
	logOnFailure(tb, "gallery", h.gallery.Logs)
	return h.gallery
}

func logOnFailure(tb testing.TB, what string, logs func() string) {
	tb.Helper()
	tb.Cleanup(func() {
		if tb.Failed() {
			tb.Logf("the end of the %s's logs:\n%s", what, logs())
		}
	})
}

// Replay starts the UI in front of recorded flows and ends it after the test.
func (h *Harness) Replay(tb testing.TB) (*replay.Kratos, *stack.Stack) {
	tb.Helper()
	k := replay.Start(tb)
	return k, h.OwnStack(tb, stack.Options{UIEnv: []string{"KRATOS_PUBLIC_URL=" + k.URL}})
}
