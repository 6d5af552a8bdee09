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

// answers bounds how many requests are answered at once. One more ends the one that has been under way longest: over HTTP/2 it
// costs next to nothing to ask for pages and not to take them, while each waits here with all that it is made of. A visitor is
// cut off only when that many others come before their page is written.
type answers struct {
	next http.Handler
	most int
	log  *slog.Logger

	mu       sync.Mutex
	underWay list.List // of *answer, longest first
	told     rate.Sometimes
}

type answer struct {
	writer http.ResponseWriter
	cancel context.CancelFunc
}

func newAnswers(next http.Handler, most int, log *slog.Logger) *answers {
	return &answers{next: next, most: most, log: log, told: rate.Sometimes{Interval: time.Minute}}
}

func (a *answers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	element := a.begin(&answer{w, cancel})
	defer a.end(element)
	a.next.ServeHTTP(w, r.WithContext(ctx))
}

func (a *answers) begin(one *answer) *list.Element {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.underWay.Len() >= a.most {
		a.told.Do(func() { a.log.Warn("too many requests under way: the oldest are cut off", "most", a.most) })
		a.underWay.Remove(a.underWay.Front()).(*answer).cut()
	}
	return a.underWay.PushBack(one)
}

func (a *answers) end(element *list.Element) {
	a.mu.Lock() // a writer must not be touched once its handler has returned
	defer a.mu.Unlock()
	a.underWay.Remove(element) // unless it was cut
}

// cut has whatever the answer waits for fail: Kratos, the body or the reader.
func (a *answer) cut() {
	a.cancel()
	control, past := http.NewResponseController(a.writer), time.Unix(1, 0)
	_ = control.SetReadDeadline(past) // both fail only where there is no connection
	_ = control.SetWriteDeadline(past)
}
