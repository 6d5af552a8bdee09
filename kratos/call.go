package kratos

import (
	"context"
	"time"
)

// CallOptions are what the calls made for one request share.
type CallOptions struct {
	// ClientIP is the visitor's address. It is sent as X-Forwarded-For, so that limits in front of Kratos count visitors and
	// not this server; no header is sent when it is empty.
	ClientIP string
	// UserAgent is the visitor's browser as it calls itself; Go's name for its client when empty.
	UserAgent string
	// KratosOrigin is the scheme and host that the visitor's browser reaches Kratos at. It is sent as X-Forwarded-Proto and
	// X-Forwarded-Host with what begins a flow, so that the flow's request_url is one of the browser's; no header when it is empty.
	KratosOrigin string
	// OnCall is called after each call, on the goroutine that made it; nil for none.
	OnCall func(Call)
}

// Call is one request to Kratos or Hydra that has ended.
type Call struct {
	// Operation is the method and route ("GET /sessions/whoami"), without ids and query.
	Operation string
	// Status is the HTTP status of the answer; 0 when there was none.
	Status int
	// Duration is how long it took, including the answer's body and a second attempt.
	Duration time.Duration
}

type callOptionsKey struct{}

// WithCallOptions returns a context whose calls have these options.
func WithCallOptions(ctx context.Context, o CallOptions) context.Context {
	return context.WithValue(ctx, callOptionsKey{}, o)
}

func callOptionsOf(ctx context.Context) CallOptions {
	o, _ := ctx.Value(callOptionsKey{}).(CallOptions)
	return o
}
