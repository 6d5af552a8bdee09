package handlers_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime/debug"
	"sync"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
)

const benchCookie = "csrf_token_82b119fa=aGVsbG8td29ybGQ; ory_kratos_session=MTc2MzgzNjMzMHxYWFhY"

// BenchmarkLoginPage serves the whole login page and, in turns with it on the same stub, a pass-through that hands Kratos's
// reply on undecoded. Turns keep the ratio honest on a machine that is busy with other things.
func BenchmarkLoginPage(b *testing.B) {
	const batch = 400
	defer debug.SetGCPercent(debug.SetGCPercent(200)) // as the server sets it, for both sides
	stub := benchStub(b)
	client, err := kratos.New(kratos.Config{PublicURL: stub.URL})
	if err != nil {
		b.Fatal(err)
	}
	handler, err := handlers.New(handlers.Options{Kratos: client, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	page, through := benchServer(b, handler), benchServer(b, passThrough(stub.URL))
	transport := pooled()
	b.Cleanup(transport.CloseIdleConnections)
	var pageTime, throughTime time.Duration
	for b.Loop() {
		pageTime += benchGets(b, transport, page, batch)
		throughTime += benchGets(b, transport, through, batch)
	}
	requests := float64(b.N * batch)
	b.ReportMetric(requests/pageTime.Seconds(), "page/s")
	b.ReportMetric(requests/throughTime.Seconds(), "pass-through/s")
	b.ReportMetric(throughTime.Seconds()/pageTime.Seconds(), "ratio")
}

// BenchmarkLoginPageInEveryLanguage makes the page in each language in turns with English, without a network, and reports the one
// that takes longest beside English, each by its best turn.
func BenchmarkLoginPageInEveryLanguage(b *testing.B) {
	var body bytes.Buffer
	if err := json.Compact(&body, recorded(b, 200, "login-initial").body); err != nil {
		b.Fatal(err)
	}
	client, err := kratos.New(kratos.Config{PublicURL: browserURL, Transport: played{body.Bytes()}})
	if err != nil {
		b.Fatal(err)
	}
	handler, err := handlers.New(handlers.Options{Kratos: client, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	catalog, err := locales.Load(locales.Files())
	if err != nil {
		b.Fatal(err)
	}
	best := map[string]time.Duration{}
	turn := func(tag string) {
		start := time.Now()
		for range 200 {
			r := httptest.NewRequest(http.MethodGet, "/login?flow="+flowID, nil)
			r.Header.Set("Cookie", benchCookie)
			r.Header.Set("Accept-Language", tag)
			handler.ServeHTTP(httptest.NewRecorder(), r)
		}
		if took := time.Since(start); best[tag] == 0 || took < best[tag] {
			best[tag] = took
		}
	}
	for b.Loop() {
		for _, tag := range catalog.Languages() {
			turn(tag.String())
		}
	}
	slowest, name := 0.0, ""
	for tag, took := range best {
		if ratio := took.Seconds() / best["en"].Seconds(); ratio > slowest {
			slowest, name = ratio, tag
		}
	}
	b.ReportMetric(slowest, name+"/en")
}

// played is a Kratos that answers one thing, without a network.
type played struct{ body []byte }

func (p played) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, ContentLength: int64(len(p.body)),
		Body: io.NopCloser(bytes.NewReader(p.body)),
	}, nil
}

// passThrough fetches the flow like the page does and copies the bytes.
func passThrough(kratosURL string) http.Handler {
	client := &http.Client{Transport: pooled()}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, kratosURL+"/self-service/login/flows?id="+r.URL.Query().Get("flow"), nil)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		req.Header.Set("Cookie", r.Header.Get("Cookie"))
		resp, err := client.Do(req)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		defer resp.Body.Close()
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.Copy(w, resp.Body)
	})
}

// benchStub is a Kratos that only ever says one thing, so that what is measured is ours.
func benchStub(b *testing.B) *httptest.Server {
	b.Helper()
	// The recording is indented; Kratos sends no spaces.
	var body bytes.Buffer
	if err := json.Compact(&body, recorded(b, 200, "login-initial").body); err != nil {
		b.Fatal(err)
	}
	stub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, _ = w.Write(body.Bytes())
	}))
	b.Cleanup(stub.Close)
	return stub
}

func benchServer(b *testing.B, handler http.Handler) (address string) {
	b.Helper()
	server := httptest.NewServer(handler)
	b.Cleanup(server.Close)
	return server.URL + "/login?flow=" + flowID
}

// benchGets does n requests from a few clients at once and tells how long they took together.
func benchGets(b *testing.B, transport http.RoundTripper, address string, n int) time.Duration {
	b.Helper()
	const clients = 8
	start := time.Now()
	var wg sync.WaitGroup
	for range clients {
		wg.Go(func() {
			for range n / clients {
				req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, address, nil)
				if err != nil {
					b.Error(err)
					return
				}
				req.Header.Set("Cookie", benchCookie)
				resp, err := transport.RoundTrip(req)
				if err != nil {
					b.Error(err)
					return
				}
				_, _ = io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
				if resp.StatusCode != http.StatusOK {
					b.Errorf("status %d", resp.StatusCode)
				}
			}
		})
	}
	wg.Wait()
	return time.Since(start)
}

// pooled keeps every connection, so that none is measured being made.
func pooled() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConns, t.MaxIdleConnsPerHost = 256, 256
	t.DisableCompression = true
	return t
}
