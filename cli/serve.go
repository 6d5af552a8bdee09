package cli

import (
	"context"
	"fmt"
	"io"
	stdlog "log"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/hydra"
	"github.com/thyra-ui/thyra/kratos"
)

// runServer serves the pages until a signal ends it.
func runServer(environment map[string]string, stdout, stderr io.Writer) int {
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
		brands, err := watchBrands(ctx, config.BrandDir, config.LowContrast, log)
		if err != nil {
			fmt.Fprintf(stderr, "thyra: the brands in BRAND_DIR can't be used:\n%v\n", err)
			return exitUsage
		}
		options.Brands = brands.Set
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
		o.Hydra, err = hydra.New(hydra.Config{AdminURL: c.HydraAdminURL, PublicURL: c.HydraPublicURL, Token: c.OryAPIToken, Timeout: c.KratosTimeout, MaxWaiting: c.KratosMaxWaiting})
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
