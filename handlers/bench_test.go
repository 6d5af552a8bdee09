package handlers_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos"
)

const benchCookie = "csrf_token_82b119fa=aGVsbG8td29ybGQ; ory_kratos_session=MTc2MzgzNjMzMHxYWFhY"

// BenchmarkLoginPage is a page view: our server fetches the flow and draws it.
func BenchmarkLoginPage(b *testing.B) {
	stub := benchStub(b)
	client, err := kratos.New(kratos.Config{PublicURL: stub.URL})
	if err != nil {
		b.Fatal(err)
	}
	handler, err := handlers.New(handlers.Options{Kratos: client, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	benchGet(b, handler, "/login?flow="+flowID)
}

// BenchmarkPassThrough is the measure for it: the same fetch, and the bytes handed on as they are.
func BenchmarkPassThrough(b *testing.B) {
	stub := benchStub(b)
	client := &http.Client{Transport: pooled()}
	benchGet(b, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, stub.URL+"/self-service/login/flows?id="+r.URL.Query().Get("flow"), nil)
		if err != nil {
			b.Error(err)
			return
		}
		req.Header.Set("Cookie", r.Header.Get("Cookie"))
		resp, err := client.Do(req)
		if err != nil {
			b.Error(err)
			return
		}
		defer resp.Body.Close()
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.Copy(w, resp.Body)
	}), "/login?flow="+flowID)
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

func benchGet(b *testing.B, handler http.Handler, path string) {
	b.Helper()
	server := httptest.NewServer(handler)
	b.Cleanup(server.Close)
	transport := pooled()
	b.Cleanup(transport.CloseIdleConnections)
	b.SetParallelism(8)
	b.ResetTimer()
	start := time.Now()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, server.URL+path, nil)
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
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/time.Since(start).Seconds(), "req/s")
}

// pooled keeps every connection, so that none is measured being made.
func pooled() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConns, t.MaxIdleConnsPerHost = 256, 256
	t.DisableCompression = true
	return t
}
