package main

import (
	"bufio"
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
	"testing"
	"time"
)

// served is a server that a test started.
type served struct {
	address string
	lines   <-chan string // what it logs
	stop    context.CancelFunc
	done    <-chan error
}

// start serves a handler on a free port and waits for the log line that names it.
func start(t *testing.T, c Config, handler http.Handler) *served {
	t.Helper()
	reader, writer := io.Pipe()
	lines := make(chan string, 16)
	listening := make(chan string, 1)
	go func() {
		defer close(lines)
		for scanner := bufio.NewScanner(reader); scanner.Scan(); {
			var line struct{ Msg, Address string }
			if json.Unmarshal(scanner.Bytes(), &line) == nil && line.Msg == "listening" {
				listening <- line.Address
			}
			lines <- line.Msg
		}
	}()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- serve(ctx, c, handler, slog.New(slog.NewJSONHandler(writer, nil)))
		writer.Close()
	}()
	t.Cleanup(cancel)
	select {
	case address := <-listening:
		return &served{address: address, lines: lines, stop: cancel, done: done}
	case err := <-done:
		t.Fatalf("did not start: %v", err)
		return nil
	}
}

// logged waits for a log line.
func (s *served) logged(t *testing.T, message string) {
	t.Helper()
	for line := range s.lines {
		if line == message {
			return
		}
	}
	t.Fatalf("never logged %q", message)
}

func config() Config { return Config{Host: "127.0.0.1", KratosTimeout: time.Second} }

func TestServeFinishesWhatItBegan(t *testing.T) {
	t.Parallel()
	begun, finish := make(chan struct{}), make(chan struct{})
	s := start(t, config(), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
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
		resp, err := http.Get("http://" + s.address + "/")
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
	s.logged(t, "stopping")
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

func TestServeSpeaksTLS(t *testing.T) {
	t.Parallel()
	files := newStore(t)
	cert, key := pair(t, 7)
	files.write(t, files.certPath, cert)
	files.write(t, files.keyPath, key)
	c := config()
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

func TestServeNeedsItsCertificate(t *testing.T) {
	t.Parallel()
	c := config()
	c.TLSCertPath, c.TLSKeyPath = "no-such-file", "no-such-file"
	if err := serve(t.Context(), c, http.NotFoundHandler(), slog.New(slog.DiscardHandler)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("served without a certificate: %v", err)
	}
}
