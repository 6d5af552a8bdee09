package cli

import (
	"bytes"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"

	"go.opentelemetry.io/otel"
)

// Lines that net/http writes, as it words them.
func TestErrorLogNamesNobody(t *testing.T) {
	t.Parallel()
	const visitor, cookie = "203.0.113.7", "ory_kratos_session=secret"
	for line, want := range map[string]string{
		"http: TLS handshake error from " + visitor + ":4711: EOF\n":                                                             "EOF",
		"http: TLS handshake error from [2001:db8::1]:4711: remote error: tls: unknown certificate\n":                            "unknown certificate",
		"http: TLS handshake error from " + visitor + ":1: read tcp 10.0.0.1:443->" + visitor + ":1: connection reset by peer":   "connection reset by peer",
		`http: TLS handshake error from 1.2.3.4:5: tls: client requested unsupported application protocols (["` + cookie + `"])`: "unsupported application protocols",
		"http: Accept error: accept tcp [::]:3000: accept4: too many open files; retrying in 5ms":                                "too many open files",
		`Unsolicited response received on idle HTTP channel starting with "Set-Cookie: ` + cookie + `"; err=<nil>`:               "Unsolicited response",
		"http2: server connection error from " + visitor + ":4711: PROTOCOL_ERROR":                                               "http2: server connection error",
		"http: panic serving " + visitor + ":4711: out of luck\ngoroutine 7 [running]:\nmain.unlucky(0xc000)\n":                  "main.unlucky",
		"http2: panic serving [2001:db8::1]:4711: out of luck\ngoroutine 7 [running]:\n":                                         "out of luck",
		cookie + " " + visitor + ", anything at all\n":                                                                           "something else",
		"": "something else",
	} {
		var log bytes.Buffer
		out := errorLog{slog.New(slog.NewJSONHandler(&log, nil))}
		if n, err := out.Write([]byte(line)); n != len(line) || err != nil {
			t.Errorf("%q: %d bytes written, %v", line, n, err)
		}
		if !json.Valid(log.Bytes()) || bytes.Count(log.Bytes(), []byte("\n")) != 1 || !strings.Contains(log.String(), want) {
			t.Errorf("%q became %s, want %q in it", line, &log, want)
		}
		for _, secret := range []string{visitor, "2001:db8", "10.0.0.1", cookie, "1.2.3.4"} {
			if strings.Contains(log.String(), secret) {
				t.Errorf("%q is in the log: %s", secret, &log)
			}
		}
	}
}

// The server's own errors go that way: the address of a failed handshake is nowhere.
func TestServerLogsNoAddress(t *testing.T) {
	t.Parallel()
	var log syncBuffer
	server := newServer(testConfig(), http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("of a test") }), slog.New(slog.NewJSONHandler(&log, nil)))
	server.TLSConfig = &tls.Config{GetCertificate: newFilledStore(t, 7).get}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.ServeTLS(listener, "", "") }()
	t.Cleanup(func() { server.Close() })
	plain, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	_, _ = io.WriteString(plain, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	_, _ = io.Copy(io.Discard, plain)
	secure := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	if resp, err := secure.Get("https://" + listener.Addr().String()); err == nil {
		resp.Body.Close()
		t.Error("a panic is answered")
	}
	until(t, func() error {
		if strings.Count(log.String(), "\n") < 2 {
			return fmt.Errorf("the log has fewer than two lines: %s", log.String())
		}
		return nil
	})
	if got := log.String(); strings.Contains(got, "127.0.0.1") || !strings.Contains(got, "TLS handshake") || !strings.Contains(got, "of a test") {
		t.Errorf("the log is %s", got)
	}
}

// OpenTelemetry's errors quote where traces go, and its own log the settings that it can't read.
func TestTracesShowNoSecret(t *testing.T) {
	var log syncBuffer
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://name:secret-word@127.0.0.1:1")
	t.Setenv("OTEL_EXPORTER_OTLP_HEADERS", "authorization secret-word")
	_, flush, err := tracer(t.Context(), environment("OTEL_EXPORTER_OTLP_ENDPOINT", "http://name:secret-word@127.0.0.1:1"), slog.New(slog.NewJSONHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	otel.Handle(errors.New(`Post "http://name:secret-word@127.0.0.1:1/v1/traces": refused`))
	_ = flush(t.Context())
	if got := log.String(); strings.Contains(got, "secret-word") || !strings.Contains(got, "traces can't be sent") || !strings.Contains(got, "parse headers") {
		t.Errorf("the log is %s", got)
	}
}
