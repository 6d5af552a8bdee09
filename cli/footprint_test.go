package cli

import (
	"os"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/handlers/loadtest"
)

// BenchmarkPeakMemory asks the server as it is delivered for 100,000 sign-in pages on 64 connections, and reports the most memory
// that it has had resident (VmHWM), in MB of a million bytes.
func BenchmarkPeakMemory(b *testing.B) {
	const pages, connections = 100_000, 64
	binary, kratosURL := buildProgram(b, ".."), startKratos(b)
	var start, peak loadtest.Spread
	for b.Loop() {
		p := startServer(b, binary, kratosURL)
		start = append(start, p.peak(b))
		get(b, p.load(b, loadtest.LoginPage(), connections), pages)
		peak = append(peak, p.peak(b))
		p.stop()
	}
	b.ReportMetric(start.Median(), "MB-after-start")
	peak.Report(b, "MB-peak")
}

// BenchmarkStart starts the server as it is delivered, in turns with a Go program that only listens, and reports how long each takes
// until its first page is there, in milliseconds. Ours is a sign-in page.
func BenchmarkStart(b *testing.B) {
	binary, listener, kratosURL := buildProgram(b, ".."), buildProgram(b, "./testdata/listener"), startKratos(b)
	firstPage := func(start func() *program) time.Duration {
		begun := time.Now()
		p := start()
		p.load(b, loadtest.LoginPage(), 1)
		took := time.Since(begun)
		p.stop()
		return took
	}
	server := func() time.Duration {
		return firstPage(func() *program { return startServer(b, binary, kratosURL) })
	}
	listening := func() time.Duration { return firstPage(func() *program { return startProgram(b, listener) }) }
	server()
	listening()
	var ours, its, ratio loadtest.Spread
	for b.Loop() {
		one, other := server(), listening()
		ours, its = append(ours, one.Seconds()*1e3), append(its, other.Seconds()*1e3)
		ratio = append(ratio, one.Seconds()/other.Seconds())
	}
	ours.Report(b, "ms-to-first-page")
	its.Report(b, "ms-of-listener")
	ratio.Report(b, "times-listener")
	b.ReportMetric(megabytes(b, binary), "MB-binary")
}

// megabytes is the size of a file.
func megabytes(b *testing.B, file string) float64 {
	b.Helper()
	about, err := os.Stat(file)
	if err != nil {
		b.Fatal(err)
	}
	return float64(about.Size()) / 1e6
}
