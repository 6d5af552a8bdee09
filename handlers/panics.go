package handlers

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
)

// lastResort is sent when even the error page can't be drawn.
const lastResort = `<!DOCTYPE html><html lang="en"><title>Error</title><h1>Something went wrong</h1><p>Please try again later.</p></html>`

// answerPanics handles the panics that the Recover middleware can't see: in what stands before it, which calls the application's
// tracer and logger, and in making an error page.
func (s *server) answerPanics(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		tracked := &trackingWriter{ResponseWriter: w}
		defer s.answerPanic(r.Context(), tracked)
		next.ServeHTTP(tracked, r)
	})
}

// answerPanic is to be deferred.
func (s *server) answerPanic(ctx context.Context, w *trackingWriter) {
	p := recover()
	if p == nil {
		return
	}
	if err, ok := p.(error); w.begun || ok && errors.Is(err, http.ErrAbortHandler) {
		panic(p) // net/http ends the connection, so that half an answer is not taken for a whole one
	}
	s.logPanic(ctx, p, debug.Stack())
	h := w.Header()
	clear(h)
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusInternalServerError)
	_, _ = io.WriteString(w, lastResort)
}

// safely makes an error of a panic, where nobody else is left to catch it.
func safely(draw func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return draw()
}

// logPanic logs a panic, which may be the logger's own.
func (s *server) logPanic(ctx context.Context, p any, stack []byte, about ...slog.Attr) {
	_ = safely(func() error {
		s.log.LogAttrs(ctx, slog.LevelError, "panic", append(about, slog.String("error", fmt.Sprint(p)), slog.String("stack", string(stack)))...)
		return nil
	})
}

// trackingWriter knows whether the answer has begun.
type trackingWriter struct {
	http.ResponseWriter
	begun bool
}

func (w *trackingWriter) WriteHeader(status int) {
	w.begun = w.begun || status >= http.StatusOK
	w.ResponseWriter.WriteHeader(status)
}

func (w *trackingWriter) Write(p []byte) (int, error) {
	w.begun = true
	return w.ResponseWriter.Write(p)
}

// Unwrap is for http.ResponseController.
func (w *trackingWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
