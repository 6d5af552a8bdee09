package kratos

import (
	"context"
	"time"
)

// Visit is what the calls made for one request of a visitor share.
type Visit struct {
	// ClientIP is passed on as X-Forwarded-For, so that limits in front of Kratos count visitors and not us; nothing is when
	// empty.
	ClientIP string
	// Observe hears of each call when it has ended, from whatever goroutine made it.
	Observe func(Call)
}

// Call is one request to Kratos that has ended.
type Call struct {
	// Operation is the method and route ("GET /sessions/whoami"), without ids and query.
	Operation string
	// Status is the HTTP status of the answer; 0 when there was none.
	Status int
	// Duration is how long it took, the answer's body and a second attempt included.
	Duration time.Duration
}

type visitKey struct{}

// WithVisit makes calls under the returned context part of a visit.
func WithVisit(ctx context.Context, v *Visit) context.Context {
	return context.WithValue(ctx, visitKey{}, v)
}

func visitOf(ctx context.Context) *Visit {
	if v, ok := ctx.Value(visitKey{}).(*Visit); ok {
		return v
	}
	return &Visit{}
}
