package cli

import (
	"container/list"
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// requestLimiter bounds how many requests are answered at once. One more ends the request that has been in progress longest.
// Over HTTP/2 it costs a client next to nothing to ask for pages and not to take them, while each page waits here with all that
// it is made of. A visitor is cut off only when as many others as the limit come before the page is written.
type requestLimiter struct {
	next  http.Handler
	limit int
	log   *slog.Logger

	mu         sync.Mutex
	inProgress list.List // of *request, the oldest first
	warnings   rate.Sometimes
}

// request is one that is being answered.
type request struct {
	writer http.ResponseWriter
	cancel context.CancelFunc
}

func newRequestLimiter(next http.Handler, limit int, log *slog.Logger) *requestLimiter {
	return &requestLimiter{next: next, limit: limit, log: log, warnings: rate.Sometimes{Interval: time.Minute}}
}

// ServeHTTP answers a request, and cuts off the oldest one when there are too many.
func (l *requestLimiter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	element := l.begin(&request{w, cancel})
	defer l.end(element)
	l.next.ServeHTTP(w, r.WithContext(ctx))
}

func (l *requestLimiter) begin(r *request) *list.Element {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.inProgress.Len() >= l.limit {
		l.warnings.Do(func() { l.log.Warn("too many requests under way: the oldest are cut off", "most", l.limit) })
		l.inProgress.Remove(l.inProgress.Front()).(*request).cutOff()
	}
	return l.inProgress.PushBack(r)
}

// end takes the lock because a writer must not be touched once its handler has returned.
func (l *requestLimiter) end(element *list.Element) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.inProgress.Remove(element) // it does nothing for a request that was cut off
}

// cutOff makes everything fail that the request waits for: Kratos, its body or the reader.
func (r *request) cutOff() {
	r.cancel()
	control, past := http.NewResponseController(r.writer), time.Unix(1, 0)
	_ = control.SetReadDeadline(past) // both fail only where there is no connection
	_ = control.SetWriteDeadline(past)
}
