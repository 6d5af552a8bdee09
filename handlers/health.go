package handlers

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
)

// readinessAge is how long an answer of Kratos counts, so that probes from many places cost it one call.
const readinessAge = time.Second

// readiness tells whether visitors should be sent here: not before Kratos has answered once, so that a rollout with a wrong
// address replaces no good one, and not while stopping. A Kratos that goes down later is down for every replica alike: were all
// of them taken out, visitors would get the balancer's bare error in place of our page.
type readiness struct {
	ask         func(context.Context) error
	address     string // of Kratos, for the log
	needsKratos bool   // at all times
	stopping    <-chan struct{}
	log         *slog.Logger

	mu       sync.Mutex
	asked    time.Time
	warned   time.Time // of reason
	reason   string    // for which Kratos is down
	answered bool      // Kratos has, once
	down     bool      // it does not now
}

// check is the status to answer and what to say.
func (r *readiness) check(ctx context.Context) (status int, says map[string]string) {
	select {
	case <-r.stopping:
		return http.StatusServiceUnavailable, map[string]string{"status": "stopping"}
	default:
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.asked.IsZero() || time.Since(r.asked) >= readinessAge {
		r.heard(ctx, r.ask(context.WithoutCancel(ctx))) // others wait for this answer too
	}
	switch {
	case !r.down:
		return http.StatusOK, map[string]string{"status": "ok"}
	case r.answered && !r.needsKratos:
		return http.StatusOK, map[string]string{"status": "ok", "kratos": "unavailable"}
	}
	return http.StatusServiceUnavailable, map[string]string{"status": "kratos unavailable"}
}

// heard notes what came of asking Kratos. The log tells each change, and once in a while what has not changed.
func (r *readiness) heard(ctx context.Context, err error) {
	now := time.Now()
	switch {
	case err != nil && (err.Error() != r.reason || now.Sub(r.warned) >= problemsLogged):
		r.log.WarnContext(ctx, "kratos is unavailable: check KRATOS_PUBLIC_URL, and that it runs", "error", err, "kratos", r.address)
		r.warned, r.reason = now, err.Error()
	case err == nil && r.down:
		r.log.InfoContext(ctx, "kratos is available again", "kratos", r.address)
		r.reason = ""
	}
	r.asked, r.down, r.answered = now, err != nil, r.answered || err == nil
}

// alive says that this process runs.
func (s *server) alive(c echo.Context) error {
	return c.JSON(http.StatusOK, map[string]string{"status": "ok"})
}

// ready says whether visitors should be sent here.
func (s *server) ready(c echo.Context) error {
	return c.JSON(s.readiness.check(c.Request().Context()))
}
