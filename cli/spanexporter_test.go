package cli

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/exporters/stdout/stdouttrace"
)

// newCollector takes spans by OTLP over HTTP and over gRPC, which is HTTP/2 with trailers, and tells of each request.
func newCollector(t *testing.T) (url string, got <-chan string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	requests := make(chan string, 4)
	server := &http.Server{Protocols: new(http.Protocols), Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		requests <- fmt.Sprint(r.URL.Path, " ", r.Header.Get("Content-Type"), " ", string(body))
		if r.Header.Get("Content-Type") == "application/grpc" {
			w.Header().Set("Content-Type", "application/grpc")
			_, _ = w.Write(make([]byte, 5)) // an empty message: its flag and its length
			w.Header().Set(http.TrailerPrefix+"Grpc-Status", "0")
		}
	})}
	server.Protocols.SetHTTP1(true)
	server.Protocols.SetUnencryptedHTTP2(true)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { server.Close() })
	return "http://" + listener.Addr().String(), requests
}

// Both protocols of OTLP work, by either variable; the one for traces wins.
func TestTracesGoByTheProtocolThatOTELNames(t *testing.T) {
	const overHTTP, overGRPC = "/v1/traces application/x-protobuf ", "/opentelemetry.proto.collector.trace.v1.TraceService/Export application/grpc "
	for _, test := range []struct{ general, traces, want string }{
		{"", "", overHTTP},
		{"http/protobuf", "", overHTTP},
		{"grpc", "", overGRPC},
		{"", "grpc", overGRPC},
		{"grpc", "http/protobuf", overHTTP},
	} {
		t.Run(test.general+","+test.traces, func(t *testing.T) {
			url, got := newCollector(t)
			t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", url)
			provider, flush, err := tracer(t.Context(), environment("OTEL_EXPORTER_OTLP_ENDPOINT", url,
				"OTEL_EXPORTER_OTLP_PROTOCOL", test.general, "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", test.traces), slog.New(slog.DiscardHandler))
			if err != nil {
				t.Fatal(err)
			}
			_, span := provider.Tracer("test").Start(t.Context(), "span-of-the-test")
			span.End()
			if err := flush(t.Context()); err != nil {
				t.Fatal(err)
			}
			select {
			case sent := <-got:
				if !strings.HasPrefix(sent, test.want) || !strings.Contains(sent, "span-of-the-test") {
					t.Errorf("sent is %q, want %q", sent, test.want)
				}
			default:
				t.Error("nothing was sent")
			}
		})
	}
}

func TestTracesGoToTheConsole(t *testing.T) {
	t.Parallel()
	exporter, err := newSpanExporter(t.Context(), environment("OTEL_TRACES_EXPORTER", "console"))
	if _, console := exporter.(*stdouttrace.Exporter); !console || err != nil {
		t.Errorf("the exporter is %T (%v)", exporter, err)
	}
}

// An exporter or protocol that there is none of ends the start, with what is allowed.
func TestTracesBySomethingUnknownEndTheStart(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"OTEL_TRACES_EXPORTER": `"otlp", "console" or "none"`, "OTEL_EXPORTER_OTLP_PROTOCOL": `"grpc" or "http/protobuf"`,
		"OTEL_EXPORTER_OTLP_TRACES_PROTOCOL": `"grpc" or "http/protobuf"`,
	} {
		e := environment("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1", name, "zipkin")
		_, _, err := tracer(t.Context(), e, slog.New(slog.DiscardHandler))
		if err == nil || !strings.Contains(err.Error(), name+` is "zipkin": it must be `+want) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
