package handlers_test

import (
	"log/slog"
	"net/http"
	"runtime/debug"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/handlers/loadtest"
	"github.com/thyra-ui/thyra/kratos"
)

const benchCookie = loadtest.Cookie

// BenchmarkLoginPage serves the whole login page and, in turns with it on the same Kratos, a pass-through that hands Kratos's answer
// on undecoded. Servers, clients and the stand-in for Kratos share one process; cli.BenchmarkPageFromOutside does the same with
// processes.
func BenchmarkLoginPage(b *testing.B) { besidePassThrough(b, loadtest.LoginPage()) }

// BenchmarkSettingsPage does the same with a settings flow of 19 KB.
func BenchmarkSettingsPage(b *testing.B) { besidePassThrough(b, loadtest.SettingsPage()) }

// BenchmarkSessionsPage does the same with the list of sessions, for which a page and its pass-through ask Kratos twice.
func BenchmarkSessionsPage(b *testing.B) { besidePassThrough(b, loadtest.SessionsPage()) }

func besidePassThrough(b *testing.B, page loadtest.Page) {
	b.Helper()
	const batch = 400
	defer debug.SetGCPercent(debug.SetGCPercent(200)) // as the server sets it, for both sides
	stub, err := loadtest.StartKratos()
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(stub.Close)
	whole := newGets(b, benchHandler(b, kratos.Config{PublicURL: stub.URL}), page)
	through := newGets(b, loadtest.PassThrough(stub.URL), page)
	var calls [2]int64
	for i, g := range []*gets{whole, through} {
		g.take(b, batch) // what is only done once
		before := stub.Calls()
		g.take(b, batch)
		calls[i] = stub.Calls() - before
	}
	if want := int64(batch * len(page.Calls)); calls != [2]int64{want, want} {
		b.Fatalf("%d pages take %d calls to Kratos, and passed through %d; want %d", batch, calls[0], calls[1], want)
	}
	turns := loadtest.TakeTurns(b,
		func() time.Duration { return whole.take(b, batch) },
		func() time.Duration { return through.take(b, batch) })
	pages := float64(b.N * batch)
	b.ReportMetric(pages/turns.First.Seconds(), "page/s")
	b.ReportMetric(pages/turns.Second.Seconds(), "pass-through/s")
	turns.Report(b, "of-pass-through")
}

// benchHandler is one with nothing set, whose log costs nothing.
func benchHandler(tb testing.TB, config kratos.Config) http.Handler {
	tb.Helper()
	client, err := kratos.New(config)
	if err != nil {
		tb.Fatal(err)
	}
	handler, err := handlers.New(handlers.Options{Kratos: client, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		tb.Fatal(err)
	}
	return handler
}
