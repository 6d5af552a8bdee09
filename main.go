// Command thyra serves login and account pages in front of Ory Kratos. This package owns the environment, the logger, the
// listener and signals; it knows no route and no HTML, and uses nothing of the library that others can't.
package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"

	"github.com/caarlos0/env/v11"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos"
)

// Exit codes: 1 when serving failed, 2 when the settings or arguments can't work.
const (
	exitFailed = 1
	exitUsage  = 2
)

// gcPercent is how far the heap may grow between collections, in percent of what is live.
const gcPercent = 400

func main() { os.Exit(run(os.Args[1:], env.ToMap(os.Environ()), os.Stdout, os.Stderr)) }

func run(args []string, environment map[string]string, stdout, stderr io.Writer) int {
	switch {
	case len(args) == 0:
	case args[0] == "-h", args[0] == "--help", args[0] == "help":
		fmt.Fprint(stdout, usage())
		return 0
	default:
		fmt.Fprintf(stderr, "thyra: unknown argument %q; thyra -h lists the settings\n", args[0])
		return exitUsage
	}
	config, err := readConfig(environment)
	if err != nil {
		fmt.Fprintf(stderr, "thyra: these settings can't work:\n%v\n", err)
		return exitUsage
	}
	if _, chosen := environment["GOGC"]; !chosen {
		// The live heap is a few megabytes: collecting less often costs little memory and gives a fifth more pages.
		debug.SetGCPercent(gcPercent)
	}
	log := slog.New(slog.NewJSONHandler(stdout, nil))
	handler, err := newHandler(config, log)
	if err != nil {
		fmt.Fprintf(stderr, "thyra: %v\n", err)
		return exitUsage
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := serve(ctx, config, handler, log); err != nil {
		fmt.Fprintf(stderr, "thyra: %v\n", err)
		return exitFailed
	}
	return 0
}

func newHandler(c Config, log *slog.Logger) (http.Handler, error) {
	client, err := kratos.New(kratos.Config{PublicURL: c.KratosPublicURL, BrowserURL: c.KratosBrowserURL, Timeout: c.KratosTimeout, MaxWaiting: c.KratosMaxWaiting})
	if err != nil {
		return nil, err
	}
	return handlers.New(handlers.Options{
		Kratos: client, BasePath: c.BasePath, PublicURL: c.PublicURL, Logger: log,
		FormActions: c.FormActions, FrameAncestors: c.FrameAncestors,
		Brand: brand.Brand{Name: c.ProjectName, HomeURL: c.HomeURL, SupportURL: c.SupportURL, PrivacyURL: c.PrivacyURL, TermsURL: c.TermsURL},
	})
}

// serve answers requests until ctx ends, then finishes those it began.
func serve(ctx context.Context, c Config, handler http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      c.KratosTimeout + 30*time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", net.JoinHostPort(c.Host, strconv.Itoa(c.Port)))
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
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	if err := server.Shutdown(grace); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("stop: %w", err)
	}
	return nil
}
