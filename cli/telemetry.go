package cli

import (
	"context"
	"errors"
	stdlog "log"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/go-logr/logr"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.37.0"
	"go.opentelemetry.io/otel/trace"

	"github.com/thyra-ui/thyra/kratos"
)

// tracer exports spans as the standard OTEL_* variables say; the provider is nil when they name no exporter or endpoint. The
// function sends the spans that are left and must be called before the process ends.
func tracer(ctx context.Context, environment map[string]string, log *slog.Logger) (trace.TracerProvider, func(context.Context) error, error) {
	wanted := false
	for _, name := range []string{"OTEL_TRACES_EXPORTER", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"} {
		wanted = wanted || environment[name] != ""
	}
	if !wanted || strings.EqualFold(environment["OTEL_SDK_DISABLED"], "true") || environment["OTEL_TRACES_EXPORTER"] == "none" {
		return nil, func(context.Context) error { return nil }, nil
	}
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { log.Warn("traces can't be sent", "error", kratos.Reason(err)) }))
	otel.SetLogger(logr.FromSlogHandler(messagesOnly{log.Handler()})) // the attributes hold settings that it can't read, tokens among them
	exporter, err := newSpanExporter(ctx, environment)
	if err != nil {
		return nil, nil, err
	}
	// OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last and win.
	about, err := resource.New(ctx, resource.WithAttributes(semconv.ServiceName("thyra")), resource.WithTelemetrySDK(), resource.WithFromEnv())
	if err != nil {
		return nil, nil, err
	}
	provider := sdktrace.NewTracerProvider(sdktrace.WithBatcher(exporter), sdktrace.WithResource(about))
	return provider, provider.Shutdown, nil
}

// newRegistry makes a registry with the metrics of Go and of the process; the pages add theirs.
func newRegistry() *prometheus.Registry {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return registry
}

// serveMetrics answers GET /metrics until ctx ends, and returns where. The address is not that of the pages, which never shows
// metrics.
func serveMetrics(ctx context.Context, address string, registry *prometheus.Registry, log *slog.Logger) (net.Addr, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, ErrorLog: stdlog.New(errorLog{log}, "", 0)}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			log.ErrorContext(ctx, "metrics are served no more", "error", err)
		}
	}()
	return listener.Addr(), nil
}
