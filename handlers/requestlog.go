package handlers

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"github.com/thyra-ui/thyra/kratos"
)

// logRequests gives a request its trace, and a log line, metrics and a span when it is answered. The route pattern stands for the
// path, since paths and queries carry secrets.
func (s *server) logRequests(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		var upstream atomic.Int64
		r := c.Request()
		ctx, span := s.traced(r, c.Path())
		defer span.End()
		c.SetRequest(r.WithContext(kratos.WithCallOptions(ctx, kratos.CallOptions{
			ClientIP: c.RealIP(), UserAgent: r.UserAgent(), KratosOrigin: s.kratosOrigin(c),
			OnCall: func(call kratos.Call) {
				upstream.Add(int64(call.Duration))
				s.metrics.called(call)
			},
		})))
		id := requestID(c)
		c.Response().Header().Set(echo.HeaderXRequestID, id)
		if err := next(c); err != nil {
			c.Error(err)
		}
		status, duration := c.Response().Status, time.Since(start)
		if status >= http.StatusInternalServerError {
			span.SetStatus(codes.Error, "")
		}
		span.SetAttributes(attribute.Int("http.response.status_code", status))
		s.metrics.answered(method(c), c.Path(), status, duration)
		line := []slog.Attr{
			slog.String("id", id), slog.String("reference", reference(c)), slog.String("method", method(c)), slog.String("route", c.Path()),
			slog.Int("status", status), milliseconds("duration_ms", duration), milliseconds("upstream_ms", time.Duration(upstream.Load())),
		}
		if problem, found := c.Get(problemKey).(setupProblem); found {
			line = append(line, slog.String("problem", string(problem)))
		}
		s.log.LogAttrs(c.Request().Context(), s.requestLevel(c.Path(), status), "request", line...)
		return nil
	}
}

// requestLevel is how important a request is to who reads the log. Probes come for ever; readiness logs when something changes.
func (s *server) requestLevel(route string, status int) slog.Level {
	switch {
	case strings.HasPrefix(route, s.site.URL("/health/")):
		return slog.LevelDebug
	case status >= http.StatusInternalServerError:
		return slog.LevelError
	}
	return slog.LevelInfo
}

// milliseconds is a duration with three decimals. slog itself writes nanoseconds in JSON and a unit in text.
func milliseconds(key string, d time.Duration) slog.Attr {
	return slog.Float64(key, float64(d.Microseconds())/1000)
}

// traced starts the request's span, as part of the caller's trace where there is one (W3C Trace Context). Without a tracer
// the request gets a trace id all the same: it is the reference on error pages, and Kratos is told it.
func (s *server) traced(r *http.Request, route string) (context.Context, trace.Span) {
	ctx := r.Context()
	if !trace.SpanContextFromContext(ctx).IsValid() {
		ctx = propagation.TraceContext{}.Extract(ctx, propagation.HeaderCarrier(r.Header))
	}
	ctx, span := s.tracer.Start(ctx, knownMethod(r.Method)+" "+route, trace.WithSpanKind(trace.SpanKindServer),
		trace.WithAttributes(attribute.String("http.request.method", knownMethod(r.Method)), attribute.String("http.route", route)))
	if !span.SpanContext().IsValid() {
		ctx = trace.ContextWithSpanContext(ctx, newSpanContext())
	}
	return ctx, span
}

func newSpanContext() trace.SpanContext {
	var random [24]byte
	_, _ = rand.Read(random[:]) // never fails
	return trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID(random[:16]), SpanID: trace.SpanID(random[16:])})
}

// requestID is what the log, the traces and Kratos call this request: its trace id.
func requestID(c echo.Context) string {
	return trace.SpanContextFromContext(c.Request().Context()).TraceID().String()
}

// spoken has no letters that are taken for one another when they are read out (Crockford's base 32).
var spoken = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

// reference is what an error page calls this request, for people to read out: the last 40 bits of the trace id, which are random
// where others may hold a time (W3C Trace Context 3.2.2.3). The log has it beside the whole id.
func reference(c echo.Context) string {
	id := trace.SpanContextFromContext(c.Request().Context()).TraceID()
	text := spoken.EncodeToString(id[len(id)-5:])
	return text[:4] + "-" + text[4:]
}

func method(c echo.Context) string { return knownMethod(c.Request().Method) }

// knownMethod keeps what a stranger made up out of metrics and logs.
func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

// logRecovered is a RecoverConfig.LogErrorFunc.
func (s *server) logRecovered(c echo.Context, err error, stack []byte) error {
	s.logPanic(c.Request().Context(), err, stack, slog.String("id", requestID(c)), slog.String("route", c.Path()))
	return errors.New("panic")
}
