package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/handlers"
)

// The whole program, from its settings to the signal that ends it.
func TestRunUntilSIGTERM(t *testing.T) {
	got := make(chan string, 4)
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got <- string(body)
	}))
	t.Cleanup(collector.Close)
	kratos := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(kratos.Close)
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.URL)
	t.Setenv("OTEL_BSP_SCHEDULE_DELAY", "3600000") // ms; only the stop sends traces
	reader, writer := io.Pipe()
	var stderr bytes.Buffer
	done := make(chan int, 1)
	go func() {
		done <- run(nil, environment("KRATOS_PUBLIC_URL", kratos.URL, "HOST", "127.0.0.1", "PORT", "0", "METRICS_ADDR", "127.0.0.1:0",
			"STOP_DELAY", longDelay, "OTEL_EXPORTER_OTLP_ENDPOINT", collector.URL), writer, &stderr)
		writer.Close()
	}()
	lines := follow(reader)
	listening := await(t, lines, "listening")
	metrics, pages := "http://"+listening.Metrics, "http://"+listening.Address
	if status, _ := ask(t, pages+"/health/ready"); status != http.StatusOK {
		t.Errorf("readiness is %d before the signal", status)
	}
	if _, body := ask(t, metrics+"/metrics"); !strings.Contains(body, `route="/health/ready"`) {
		t.Error("the pages' metrics are not among those served")
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	await(t, lines, "stopping")
	if status, body := ask(t, pages+"/health/ready"); status != http.StatusServiceUnavailable || !strings.Contains(body, "stopping") {
		t.Errorf("readiness is %d %s after the signal", status, body)
	}
	if _, body := ask(t, metrics+"/metrics"); !strings.Contains(body, `status="503"`) {
		t.Error("metrics are not there until the last page is served")
	}
	if code := <-done; code != 0 || stderr.Len() > 0 {
		t.Errorf("exit code %d, stderr %q", code, &stderr)
	}
	select {
	case sent := <-got:
		if !strings.Contains(sent, "GET /health/ready") {
			t.Error("the request is not in the trace that was sent")
		}
	default:
		t.Error("the traces left over at the stop were not sent")
	}
}

// Without METRICS_ADDR there is no listener for metrics.
func TestMetricsAreOffUnlessAskedFor(t *testing.T) {
	reader, writer := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- run(nil, environment("HOST", "127.0.0.1", "PORT", "0", "STOP_DELAY", "0s"), writer, io.Discard)
		writer.Close()
	}()
	lines := follow(reader)
	if line := <-lines; line.Msg != "listening" {
		t.Errorf("the first thing it says is %q", line.Msg)
		await(t, lines, "listening")
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := <-done; code != 0 {
		t.Errorf("exit code %d", code)
	}
}

func ask(t *testing.T, address string) (status int, body string) {
	t.Helper()
	resp, err := client().Get(address)
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return resp.StatusCode, string(data)
}

// client shares no connections: an httptest.Server that stops closes those of the default client, with answers on them.
func client() *http.Client { return &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} }

