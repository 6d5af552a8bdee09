package cli

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	stdlog "log"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"
)

// maxStreams is how many requests a connection of HTTP/2 may have open; moreAnswers is how many may be under way at once besides
// those that wait for Kratos or Hydra.
const (
	maxStreams  = 20
	moreAnswers = 100
)

// newServer bounds how long a slow reader or writer may take, and the size of headers: the pages tell a visitor with too many
// cookies what to do, which takes reading what all but a few browsers can send; past that net/http answers with a bare 431.
//
// Over HTTP/2, a browser asks for a page and its dozen files at once; whoever asks for more waits, and a proxy opens another
// connection. What is sent here is short, so that small frames and windows do.
func newServer(c config, handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           newAnswers(handler, 2*int(c.KratosMaxWaiting)+moreAnswers, log),
		ConnState:         newConnections(min(int(c.MaxConnections), roomForConnections(os.DirFS("/"))), log).changed,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      time.Duration(c.KratosTimeout) + 30*time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    256 << 10,
		HTTP2: &http.HTTP2Config{
			MaxConcurrentStreams: maxStreams, MaxReadFrameSize: 16 << 10, MaxReceiveBufferPerConnection: 64 << 10, MaxReceiveBufferPerStream: 64 << 10,
			WriteByteTimeout: 15 * time.Second,
		},
		ErrorLog: stdlog.New(complaints{log}, "", 0),
	}
}

// serve answers requests until ctx ends, then finishes those it began.
func serve(ctx context.Context, c config, handler http.Handler, log *slog.Logger) error {
	server := newServer(c, handler, log)
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", net.JoinHostPort(c.Host, strconv.Itoa(int(c.Port))))
	if err != nil {
		return err
	}
	if c.TLSCertPath != "" {
		certificate := &certificate{certPath: c.TLSCertPath, keyPath: c.TLSKeyPath}
		if _, err := certificate.get(nil); err != nil {
			return err
		}
		server.TLSConfig = &tls.Config{GetCertificate: certificate.get, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}}
		listener = tls.NewListener(listener, server.TLSConfig)
	}
	log.InfoContext(ctx, "listening", "address", listener.Addr().String(), "tls", c.TLSCertPath != "")
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Info("stopping")
	// Readiness says so already; who balances load needs a moment to notice.
	notice := time.NewTimer(time.Duration(c.StopDelay))
	defer notice.Stop()
	select {
	case err := <-failed:
		return err
	case <-notice.C:
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	if err := server.Shutdown(grace); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("stop: %w", err)
	}
	return nil
}
