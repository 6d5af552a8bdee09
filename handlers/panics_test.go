package handlers_test

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"

	"github.com/thyra-ui/thyra/brand"
)

// The brands come from the application, from wherever it keeps them. When it can't say, the ones before stay in use.
func TestPanicOfTheSourceOfBrands(t *testing.T) {
	t.Parallel()
	one := brand.Default()
	one.Default = true
	set, err := brand.NewSet(&one)
	if err != nil {
		t.Fatal(err)
	}
	var broken atomic.Bool
	s := newSite(t, func(c *setup) {
		c.Brands = func() *brand.Set {
			if broken.Load() {
				panic("of the database")
			}
			return set
		}
	})
	s.get(t, "/welcome").want(http.StatusOK)
	broken.Store(true)
	for range 3 {
		s.get(t, "/welcome").want(http.StatusOK)
		s.get(t, "/none").want(http.StatusNotFound)
	}
	if log := s.logged(); strings.Count(log, "of the database") != 1 {
		t.Errorf("the log does not tell of the panic once: %s", log)
	}
}

// unlucky is a tracer and a logger that panic.
type unlucky struct {
	noop.TracerProvider
	slog.Handler
}

func (unlucky) Tracer(string, ...trace.TracerOption) trace.Tracer { return unluckyTracer{} }
func (unlucky) Handle(context.Context, slog.Record) error         { panic("of the logger") }

type unluckyTracer struct{ noop.Tracer }

func (unluckyTracer) Start(context.Context, string, ...trace.SpanStartOption) (context.Context, trace.Span) {
	panic("of the tracer")
}

func TestPanicBeforeAnyPage(t *testing.T) {
	t.Parallel()
	tracer := newSite(t, func(c *setup) { c.Tracer = unlucky{} })
	a := tracer.get(t, "/welcome").want(http.StatusInternalServerError)
	if a.doc.Find("h1").Length() != 1 || a.Header.Get("Content-Security-Policy") == "" || a.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("a panic ends in %v %s", a.Header, a.body)
	}
	if log := tracer.logged(); !strings.Contains(log, "of the tracer") {
		t.Errorf("the log does not tell of the panic: %s", log)
	}
	logger := newSite(t, func(c *setup) { c.Logger = slog.New(unlucky{Handler: c.Logger.Handler()}) })
	// What panics after the page is sent can't become another one; the next visitor is served.
	for range 2 {
		_, _ = logger.Client().Get(logger.URL + "/none")
	}
}
