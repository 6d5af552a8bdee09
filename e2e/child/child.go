// Package child runs other programs for tests: none outlives the test, and what each printed last can be read. It does not
// know what the programs are.
package child

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"time"

	"github.com/thyra-ui/thyra/e2e/oneshot"
)

// Process is one running child and what it has printed.
type Process struct {
	Name string

	cmd    *exec.Cmd
	log    *tail
	exited chan struct{} // closed once Wait has returned
}

// Start runs a program in a process group of its own, so that a Ctrl-C in the terminal reaches only us and stopping it
// reaches everything it started. It is killed when ctx ends. What it prints goes to out too, unless that is nil.
func Start(ctx context.Context, name string, out io.Writer, env []string, binary string, args ...string) (*Process, error) {
	p := &Process{Name: name, log: &tail{}, exited: make(chan struct{})}
	p.cmd = exec.CommandContext(ctx, binary, args...) //nolint:gosec // we built it
	p.cmd.Env = env
	p.cmd.Stdout = p.log
	if out != nil {
		p.cmd.Stdout = io.MultiWriter(p.log, out)
	}
	p.cmd.Stderr = p.cmd.Stdout
	p.cmd.SysProcAttr = childAttr()
	p.cmd.Cancel = func() error { return syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL) }
	p.cmd.WaitDelay = time.Second
	started := make(chan error, 1)
	go func() {
		// Linux kills the child when the thread that started it ends, and not only with the process.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := p.cmd.Start()
		if started <- err; err == nil {
			_ = p.cmd.Wait() // ProcessState has the same
			close(p.exited)
		}
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	return p, nil
}

// Ready waits until url answers 200, and gives up when the process ends or ctx does.
func (p *Process) Ready(ctx context.Context, url string) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go func() {
		select {
		case <-p.exited:
			cancel(fmt.Errorf("it ended before that: %s", p.cmd.ProcessState))
		case <-ctx.Done():
		}
	}()
	err := Poll(ctx, 50*time.Millisecond, func() error {
		res, err := oneshot.Get(ctx, url)
		if err != nil {
			return err
		}
		_ = res.Body.Close()
		if res.StatusCode != http.StatusOK {
			return fmt.Errorf("GET %s: %s", url, res.Status)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%s is not ready: %w\n%s", p.Name, err, p.log)
	}
	return nil
}

// Stop asks the group to end and kills what is left of it after a moment.
func (p *Process) Stop() {
	if p == nil {
		return
	}
	_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGTERM)
	timer := time.NewTimer(3 * time.Second)
	defer timer.Stop()
	select {
	case <-p.exited:
	case <-timer.C:
	}
	_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
	<-p.exited
}

// Exited is closed once the process has ended.
func (p *Process) Exited() <-chan struct{} { return p.exited }

// Ended is how the process ended; "" while it runs.
func (p *Process) Ended() string {
	select {
	case <-p.exited:
		return p.cmd.ProcessState.String()
	default:
		return ""
	}
}

// PID is the number of the process.
func (p *Process) PID() int { return p.cmd.Process.Pid }

// Log is the end of what the process has printed.
func (p *Process) Log() string { return p.log.String() }

// Poll runs check until it succeeds, and returns its last error when ctx ends first.
func Poll(ctx context.Context, every time.Duration, check func() error) error {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		err := check()
		if err == nil {
			return nil
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return errors.Join(context.Cause(ctx), err)
		}
	}
}

// maxTail is how much of a child's output is kept.
const maxTail = 256 << 10

// tail is a writer that remembers the end of what was written to it.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, b...)
	if over := len(t.buf) - maxTail; over > 0 {
		t.buf = append(t.buf[:0], t.buf[over:]...)
	}
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.buf)
}
