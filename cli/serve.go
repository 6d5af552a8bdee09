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

	"github.com/prometheus/client_golang/prometheus"
	"github.com/spf13/cobra"

	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos"
)

// newServeCommand makes the root command: thyra without arguments serves the pages.
func newServeCommand(environment map[string]string) *cobra.Command {
	return &cobra.Command{
		Use: "thyra", Short: "thyra serves login and account pages for Ory Kratos.",
		RunE: func(command *cobra.Command, _ []string) error { return runServer(environment, command.OutOrStdout()) },
	}
}

// runServer serves the pages until a signal ends it.
func runServer(environment map[string]string, stdout io.Writer) error {
	c, err := readConfig(environment)
	if err != nil {
		return exitError{exitUsage, fmt.Errorf("these settings can't work:\n%w", err)}
	}
	tuneMemory(environment, os.DirFS("/"))
	log := newLogger(stdout, c.LogLevel, c.LogFormat)
	stdlog.SetFlags(0)
	stdlog.SetOutput(errorLog{log}) // net/http writes there what Kratos sends unasked
	warnOfEnvironment(environment, log)
	ctx, stop := untilSignal()
	defer stop()
	traces, flush, err := tracer(ctx, environment, log)
	if err != nil {
		return exitError{exitUsage, fmt.Errorf("these OTEL_ settings can't work:\n%w", err)}
	}
	defer func() {
		late, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_ = flush(late) // the error handler has logged what failed
	}()
	registry := newRegistry()
	shown, err := watchContent(ctx, c, log)
	if err != nil {
		return err
	}
	handler, err := newHandler(c, handlers.Options{
		Logger: log, Metrics: registry, Tracer: traces, Stopping: ctx.Done(), Brands: shown.brands, Locales: shown.locales,
	})
	if err != nil {
		return exitError{exitUsage, err}
	}
	if err := serveAll(ctx, c, handler, registry, log, shown); err != nil {
		return exitError{exitFailed, err}
	}
	return nil
}

// warnOfEnvironment logs what keeps no server from its work and is not what the operator meant.
func warnOfEnvironment(environment map[string]string, log *slog.Logger) {
	for _, m := range nearMisses(environment) {
		log.Warn("this variable is no setting and changes nothing", "variable", m.Name, "meant", m.Meant)
	}
	if err := checkAuthorities(environment); err != nil {
		log.Warn("the private certificate authorities are not trusted", "error", err)
	}
}

// serveAll serves the pages and the metrics until ctx ends.
func serveAll(ctx context.Context, c config, handler http.Handler, registry *prometheus.Registry, log *slog.Logger, shown content) error {
	about := startAttributes(c, shown)
	if c.MetricsAddr != "" {
		served, done := context.WithCancel(context.WithoutCancel(ctx)) // the last pages count too
		defer done()
		address, err := serveMetrics(served, string(c.MetricsAddr), registry, log)
		if err != nil {
			return err
		}
		about = append(about, slog.String("metrics", address.String()))
	}
	return serve(ctx, c, handler, log, about...)
}

// startAttributes are what the line of the start tells of the program and its settings.
func startAttributes(c config, shown content) []slog.Attr {
	about := []slog.Attr{slog.String("version", thisBuild().version), slog.String("base_path", string(c.BasePath))}
	for _, server := range []struct{ name, url string }{
		{"public_url", string(c.PublicURL)}, {"kratos", string(c.KratosPublicURL)}, {"kratos_browser", string(c.KratosBrowserURL)}, {"hydra", string(c.HydraAdminURL)},
	} {
		if server.url != "" {
			about = append(about, slog.String(server.name, kratos.WithoutUser(server.url)))
		}
	}
	brands := 1 // the product's own
	if shown.brands != nil {
		brands = len(shown.brands().All())
	}
	return append(about, slog.Int("brands", brands), slog.Int("languages", len(shown.locales().Languages())))
}

// untilSignal is a context that ends with the first SIGINT or SIGTERM. A second one ends the process at once, and SIGHUP ends
// nothing: brands listen to it by themselves.
func untilSignal() (context.Context, context.CancelFunc) {
	signaled, restore := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	ctx, cancel := context.WithCancel(context.Background())
	context.AfterFunc(signaled, func() {
		restore() // before anybody can know of the first signal
		cancel()
	})
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	return ctx, func() {
		signal.Stop(hangup)
		restore()
		cancel()
	}
}
