package flows_test

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// BenchmarkFirstPaint goes to the sign-in page for the first time on a phone's line, 1.6 Mbit/s with 150 ms a round trip: where the
// server begins the flow, where the browser does at Kratos, and to a file of the same bytes, in turns. It reports the medians until the
// form is painted, in milliseconds, and the ratios of the first to the others.
func BenchmarkFirstPaint(b *testing.B) {
	here, there := shared.OwnStack(b, stack.Options{}), shared.OwnStack(b, stack.Options{UIEnv: []string{"BEGIN_FLOWS=false"}})
	addresses := map[string]string{"here": here.UIURL, "redirected": there.UIURL, "file": files(b, here.UIURL)}
	tab := chrome.Start(b, chrome.Options{Viewport: chrome.Phone()})
	paint := func(address string) float64 {
		tab.Forget()
		tab.Goto(address + "/login")
		tab.Until(`performance.getEntriesByName("first-contentful-paint").length`)
		return chrome.Eval[float64](tab, `performance.getEntriesByName("first-contentful-paint")[0].startTime`)
	}
	paint(addresses["file"]) // which is kept from then on
	const latency, bytesPerSecond = 150, 1.6e6 / 8
	tab.Throttle(latency, bytesPerSecond)
	times := map[string][]float64{}
	for b.Loop() {
		for _, name := range slices.Sorted(maps.Keys(addresses)) {
			times[name] = append(times[name], paint(addresses[name]))
		}
	}
	median := func(name string) float64 {
		slices.Sort(times[name])
		return times[name][len(times[name])/2]
	}
	b.ReportMetric(median("here"), "ms")
	for _, other := range []string{"redirected", "file"} {
		b.ReportMetric(median(other), "ms-"+other)
		b.ReportMetric(median("here")/median(other), "ratio-"+other)
	}
}

// files is a server with what a browser is given by the UI: each address is asked for once, and the same bytes and headers are served
// from then on.
func files(tb testing.TB, uiURL string) (address string) {
	tb.Helper()
	type file struct {
		*http.Response
		body []byte
	}
	var mu sync.Mutex
	kept := map[string]file{}
	get := func(r *http.Request) (f file, err error) {
		mu.Lock()
		defer mu.Unlock()
		f, ok := kept[r.URL.Path]
		if ok {
			return f, nil
		}
		out := r.Clone(tb.Context())
		out.URL, err = out.URL.Parse(uiURL + r.URL.RequestURI())
		if err != nil {
			return f, err
		}
		if f.Response, err = oneshot.Transport().RoundTrip(out); err != nil {
			return f, err
		}
		defer func() { _ = f.Body.Close() }()
		f.body, err = io.ReadAll(f.Body)
		kept[r.URL.Path] = f
		return f, err
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, err := get(r)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		maps.Copy(w.Header(), f.Header)
		w.WriteHeader(f.StatusCode)
		_, _ = io.Copy(w, bytes.NewReader(f.body))
	}))
	tb.Cleanup(server.Close)
	return strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
}
