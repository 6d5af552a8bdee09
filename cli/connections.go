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

// connections bounds how many are open at once. One more closes the one on which nothing has been asked for longest, so that who
// opens them and asks for nothing keeps nobody out: browsers open a closed one again when they need it. Those on which an answer
// is under way stay; answers bounds them.
type connections struct {
	most int
	log  *slog.Logger

	mu      sync.Mutex
	open    map[net.Conn]*list.Element // nil for one with an answer under way
	waiting list.List                  // of net.Conn, longest first
	told    rate.Sometimes
}

func newConnections(most int, log *slog.Logger) *connections {
	return &connections{most: most, log: log, open: map[net.Conn]*list.Element{}, told: rate.Sometimes{Interval: time.Minute}}
}

// changed is a Server.ConnState.
func (c *connections) changed(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if element := c.open[conn]; element != nil {
		c.waiting.Remove(element)
	}
	switch state {
	case http.StateNew, http.StateIdle:
		c.open[conn] = c.waiting.PushBack(conn)
	case http.StateActive:
		c.open[conn] = nil
	case http.StateClosed, http.StateHijacked:
		delete(c.open, conn)
	}
	if longest := c.waiting.Front(); len(c.open) > c.most && longest != nil {
		c.told.Do(func() { c.log.Warn("too many connections: idle ones are closed", "most", c.most) })
		c.waiting.Remove(longest)
		conn := longest.Value.(net.Conn)
		delete(c.open, conn)
		if secure, ok := conn.(*tls.Conn); ok {
			conn = secure.NetConn() // no farewell, which could wait for the other side
		}
		_ = conn.Close()
	}
}
