package main

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

// asServer makes this test program the server, for tests that need one in a process of its own.
const asServer = "TEST_PROGRAM_IS_THE_SERVER"

func TestMain(m *testing.M) {
	if os.Getenv(asServer) != "" {
		main()
	}
	os.Exit(m.Run())
}

// process is a server in a process of its own.
type process struct {
	cmd     *exec.Cmd
	lines   <-chan logLine
	address string
	client  *http.Client
}

func startProcess(t testing.TB, environment ...string) *process {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append([]string{asServer + "=yes", "HOST=127.0.0.1", "PORT=0", "STOP_DELAY=0s"}, environment...)
	cmd.Stderr = os.Stderr
	log, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	lines := follow(log)
	address := await(t, lines, "listening").Address
	return &process{cmd: cmd, lines: lines, address: address, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}}
}

// A supervisor that sends SIGHUP to have settings read again means no harm, with brands or without.
func TestHangupEndsNothing(t *testing.T) {
	t.Parallel()
	p := startProcess(t, "KRATOS_PUBLIC_URL=http://127.0.0.1:1")
	for range 3 {
		if err := p.cmd.Process.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		resp, err := p.client.Get("http://" + p.address + "/health/alive")
		if err != nil {
			t.Fatalf("after SIGHUP: %v", err)
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("the process ended with %v, want 0 after SIGTERM", err)
	}
}

// Who can't wait for what was begun says so a second time.
func TestTheSecondSignalEndsAtOnce(t *testing.T) {
	t.Parallel()
	reached := make(chan struct{}, 1)
	kratos := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		reached <- struct{}{}
		<-r.Context().Done()
	}))
	t.Cleanup(kratos.Close)
	p := startProcess(t, "KRATOS_PUBLIC_URL="+kratos.URL, "KRATOS_TIMEOUT=10m")
	go func() { _, _ = p.client.Get("http://" + p.address + "/sessions") }()
	<-reached
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	await(t, p.lines, "stopping")
	begun := time.Now()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := p.cmd.Wait(); !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGTERM || time.Since(begun) > 15*time.Second {
		t.Errorf("the process ended with %v after %v, want the signal at once", err, time.Since(begun)) // it would wait for 20 seconds
	}
}
