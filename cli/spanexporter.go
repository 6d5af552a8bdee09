package cli

import (
	"cmp"
	"context"
	"fmt"

	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/exporters/stdout/stdouttrace"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

// newSpanExporter makes the exporter that the standard variables name (OpenTelemetry's "Environment Variable Specification"). The
// exporters read all other OTEL_EXPORTER_ variables themselves. The package autoexport would choose as well, and would bring the
// exporters of metrics and logs, which nothing here sends, with 1.3 MB.
func newSpanExporter(ctx context.Context, environment map[string]string) (sdktrace.SpanExporter, error) {
	switch name := cmp.Or(environment["OTEL_TRACES_EXPORTER"], "otlp"); name {
	case "otlp":
		return newOTLPExporter(ctx, environment)
	case "console":
		return stdouttrace.New()
	default:
		return nil, fmt.Errorf(`OTEL_TRACES_EXPORTER is %q: it must be "otlp", "console" or "none"`, name)
	}
}

func newOTLPExporter(ctx context.Context, environment map[string]string) (sdktrace.SpanExporter, error) {
	name := "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"
	if environment[name] == "" {
		name = "OTEL_EXPORTER_OTLP_PROTOCOL"
	}
	switch protocol := cmp.Or(environment[name], "http/protobuf"); protocol {
	case "grpc":
		return otlptracegrpc.New(ctx)
	case "http/protobuf":
		return otlptracehttp.New(ctx)
	default:
		return nil, fmt.Errorf(`%s is %q: it must be "grpc" or "http/protobuf"`, name, protocol)
	}
}
