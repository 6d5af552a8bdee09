package cli

import (
	"container/list"
	"crypto/tls"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// connectionLimiter bounds how many connections are open at once. One more closes the connection that has been idle longest, so
// that a client which opens them and asks for nothing keeps nobody out: browsers reconnect when they need to. Connections with a
// request in progress stay; the requestLimiter bounds those.
type connectionLimiter struct {
	limit int
	log   *slog.Logger

	mu       sync.Mutex
	open     map[net.Conn]*list.Element // nil for a connection with a request in progress
	idle     list.List                  // of net.Conn, the one idle longest first
	warnings rate.Sometimes
}

func newConnectionLimiter(limit int, log *slog.Logger) *connectionLimiter {
	return &connectionLimiter{limit: limit, log: log, open: map[net.Conn]*list.Element{}, warnings: rate.Sometimes{Interval: time.Minute}}
}

// changed is a Server.ConnState.
func (l *connectionLimiter) changed(conn net.Conn, state http.ConnState) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if element := l.open[conn]; element != nil {
		l.idle.Remove(element)
	}
	switch state {
	case http.StateNew, http.StateIdle:
		l.open[conn] = l.idle.PushBack(conn)
	case http.StateActive:
		l.open[conn] = nil
	case http.StateClosed, http.StateHijacked:
		delete(l.open, conn)
	}
	if longest := l.idle.Front(); len(l.open) > l.limit && longest != nil {
		l.warnings.Do(func() { l.log.Warn("too many connections: idle ones are closed", "most", l.limit) })
		l.closeIdle(longest)
	}
}

// closeIdle closes without TLS's farewell, which could wait for the other side.
func (l *connectionLimiter) closeIdle(element *list.Element) {
	conn := l.idle.Remove(element).(net.Conn)
	delete(l.open, conn)
	if secure, ok := conn.(*tls.Conn); ok {
		conn = secure.NetConn()
	}
	_ = conn.Close()
}
