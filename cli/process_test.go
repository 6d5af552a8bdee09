package cli

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// asServer makes this test program the server, for tests that need one in a process of its own.
const asServer = "TEST_PROGRAM_IS_THE_SERVER"

func TestMain(m *testing.M) {
	if os.Getenv(asServer) != "" {
		os.Exit(Main())
	}
	if os.Getenv(asPassThrough) != "" {
		os.Exit(servePassThrough(os.Getenv(asPassThrough)))
	}
	os.Exit(m.Run())
}

// process is a server in a process of its own.
type process struct {
	cmd      *exec.Cmd
	started  logLine   // the line of the start
	warnings []logLine // before it
	lines    <-chan logLine
	address  string
	client   *http.Client
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
	p := &process{cmd: cmd, lines: lines, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}}
	for p.started = range lines {
		if p.started.Msg == "listening" {
			p.address = p.started.Address
			return p
		}
		p.warnings = append(p.warnings, p.started)
	}
	t.Fatal("it never listened")
	return nil
}

// Supervisors send SIGHUP to have settings read again, which must not end the process, with brands or without.
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

// An operator who can't wait for requests in progress sends the signal a second time.
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

// HTTP_PROXY is in many environments, for what a server fetches from elsewhere. A proxy could read the visitor's session and the
// operator's token in plain http, but not in https.
func TestNoProxyReadsWhatOryGets(t *testing.T) {
	t.Parallel()
	asked := make(chan string, 64)
	ory := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- r.URL.Path
		w.WriteHeader(http.StatusNotFound)
	}))
	t.Cleanup(ory.Close)
	// Go sends no call to 127.0.0.1 to a proxy; 0.0.0.0 is the same machine and no exception.
	port := strings.TrimPrefix(ory.URL, "http://127.0.0.1")
	for scheme, want := range map[string]string{"http": "", "https": "CONNECT"} {
		var seen syncBuffer
		proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_ = r.Write(&seen)
			w.WriteHeader(http.StatusBadGateway)
		}))
		t.Cleanup(proxy.Close)
		p := startProcess(t, "KRATOS_PUBLIC_URL="+scheme+"://0.0.0.0"+port, "HYDRA_ADMIN_URL="+scheme+"://0.0.0.0"+port, "ORY_ADMIN_API_TOKEN=token-of-the-operator",
			"HTTP_PROXY="+proxy.URL, "HTTPS_PROXY="+proxy.URL)
		for _, path := range []string{"/sessions", "/health/ready", "/consent?consent_challenge=x", "/logout?logout_challenge=x"} {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+p.address+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Cookie", "session-of-the-visitor=x")
			resp, err := p.client.Transport.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if len(asked) == 0 && scheme == "http" {
				t.Errorf("%s by %s: nobody was asked", path, scheme)
			}
			for len(asked) > 0 {
				<-asked
			}
		}
		got := seen.String()
		if strings.Contains(got, "token-of-the-operator") || strings.Contains(got, "session-of-the-visitor") || (got == "") != (want == "") || !strings.HasPrefix(got, want) {
			t.Errorf("a proxy between here and %s reads %q", scheme, got)
		}
	}
}
