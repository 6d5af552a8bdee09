package handlers

import (
	"context"
	"sync"
	"time"
)

// readinessAge is how long an answer of Kratos counts, so that probes from many places cost it one call.
const readinessAge = time.Second

// readiness tells whether visitors should be sent here.
type readiness struct {
	ask      func(context.Context) error
	stopping <-chan struct{}

	mu    sync.Mutex
	asked time.Time
	err   error
}

// check gives the reason not to; empty when there is none.
func (r *readiness) check(ctx context.Context) string {
	select {
	case <-r.stopping:
		return "stopping"
	default:
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.asked.IsZero() || time.Since(r.asked) >= readinessAge {
		r.err = r.ask(context.WithoutCancel(ctx)) // others wait for this answer too
		r.asked = time.Now()
	}
	if r.err != nil {
		return "kratos unavailable"
	}
	return ""
}
