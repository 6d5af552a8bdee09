package stack

import (
	"context"
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

// process is one running child and what it has printed.
type process struct {
	name   string
	cmd    *exec.Cmd
	log    *tail
	exited chan struct{} // closed once Wait has returned
}

// start runs a program in a process group of its own, so that a Ctrl-C in the terminal reaches only us and stopping it
// reaches everything it started. It is killed when ctx ends. What it prints goes to out too, unless that is nil.
func start(ctx context.Context, name string, out io.Writer, env []string, binary string, args ...string) (*process, error) {
	p := &process{name: name, log: &tail{}, exited: make(chan struct{})}
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
			_ = p.cmd.Wait() // ProcessState tells the same
			close(p.exited)
		}
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	return p, nil
}

// ready waits until url answers 200, and gives up when the process ends or ctx does.
func (p *process) ready(ctx context.Context, url string) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go func() {
		select {
		case <-p.exited:
			cancel(fmt.Errorf("it ended before that: %s", p.cmd.ProcessState))
		case <-ctx.Done():
		}
	}()
	err := poll(ctx, 50*time.Millisecond, func() error {
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
		return fmt.Errorf("%s is not ready: %w\n%s", p.name, err, p.log)
	}
	return nil
}

// stop asks the group to end and kills what is left of it after a moment.
func (p *process) stop() {
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
