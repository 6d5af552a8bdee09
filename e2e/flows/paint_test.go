package flows_test

import (
	"slices"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// BenchmarkFirstPaint goes to the sign-in page for the first time on a phone's line, 1.6 Mbit/s with 150 ms a round trip: where the
// server begins the flow, and where the browser does at Kratos, in turns. It reports the medians until the form is painted, in
// milliseconds, and their ratio.
func BenchmarkFirstPaint(b *testing.B) {
	here, there := shared.OwnStack(b, stack.Options{}), shared.OwnStack(b, stack.Options{UIEnv: []string{"BEGIN_FLOWS=false"}})
	tab := chrome.Start(b, chrome.Options{Viewport: chrome.Phone()})
	const latency, bytesPerSecond = 150, 1.6e6 / 8
	tab.Throttle(latency, bytesPerSecond)
	paint := func(s *stack.Stack) float64 {
		tab.Forget()
		tab.Goto(s.UIURL + "/login")
		tab.WaitFor(chrome.TestID("login-flow"))
		return chrome.Eval[float64](tab, `performance.getEntriesByName("first-contentful-paint")[0].startTime`)
	}
	var one, redirected []float64
	for b.Loop() {
		one, redirected = append(one, paint(here)), append(redirected, paint(there))
	}
	slices.Sort(one)
	slices.Sort(redirected)
	b.ReportMetric(one[len(one)/2], "ms")
	b.ReportMetric(redirected[len(redirected)/2], "ms-redirected")
	b.ReportMetric(one[len(one)/2]/redirected[len(redirected)/2], "ratio")
}
