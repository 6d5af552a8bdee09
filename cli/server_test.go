package cli

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// logLine is what tests read of a line of the log.
type logLine struct {
	Level, Msg, Address, Metrics            string
	Version, Kratos, Variable, Meant, Error string
	BasePath                                string `json:"base_path"`
	PublicURL                               string `json:"public_url"`
	KratosBrowser                           string `json:"kratos_browser"`
	Hydra                                   string
	Brands, Languages                       int
	TLS                                     bool
}

// follow reads a log as it is written.
func follow(log io.Reader) <-chan logLine {
	lines := make(chan logLine, 64)
	go func() {
		defer close(lines)
		for scanner := bufio.NewScanner(log); scanner.Scan(); {
			var line logLine
			if json.Unmarshal(scanner.Bytes(), &line) == nil {
				lines <- line
			}
		}
	}()
	return lines
}

// await waits for a line of the log.
func await(t testing.TB, lines <-chan logLine, message string) logLine {
	t.Helper()
	for line := range lines {
		if line.Msg == message {
			return line
		}
	}
	t.Fatalf("never logged %q", message)
	return logLine{}
}

// until waits until a check succeeds, and ends the test with its last error when it does not.
func until(t testing.TB, check func() error) {
	t.Helper()
	tick, late := time.NewTicker(time.Millisecond), time.After(20*time.Second)
	defer tick.Stop()
	for {
		err := check()
		if err == nil {
			return
		}
		select {
		case <-tick.C:
		case <-late:
			t.Fatal(err)
		}
	}
}

// served is a server that a test started.
type served struct {
	address string
	lines   <-chan logLine
	stop    context.CancelFunc
	done    <-chan error
}

// start serves a handler on a free port and waits for the log line that names it.
func start(t *testing.T, c config, handler http.Handler) *served {
	t.Helper()
	reader, writer := io.Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	done := make(chan error, 1)
	go func() {
		done <- serve(ctx, c, handler, slog.New(slog.NewJSONHandler(writer, nil)))
		writer.Close()
	}()
	lines := follow(reader)
	return &served{address: await(t, lines, "listening").Address, lines: lines, stop: cancel, done: done}
}

func testConfig() config {
	return config{Host: "127.0.0.1", KratosTimeout: timeout(time.Second), KratosMaxWaiting: 512, MaxConnections: 1000}
}

func TestServeFinishesWhatItBegan(t *testing.T) {
	t.Parallel()
	begun, finish := make(chan struct{}), make(chan struct{})
	s := start(t, testConfig(), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(begun)
		<-finish
		_, _ = io.WriteString(w, "whole answer")
	}))
	type result struct {
		body string
		err  error
	}
	answers := make(chan result, 1)
	go func() {
		resp, err := client().Get("http://" + s.address + "/")
		if err != nil {
			answers <- result{err: err}
			return
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		answers <- result{string(body), err}
	}()
	<-begun
	s.stop()
	await(t, s.lines, "stopping")
	refuses(s.address)
	select {
	case err := <-s.done:
		t.Fatalf("stopped in the middle of a request: %v", err)
	default:
	}
	close(finish)
	if got := <-answers; got.err != nil || got.body != "whole answer" {
		t.Errorf("the request in flight got %q, %v", got.body, got.err)
	}
	if err := <-s.done; err != nil {
		t.Errorf("stopping failed: %v", err)
	}
}

// refuses waits until nobody listens any more.
func refuses(address string) {
	for {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return
		}
		conn.Close()
	}
}

func TestServeUsesTLS(t *testing.T) {
	t.Parallel()
	files := newStore(t)
	cert, key := pair(t, 7)
	files.write(t, files.certPath, cert)
	files.write(t, files.keyPath, key)
	c := testConfig()
	c.TLSCertPath, c.TLSKeyPath = files.certPath, files.keyPath
	s := start(t, c, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.Proto) }))
	trusted := x509.NewCertPool()
	trusted.AppendCertsFromPEM(cert)
	for protocol, want := range map[string]string{"h2": "HTTP/2.0", "http/1.1": "HTTP/1.1"} {
		transport := &http.Transport{
			TLSClientConfig:   &tls.Config{RootCAs: trusted, ServerName: "localhost", NextProtos: []string{protocol}},
			ForceAttemptHTTP2: protocol == "h2",
		}
		resp, err := (&http.Client{Transport: transport}).Get("https://" + s.address + "/")
		if err != nil {
			t.Errorf("%s: %v", protocol, err)
			continue
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || string(body) != want {
			t.Errorf("%s: served as %s, %v", protocol, body, err)
		}
		transport.CloseIdleConnections()
	}
	old := &tls.Config{RootCAs: trusted, ServerName: "localhost", MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
	if conn, err := tls.Dial("tcp", s.address, old); err == nil {
		conn.Close()
		t.Error("TLS 1.1 is accepted")
	}
	s.stop()
	if err := <-s.done; err != nil {
		t.Errorf("stopping failed: %v", err)
	}
}

// The limits of newServer are those that are served with.
func TestServeLimitsHeaders(t *testing.T) {
	t.Parallel()
	s := start(t, testConfig(), http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	for size, want := range map[int]int{200 << 10: http.StatusOK, 512 << 10: http.StatusRequestHeaderFieldsTooLarge} {
		// A server that has read enough answers and hangs up, while a client of net/http would still be writing and see only that.
		conn, err := net.Dial("tcp", s.address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		_, _ = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: id.example\r\nCookie: "+strings.Repeat("x", size)+"\r\n\r\n")
		resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("status %d to a header of %d bytes, want %d", resp.StatusCode, size, want)
		}
	}
}

func TestServeNeedsItsCertificate(t *testing.T) {
	t.Parallel()
	c := testConfig()
	c.TLSCertPath, c.TLSKeyPath = "no-such-file", "no-such-file"
	if err := serve(t.Context(), c, http.NotFoundHandler(), slog.New(slog.DiscardHandler)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("served without a certificate: %v", err)
	}
}

// syncBuffer can be read while it is written.
type syncBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}
