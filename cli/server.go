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

// maxStreams is how many requests a connection of HTTP/2 may have open. moreRequests is how many requests may be in progress at
// once besides those that wait for Kratos or Hydra.
const (
	maxStreams   = 20
	moreRequests = 100
)

// newServer bounds how long a slow reader or writer may take, and the size of headers. Headers may be as large as nearly all
// browsers can send them, because a page says what to do to a visitor with too many cookies; to larger ones net/http answers with
// a bare 431.
//
// Over HTTP/2, a browser asks for a page and its dozen files at once. A client that asks for more waits, and a proxy opens another
// connection. Small frames and windows are enough for the short forms that are sent here.
func newServer(c config, handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           newRequestLimiter(handler, 2*int(c.KratosMaxWaiting)+moreRequests, log),
		ConnState:         newConnectionLimiter(min(int(c.MaxConnections), roomForConnections(os.DirFS("/"))), log).changed,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      time.Duration(c.KratosTimeout) + 30*time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    256 << 10,
		HTTP2: &http.HTTP2Config{
			MaxConcurrentStreams: maxStreams, MaxReadFrameSize: 16 << 10, MaxReceiveBufferPerConnection: 64 << 10, MaxReceiveBufferPerStream: 64 << 10,
			WriteByteTimeout: 15 * time.Second,
		},
		ErrorLog: stdlog.New(errorLog{log}, "", 0),
	}
}

// serve answers requests until ctx ends, and then finishes those in progress. about is what the line of the start tells besides
// the address.
func serve(ctx context.Context, c config, handler http.Handler, log *slog.Logger, about ...slog.Attr) error {
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
	about = append([]slog.Attr{slog.String("address", listener.Addr().String()), slog.Bool("tls", c.TLSCertPath != "")}, about...)
	log.LogAttrs(ctx, slog.LevelInfo, "listening", about...)
	go warnOfSetup(ctx, c, kratosRetry, log)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Info("stopping")
	// Readiness is 503 already, and a load balancer needs a moment to notice.
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
