// Command thyra serves login and account pages in front of Ory Kratos. This package owns the environment, the logger, the
// listener and signals; it knows no route and no HTML, and uses nothing of the library that others can't.
package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	stdlog "log"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
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

// maxStreams is how many requests a connection of HTTP/2 may have open; moreAnswers is how many may be under way at once besides
// those that wait for Kratos or Hydra.
const (
	maxStreams  = 20
	moreAnswers = 100
)

func main() { os.Exit(run(os.Args[1:], env.ToMap(os.Environ()), os.Stdout, os.Stderr)) }

func run(args []string, environment map[string]string, stdout, stderr io.Writer) int {
	switch {
	case len(args) == 0:
	case args[0] == "-h", args[0] == "--help", args[0] == "help":
		fmt.Fprint(stdout, usage())
		return 0
	case args[0] == "gallery":
		return runGallery(args[1:], stdout, stderr)
	case args[0] == "brand":
		return runBrand(args[1:], stdout, stderr)
	default:
		fmt.Fprintf(stderr, "thyra: unknown argument %q; thyra -h lists the settings\n", args[0])
		return exitUsage
	}
	config, err := readConfig(environment)
	if err != nil {
		fmt.Fprintf(stderr, "thyra: these settings can't work:\n%v\n", err)
		return exitUsage
	}
	tuneMemory(environment, os.DirFS("/"))
	log := newLogger(stdout)
	stdlog.SetFlags(0)
	stdlog.SetOutput(complaints{log}) // net/http tells there what Kratos sends unasked
	signaled, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	context.AfterFunc(signaled, func() {
		stop() // a second signal ends at once, as soon as anybody can know of the first
		cancel()
	})
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP) // it ends a process that does not ask for it; brands listen to it by themselves
	defer signal.Stop(hangup)
	traces, flush, err := tracer(ctx, environment, log)
	if err != nil {
		fmt.Fprintf(stderr, "thyra: these OTEL_ settings can't work:\n%v\n", err)
		return exitUsage
	}
	defer func() {
		late, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_ = flush(late) // whatever failed was told by the error handler
	}()
	registry := newRegistry()
	options := handlers.Options{Logger: log, Metrics: registry, Tracer: traces, Stopping: ctx.Done()}
	if config.BrandDir != "" {
		worn := &brands{dir: confined(config.BrandDir), lowContrast: config.LowContrast, log: log}
		if err := worn.load(); err != nil {
			fmt.Fprintf(stderr, "thyra: the brands in BRAND_DIR can't be used:\n%v\n", err)
			return exitUsage
		}
		go worn.watch(ctx)
		options.Brands = worn.set.Load
	}
	handler, err := newHandler(config, options)
	if err != nil {
		fmt.Fprintf(stderr, "thyra: %v\n", err)
		return exitUsage
	}
	if config.MetricsAddr != "" {
		served, done := context.WithCancel(context.Background()) // the last pages count too
		defer done()
		err = serveMetrics(served, config.MetricsAddr, registry, log)
	}
	if err == nil {
		err = serve(ctx, config, handler, log)
	}
	if err != nil {
		fmt.Fprintf(stderr, "thyra: %v\n", err)
		return exitFailed
	}
	return 0
}

// newLogger writes JSON lines, or text where a person reads along.
func newLogger(out io.Writer) *slog.Logger {
	if file, ok := out.(*os.File); ok {
		if about, err := file.Stat(); err == nil && about.Mode()&os.ModeCharDevice != 0 {
			return slog.New(slog.NewTextHandler(out, nil))
		}
	}
	return slog.New(slog.NewJSONHandler(out, nil))
}

// newHandler adds the settings to the options.
func newHandler(c Config, o handlers.Options) (http.Handler, error) {
	client, err := kratos.New(kratos.Config{PublicURL: c.KratosPublicURL, BrowserURL: c.KratosBrowserURL, BrowserPath: c.KratosBrowserPath, Timeout: c.KratosTimeout, MaxWaiting: c.KratosMaxWaiting})
	if err != nil {
		return nil, err
	}
	if c.HydraAdminURL != "" {
		o.Hydra, err = kratos.NewHydra(kratos.HydraConfig{AdminURL: c.HydraAdminURL, PublicURL: c.HydraPublicURL, Token: c.OryAPIToken, Timeout: c.KratosTimeout, MaxWaiting: c.KratosMaxWaiting})
		if err != nil {
			return nil, err
		}
	}
	o.TrustedClients, o.RememberConsentFor, o.ClientLogos = c.TrustedClients, time.Duration(c.RememberConsent)*time.Second, c.ShowClientLogos
	o.Kratos, o.BasePath, o.Stripped, o.PublicURL = client, c.BasePath, c.Stripped, c.PublicURL
	o.FormActions, o.FrameAncestors, o.CSPReports = c.FormActions, c.FrameAncestors, c.CSPReports
	o.TrustedProxies, _ = prefixes(c.TrustedProxies) // checked with the other settings
	o.ReadyNeedsKratos = c.ReadyNeedsKratos
	o.Brand = brand.Brand{
		Name: brand.Same(c.ProjectName), HomeURL: brand.Same(c.HomeURL), SupportURL: brand.Same(c.SupportURL),
		PrivacyURL: brand.Same(c.PrivacyURL), TermsURL: brand.Same(c.TermsURL), ImprintURL: brand.Same(c.ImprintURL),
	}
	return handlers.New(o)
}

// newServer bounds how long a slow reader or writer may take, and the size of headers: the pages tell a visitor with too many
// cookies what to do, which takes reading what all but a few browsers can send; past that net/http answers with a bare 431.
//
// Over HTTP/2, a browser asks for a page and its dozen files at once; whoever asks for more waits, and a proxy opens another
// connection. What is sent here is short, so that small frames and windows do.
func newServer(c Config, handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           newAnswers(handler, 2*c.KratosMaxWaiting+moreAnswers, log),
		ConnState:         newConnections(min(c.MaxConnections, roomForConnections(os.DirFS("/"))), log).changed,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      c.KratosTimeout + 30*time.Second,
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
func serve(ctx context.Context, c Config, handler http.Handler, log *slog.Logger) error {
	server := newServer(c, handler, log)
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
	// Readiness says so already; who balances load needs a moment to notice.
	notice := time.NewTimer(c.StopDelay)
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