// What an operator sets is what visitors get.
func TestSettingsReachThePages(t *testing.T) {
	t.Parallel()
	c, err := readConfig(environment(
		"KRATOS_PUBLIC_URL", "http://127.0.0.1:1", "KRATOS_BROWSER_URL", "https://auth.example.org", "BASE_PATH", "/account",
		"PUBLIC_URL", "https://id.example.org/account", "PROJECT_NAME", "Front Door", "HOME_URL", "https://example.org/home",
		"SUPPORT_URL", "https://example.org/support", "PRIVACY_URL", "https://example.org/privacy", "TERMS_URL", "https://example.org/terms",
		"IMPRINT_URL", "https://example.org/imprint",
		"FORM_ACTION_ORIGINS", "https://accounts.example.com", "FRAME_ANCESTORS", "https://www.example.org", "CSP_REPORTS", "true",
		"TRUSTED_PROXIES", "192.0.2.0/24", "BASE_PATH_STRIPPED", "true",
	))
	if err != nil {
		t.Fatal(err)
	}
	handler, err := newHandler(c, handlers.Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, "/welcome", nil) // from 192.0.2.1, without the path that is stripped
	const trace = "4bf92f3577b34da6a3ce929d0e0e4736"
	r.Header.Set("Traceparent", "00-"+trace+"-00f067aa0ba902b7-01")
	page := httptest.NewRecorder()
	handler.ServeHTTP(page, r)
	if got := page.Header().Get("X-Request-Id"); got != trace {
		t.Errorf("TRUSTED_PROXIES: the request is %s, the proxy's trace %s", got, trace)
	}
	for setting, want := range map[string]string{
		"FORM_ACTION_ORIGINS": "form-action 'self' https://auth.example.org https://accounts.example.com;",
		"FRAME_ANCESTORS":     "frame-ancestors https://www.example.org;",
		"CSP_REPORTS":         "report-uri /account/csp-report;",
	} {
		if policy := page.Header().Get("Content-Security-Policy"); !strings.Contains(policy, want) {
			t.Errorf("%s: the policy is %q, want %q in it", setting, policy, want)
		}
	}
	for _, want := range []string{c.ProjectName, string(c.HomeURL), string(c.SupportURL), string(c.PrivacyURL), string(c.TermsURL), string(c.ImprintURL)} {
		if !strings.Contains(page.Body.String(), want) {
			t.Errorf("%q is not on the page", want)
		}
	}
	start := httptest.NewRecorder()
	handler.ServeHTTP(start, httptest.NewRequest(http.MethodGet, "/login", nil))
	if got := start.Header().Get("Location"); got != "https://auth.example.org/self-service/login/browser" {
		t.Errorf("KRATOS_BROWSER_URL: sign-in begins at %q", got)
	}
	c.KratosBrowserPath = "/kratos"
	if handler, err = newHandler(c, handlers.Options{Logger: slog.New(slog.DiscardHandler)}); err != nil {
		t.Fatal(err)
	}
	start = httptest.NewRecorder()
	handler.ServeHTTP(start, httptest.NewRequest(http.MethodGet, "/login", nil))
	if got := start.Header().Get("Location"); got != "/kratos/self-service/login/browser" {
		t.Errorf("KRATOS_BROWSER_PATH: sign-in begins at %q", got)
	}
	keys := httptest.NewRecorder()
	handler.ServeHTTP(keys, httptest.NewRequest(http.MethodGet, "/.well-known/passkey-endpoints", nil))
	if got := keys.Body.String(); !strings.Contains(got, "https://id.example.org/account/settings") {
		t.Errorf("PUBLIC_URL: passkeys are managed at %s", got)
	}
}

func TestSettingsLimitTheCallsToKratos(t *testing.T) {
	t.Parallel()
	arrived := make(chan struct{}, 8)
	kratos := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		arrived <- struct{}{}
		<-r.Context().Done()
	}))
	t.Cleanup(kratos.Close)
	fetch := func(url string, settings ...string) func(context.Context) int {
		c, err := readConfig(environment(append(settings, "KRATOS_PUBLIC_URL", url)...))
		if err != nil {
			t.Fatal(err)
		}
		handler, err := newHandler(c, handlers.Options{Logger: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		return func(ctx context.Context) int {
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, "/sessions", nil))
			return w.Code
		}
	}
	silent, err := net.Listen("tcp", "127.0.0.1:0") // its kernel accepts connections, and nobody answers
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	impatient := fetch("http://"+silent.Addr().String(), "KRATOS_TIMEOUT", "20ms")
	begun := time.Now() // the default, 10 seconds, ends in the same status
	if got := impatient(t.Context()); got != http.StatusGatewayTimeout || time.Since(begun) > 8*time.Second {
		t.Errorf("KRATOS_TIMEOUT: status %d after %v for a Kratos that hangs", got, time.Since(begun))
	}
	one := fetch(kratos.URL, "KRATOS_MAX_WAITING", "1", "KRATOS_TIMEOUT", "10m")
	waits, leave := context.WithCancel(t.Context())
	defer leave()
	first := make(chan int)
	go func() { first <- one(waits) }()
	<-arrived
	if got := one(t.Context()); got != http.StatusServiceUnavailable {
		t.Errorf("KRATOS_MAX_WAITING: status %d for one more visitor", got)
	}
	leave()
	<-first
}

func TestReadinessFollowsKratosWhereTheOperatorWants(t *testing.T) {
	t.Parallel()
	for setting, want := range map[string]int{"false": http.StatusOK, "true": http.StatusServiceUnavailable} {
		kratos := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
		c, err := readConfig(environment("KRATOS_PUBLIC_URL", kratos.URL, "READY_NEEDS_KRATOS", setting))
		if err != nil {
			t.Fatal(err)
		}
		handler, err := newHandler(c, handlers.Options{Logger: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		ready := func() (int, string) {
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/health/ready", nil))
			return w.Code, w.Body.String()
		}
		if got, says := ready(); got != http.StatusOK {
			t.Fatalf("readiness is %d %s with a Kratos", got, says)
		}
		kratos.Close()
		until(t, func() error { // an answer of Kratos is remembered for a while
			got, says := ready()
			if !strings.Contains(says, "unavailable") {
				return fmt.Errorf("readiness does not notice that Kratos is gone: %d %s", got, says)
			}
			if got != want {
				t.Errorf("READY_NEEDS_KRATOS=%s: readiness is %d %s, want %d", setting, got, says, want)
			}
			return nil
		})
	}
}
