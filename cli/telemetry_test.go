package cli

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/handlers"
)

// A connection that sends its request a byte at a time, or never reads its answer, is not kept for ever.
func TestSlowClients(t *testing.T) {
	t.Parallel()
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return
		}
		for r.Context().Err() == nil { // more than any buffer on the way holds
			if _, err := w.Write(make([]byte, 1<<20)); err != nil {
				return
			}
		}
	})
	server := newServer(testConfig(), handler, slog.New(slog.DiscardHandler))
	for name, limit := range map[string]*time.Duration{
		"header": &server.ReadHeaderTimeout, "body": &server.ReadTimeout, "answer": &server.WriteTimeout, "idle": &server.IdleTimeout,
	} {
		if *limit <= 0 || *limit > 3*time.Minute {
			t.Errorf("%s: the limit is %v", name, *limit)
		}
		*limit = 50 * time.Millisecond // what is left to see is that each of them works
	}
	if server.MaxHeaderBytes > 256<<10 || server.MaxHeaderBytes == 0 {
		t.Errorf("headers of %d bytes are read", server.MaxHeaderBytes)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { server.Close() })
	for name, request := range map[string]string{
		"half a header": "GET / HTTP/1.1\r\nHost: x\r\nX-",
		"half a body":   "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nx",
		"no reading":    "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
		"nothing":       "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conn, err := net.Dial("tcp", listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if _, err := io.WriteString(conn, request); err != nil {
				t.Fatal(err)
			}
			if name == "no reading" {
				closed(t, conn)
				return
			}
			_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
			if _, err := io.Copy(io.Discard, conn); os.IsTimeout(err) {
				t.Error("the connection is still open")
			}
		})
	}
}

// closed waits until writing fails, which it does once the other side is gone.
func closed(t *testing.T, conn net.Conn) {
	t.Helper()
	_ = conn.SetWriteDeadline(time.Now().Add(20 * time.Second))
	for {
		if _, err := conn.Write([]byte("GET / HTTP/1.1\r\nHost: x\r\n\r\n")); os.IsTimeout(err) {
			t.Error("the connection is still open")
			return
		} else if err != nil {
			return
		}
	}
}

// longDelay is time for a slow machine to look around between the signal and the stop.
const longDelay = "10s"

// A load balancer learns it from readiness before the listener closes, and requests that come until then are served.
func TestReadinessTurnsFirst(t *testing.T) {
	t.Parallel()
	kratos := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(kratos.Close)
	c, err := readConfig(environment("KRATOS_PUBLIC_URL", kratos.URL, "HOST", "127.0.0.1", "PORT", "0", "STOP_DELAY", longDelay))
	if err != nil {
		t.Fatal(err)
	}
	stopping := make(chan struct{})
	handler, err := newHandler(c, handlers.Options{Logger: slog.New(slog.DiscardHandler), Stopping: stopping})
	if err != nil {
		t.Fatal(err)
	}
	s := start(t, c, handler)
	if got, _ := ask(t, "http://"+s.address+"/health/ready"); got != http.StatusOK {
		t.Fatalf("readiness is %d before the stop", got)
	}
	close(stopping) // as the same signal does in run
	s.stop()
	await(t, s.lines, "stopping")
	if got, _ := ask(t, "http://"+s.address+"/health/ready"); got != http.StatusServiceUnavailable {
		t.Errorf("readiness is %d after the signal", got)
	}
	if got, _ := ask(t, "http://"+s.address+"/welcome"); got != http.StatusOK {
		t.Errorf("a visitor who comes after the signal gets %d", got)
	}
	if err := <-s.done; err != nil {
		t.Errorf("stopping failed: %v", err)
	}
}

func TestMetricsHaveAnAddressOfTheirOwn(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	registry := newRegistry()
	where, err := serveMetrics(ctx, "127.0.0.1:0", registry, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	address := where.String()
	c, err := readConfig(environment())
	if err != nil {
		t.Fatal(err)
	}
	handler, err := newHandler(c, handlers.Options{Logger: slog.New(slog.DiscardHandler), Metrics: registry})
	if err != nil {
		t.Fatal(err)
	}
	public := httptest.NewRecorder()
	handler.ServeHTTP(public, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if public.Code != http.StatusNotFound {
		t.Errorf("the public address answers /metrics with %d", public.Code)
	}
	_, body := ask(t, "http://"+address+"/metrics")
	for _, want := range []string{"go_goroutines ", "process_open_fds ", "process_resident_memory_bytes ", "thyra_kratos_calls_under_way ", `thyra_request_duration_seconds_count{`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s among the metrics", want)
		}
	}
	cancel()
	refuses(address)
	if _, err := serveMetrics(t.Context(), "nowhere", registry, slog.New(slog.DiscardHandler)); err == nil {
		t.Error("no error for an address that can't be")
	}
}

// Traces go where the standard variables say, in the standard protocol, also those that a stop leaves over.
func TestTracesGoWhereOTELSays(t *testing.T) {
	got := make(chan string, 4)
	collector := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got <- r.URL.Path + " " + r.Header.Get("Content-Type") + " " + string(body)
		w.WriteHeader(http.StatusOK)
	}))
	t.Cleanup(collector.Close)
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.URL)
	t.Setenv("OTEL_SERVICE_NAME", "service-of-the-test")
	e := environment("OTEL_EXPORTER_OTLP_ENDPOINT", collector.URL)
	provider, flush, err := tracer(t.Context(), e, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	c, err := readConfig(e)
	if err != nil {
		t.Fatal(err)
	}
	handler, err := newHandler(c, handlers.Options{Logger: slog.New(slog.DiscardHandler), Tracer: provider})
	if err != nil {
		t.Fatal(err)
	}
	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/welcome", nil))
	if err := flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	select {
	case sent := <-got:
		for _, want := range []string{"/v1/traces", "application/x-protobuf", "service-of-the-test", "GET /welcome"} {
			if !strings.Contains(sent, want) {
				t.Errorf("%q is not in what was sent", want)
			}
		}
	default:
		t.Error("nothing was sent")
	}
	for _, off := range []map[string]string{
		environment(), environment("OTEL_TRACES_EXPORTER", "none"), environment("OTEL_TRACES_EXPORTER", "otlp", "OTEL_SDK_DISABLED", "TRUE"),
	} {
		if provider, _, err := tracer(t.Context(), off, slog.New(slog.DiscardHandler)); provider != nil || err != nil {
			t.Errorf("%v: traces are sent, %v", off, err)
		}
	}
	t.Setenv("OTEL_TRACES_EXPORTER", "carrier-pigeon")
	var stdout, stderr bytes.Buffer
	if code := run(nil, environment("OTEL_TRACES_EXPORTER", "carrier-pigeon"), &stdout, &stderr); code != exitUsage || !strings.Contains(stderr.String(), "carrier-pigeon") {
		t.Errorf("exit code %d, stderr %q for an exporter that does not exist", code, &stderr)
	}
}

func TestLogIsForMachinesUnlessAPersonReads(t *testing.T) {
	t.Parallel()
	file, err := os.Create(t.TempDir() + "/log")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	device, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0) // a character device, as a terminal is
	if err != nil {
		t.Fatal(err)
	}
	defer device.Close()
	for out, json := range map[io.Writer]bool{io.Writer(&bytes.Buffer{}): true, file: true, device: false} {
		if _, got := newLogger(out, "", "").Handler().(*slog.JSONHandler); got != json {
			t.Errorf("%T: JSON is %v, want %v", out, got, json)
		}
	}
}
