package flows_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/stack"
)

// BenchmarkSignInCPU has visitors who know nothing yet go to /login, which begins a flow, and reports what the server and Kratos
// each use of the processor for it: where the server begins the flow, and where the browser does at Kratos. Connections are kept, as
// a proxy in front keeps them. The share is the server's of both.
func BenchmarkSignInCPU(b *testing.B) {
	for _, way := range []struct {
		name     string
		settings []string
		requests int // of a visitor
	}{
		{"one-round-trip", nil, 1},
		{"redirected", []string{"BEGIN_FLOWS=false"}, 3},
	} {
		b.Run(way.name, func(b *testing.B) {
			const visitors = 300
			s := shared.OwnStack(b, stack.Options{UIEnv: way.settings})
			transport := &http.Transport{}
			b.Cleanup(transport.CloseIdleConnections)
			signIns(b, s, transport, visitors/10, way.requests) // what is only done once
			var shares []float64
			var ours, kratos time.Duration
			for b.Loop() {
				one, other := cpuOf(b, s, func() { signIns(b, s, transport, visitors, way.requests) })
				ours, kratos = ours+one, kratos+other
				shares = append(shares, 100*one.Seconds()/(one+other).Seconds())
			}
			slices.Sort(shares)
			pages := float64(b.N * visitors)
			b.ReportMetric(ours.Seconds()*1e6/pages, "cpu-µs/page")
			b.ReportMetric(kratos.Seconds()*1e6/pages, "cpu-µs/page-of-kratos")
			b.ReportMetric(shares[len(shares)/2], "%-of-both")
			b.ReportMetric(shares[0], "%-of-both-min")
			b.ReportMetric(shares[len(shares)-1], "%-of-both-max")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// cpuOf is the processor time that the UI and Kratos use while f runs.
func cpuOf(b *testing.B, s *stack.Stack, f func()) (ui, kratos time.Duration) {
	b.Helper()
	uiBefore, kratosBefore, err := s.CPU()
	if err != nil {
		b.Fatal(err)
	}
	f()
	ui, kratos, err = s.CPU()
	if err != nil {
		b.Fatal(err)
	}
	return ui - uiBefore, kratos - kratosBefore
}

// signIns has n visitors without cookies go to the sign-in page one after the other, each by that many requests.
func signIns(b *testing.B, s *stack.Stack, transport http.RoundTripper, n, requests int) {
	b.Helper()
	for range n {
		jar, err := cookiejar.New(nil)
		if err != nil {
			b.Fatal(err)
		}
		made := 1
		browser := http.Client{Transport: transport, Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error {
			made++
			return nil
		}}
		req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, s.UIURL+"/login", nil)
		if err != nil {
			b.Fatal(err)
		}
		req.Header.Set("Accept", "text/html")
		req.Header.Set("Accept-Language", "en")
		req.Header.Set("Sec-Fetch-Mode", "navigate") // programs are sent to Kratos
		res, err := browser.Do(req)
		if err != nil {
			b.Fatal(err)
		}
		page, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil || res.StatusCode != http.StatusOK || made != requests || !strings.Contains(string(page), `data-testid="login-flow"`) {
			b.Fatalf("after %d requests, want %d: %s, %v\n%s", made, requests, res.Status, err, page)
		}
	}
}
