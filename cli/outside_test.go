package cli

import (
	"testing"
	"time"

	"github.com/thyra-ui/thyra/handlers/loadtest"
)

// BenchmarkPageFromOutside is handlers.BenchmarkLoginPage and its like with processes: the server as it is delivered, with its own
// settings and its log, and a pass-through that logs nothing. Clients and the stand-in for Kratos are in this process. On a machine
// with few processors they take their part of them, and more of it beside the pass-through; the ratio of the processor time
// that the two servers use is without that.
func BenchmarkPageFromOutside(b *testing.B) {
	const batch, connections = 800, 8
	binary := buildProgram(b, "..")
	for _, page := range loadtest.Pages() {
		b.Run(page.Name, func(b *testing.B) {
			kratosURL := startKratos(b)
			servers := [2]*program{startServer(b, binary, kratosURL), startPassThrough(b, kratosURL)}
			turns, cpu := takeTurns(b, servers, page, connections, batch)
			pages := float64(b.N * batch)
			b.ReportMetric(pages/turns.First.Seconds(), "page/s")
			b.ReportMetric(pages/turns.Second.Seconds(), "pass-through/s")
			b.ReportMetric(cpu[0].Seconds()*1e6/pages, "cpu-µs/page")
			b.ReportMetric(cpu[1].Seconds()*1e6/pages, "cpu-µs/pass-through")
			b.ReportMetric(cpu[1].Seconds()/cpu[0].Seconds(), "cpu-of-pass-through")
			turns.Report(b, "of-pass-through")
		})
	}
}

// takeTurns asks two servers for a page in turns, after a batch that does not count, and returns the processor time that each used
// besides.
func takeTurns(b *testing.B, servers [2]*program, page loadtest.Page, connections, batch int) (*loadtest.Turns, [2]time.Duration) {
	b.Helper()
	var clients [2]*loadtest.Client
	var cpu [2]time.Duration
	for i, server := range servers {
		clients[i] = server.load(b, page, connections)
		get(b, clients[i], batch)
		cpu[i] = -server.cpu(b)
	}
	turns := loadtest.TakeTurns(b,
		func() time.Duration { return get(b, clients[0], batch) },
		func() time.Duration { return get(b, clients[1], batch) })
	for i, server := range servers {
		cpu[i] += server.cpu(b)
	}
	return turns, cpu
}
