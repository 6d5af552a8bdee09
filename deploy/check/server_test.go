package check_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// containerUser is the user of the image and of the charts.
const containerUser = 10000

// patience limits how long a server may take to start.
const patience = time.Minute

// server is the program of the image, running.
type server struct {
	root        string // its file system
	environment []string
	url         string // without a trailing slash
	exited      chan struct{}
	log         *log
	client      *http.Client
}

// start runs the program of the image with nothing but this environment.
func start(t *testing.T, environment ...string) *server {
	t.Helper()
	return startIn(t, container(t), environment...)
}

// container returns a new file system like the image's. Nobody but root can write there.
func container(t *testing.T) string {
	t.Helper()
	from, to := image(t, runtime.GOARCH), t.TempDir()
	err := filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(to, strings.TrimPrefix(path, from))
		if entry.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		return os.Link(path, target)
	})
	for dir := to; err == nil && dir != os.TempDir(); dir = filepath.Dir(dir) {
		err = os.Chmod(dir, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	return to
}

// program is a command of the program in a file system. Only root can run it as an engine does, in a root directory of its own and
// as the user of the image.
func program(t *testing.T, root string, environment []string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "/thyra", args...)
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: root, Credential: &syscall.Credential{Uid: containerUser, Gid: containerUser}}
		cmd.Dir = "/"
	} else {
		t.Log("only root can give the program a root directory and a user of its own: it runs without")
		cmd = exec.CommandContext(t.Context(), filepath.Join(root, "thyra"), args...)
	}
	cmd.Env = environment
	return cmd
}

// run runs another command of the program beside the server, in its container, to the end.
func (s *server) run(t *testing.T, args ...string) (string, error) {
	t.Helper()
	out, err := program(t, s.root, s.environment, args...).CombinedOutput()
	return string(out), err
}

// startIn runs the program in a file system, on a free port of this machine, until the test ends.
func startIn(t *testing.T, root string, environment ...string) *server {
	t.Helper()
	address := freeAddress(t)
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	cmd := program(t, root, append(environment, "HOST=127.0.0.1", "PORT="+port))
	s := &server{root: root, environment: cmd.Env, url: "http://" + address, exited: make(chan struct{}), log: &log{}}
	s.client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	cmd.Stdout, cmd.Stderr = s.log, s.log
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = cmd.Wait() // the log says why
		close(s.exited)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-s.exited
	})
	return s
}

// wantReady waits until a path answers 200.
func (s *server) wantReady(t *testing.T, path string) {
	t.Helper()
	deadline := time.After(patience)
	for {
		err := s.get(t, path)
		if err == nil {
			return
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-s.exited:
			t.Fatalf("the server ended:\n%s", s.log)
		case <-deadline:
			t.Fatalf("%s: %v\n%s", path, err, s.log)
		}
	}
}

func (s *server) get(t *testing.T, path string) error {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+path, nil)
	if err != nil {
		return err
	}
	res, err := s.client.Do(req)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, res.Body)
	if err := errors.Join(err, res.Body.Close()); err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", path, res.Status)
	}
	return nil
}

// fakeKratos says that it is ready, which is all that a server needs to be ready itself, and returns its address.
func fakeKratos(t *testing.T) string {
	t.Helper()
	kratos := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/health/") {
			w.WriteHeader(http.StatusUnauthorized)
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"status": "ok"}`)
	}))
	t.Cleanup(kratos.Close)
	return kratos.URL
}

// freeAddress returns an address on this machine that nobody listens on at this moment.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().String()
}

// log keeps what a program prints.
type log struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *log) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
