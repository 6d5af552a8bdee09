package cli

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// secured serves over TLS as run does.
func secured(t *testing.T, c config, handler http.Handler) *served {
	t.Helper()
	files := newFilledStore(t, 7)
	c.TLSCertPath, c.TLSKeyPath = files.certPath, files.keyPath
	return start(t, c, handler)
}

// A request costs a client of HTTP/2 a few bytes, and each answer that it does not take waits here.
func TestStreamsOfAConnectionAreFew(t *testing.T) {
	t.Parallel()
	s := secured(t, testConfig(), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 64<<10)) }))
	g := newGreedy(t, s.address)
	g.ask(250, "/")
	ended, announced := g.ended()
	if announced != maxStreams || ended != 250-maxStreams {
		t.Errorf("%d of 250 streams were refused, %d allowed; want all but %d", ended, announced, maxStreams)
	}
}

// A client that takes no answers loses the oldest ones, and everybody else is served.
func TestTheOldestAnswersMakeRoom(t *testing.T) {
	t.Parallel()
	for name, patient := range map[string]func(*http.Request, <-chan struct{}){
		"that nobody reads": func(*http.Request, <-chan struct{}) {},
		"that Kratos delays": func(r *http.Request, over <-chan struct{}) {
			select {
			case <-r.Context().Done():
			case <-over:
			}
		},
		"that wait for input": func(r *http.Request, _ <-chan struct{}) { _, _ = io.ReadAll(r.Body) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			over := make(chan struct{})
			var underWay atomic.Int64
			begun := make(chan struct{}, 1000)
			handler := newRequestLimiter(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				underWay.Add(1)
				defer underWay.Add(-1)
				if r.URL.Path == "/held" {
					begun <- struct{}{}
					patient(r, over)
					for r.Context().Err() == nil {
						if _, err := w.Write(make([]byte, 1<<20)); err != nil {
							return
						}
					}
				}
			}), 10, slog.New(slog.DiscardHandler))
			server := httptest.NewUnstartedServer(handler)
			server.EnableHTTP2 = true
			server.StartTLS()
			t.Cleanup(server.Close)
			plain := httptest.NewServer(handler)
			t.Cleanup(plain.Close)
			t.Cleanup(func() { close(over) })
			g := newGreedy(t, server.Listener.Addr().String())
			for i := range 30 {
				if i%2 == 0 {
					g.ask(1, "/held")
				} else {
					conn, err := net.Dial("tcp", plain.Listener.Addr().String())
					if err != nil {
						t.Fatal(err)
					}
					defer conn.Close()
					_, _ = io.WriteString(conn, "POST /held HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n")
				}
				<-begun
				for _, other := range []*httptest.Server{server, plain} {
					resp, err := other.Client().Get(other.URL + "/")
					if err != nil {
						t.Fatalf("after %d that are held: %v", i+1, err)
					}
					resp.Body.Close()
				}
			}
			// Requests that were cut off end soon, but not at the same moment.
			until(t, func() error {
				if n := underWay.Load(); n > 10 {
					return fmt.Errorf("%d requests are in progress, want 10 at most", n)
				}
				return nil
			})
		})
	}
}

// Idle connections are closed to make room.
func TestIdleConnectionsMakeRoom(t *testing.T) {
	t.Parallel()
	hold := make(chan struct{})
	c := testConfig()
	c.MaxConnections = 20
	s := start(t, c, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			_, _ = io.WriteString(w, "begun\n")
			_ = http.NewResponseController(w).Flush()
			<-hold
			_, _ = io.WriteString(w, "done\n")
		}
	}))
	dial := func() (net.Conn, *bufio.Reader) {
		conn, err := net.Dial("tcp", s.address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { conn.Close() })
		_ = conn.SetDeadline(time.Now().Add(time.Minute))
		return conn, bufio.NewReader(conn)
	}
	line := func(r *bufio.Reader, want string) error {
		for {
			got, err := r.ReadString('\n')
			if err != nil || strings.TrimSpace(got) == want {
				return err
			}
		}
	}
	slow, slowAnswer := dial()
	_, _ = io.WriteString(slow, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
	if err := line(slowAnswer, "begun"); err != nil {
		t.Fatal(err)
	}
	var closed atomic.Int64
	for i := range 60 {
		conn, answer := dial()
		if i%2 == 0 { // the others never ask
			if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
				t.Fatal(err)
			}
			if err := line(answer, "Content-Length: 0"); err != nil {
				t.Fatalf("connection %d is not answered: %v", i, err)
			}
		}
		go func() {
			_, _ = io.Copy(io.Discard, answer)
			closed.Add(1)
		}()
	}
	until(t, func() error {
		if n := closed.Load(); n < 41 {
			return fmt.Errorf("%d of 61 connections are closed, want all but 20", n)
		}
		return nil
	})
	close(hold)
	if err := line(slowAnswer, "done"); err != nil {
		t.Errorf("an answer that was under way was cut off: %v", err)
	}
}

// The connection that was idle longest goes first. One with a request in progress stays, however old.
func TestTheLongestIdleConnectionGoesFirst(t *testing.T) {
	t.Parallel()
	var closed []int
	c := newConnectionLimiter(2, slog.New(slog.DiscardHandler))
	conns := make([]net.Conn, 5)
	for i := range conns {
		conns[i] = &closing{closed: func() { closed = append(closed, i) }}
	}
	for _, change := range []struct {
		conn  int
		state http.ConnState
		want  []int
	}{
		{0, http.StateNew, nil},
		{0, http.StateActive, nil},
		{1, http.StateNew, nil},
		{2, http.StateNew, []int{1}},
		{1, http.StateClosed, []int{1}},
		{2, http.StateActive, []int{1}},
		{0, http.StateIdle, []int{1}},
		{2, http.StateIdle, []int{1}},
		{3, http.StateNew, []int{1, 0}},
		{3, http.StateActive, []int{1, 0}},
		{4, http.StateNew, []int{1, 0, 2}},
	} {
		if c.changed(conns[change.conn], change.state); !slices.Equal(closed, change.want) {
			t.Errorf("when connection %d is %v, %v are closed, want %v", change.conn, change.state, closed, change.want)
		}
	}
}

// closing is a connection that only records when it is closed.
type closing struct {
	net.Conn
	closed func()
}

func (c *closing) Close() error {
	c.closed()
	return nil
}

// The server has both limiters, and HTTP/2 is bounded.
func TestLimitsOfTheServer(t *testing.T) {
	t.Parallel()
	server := newServer(testConfig(), http.NotFoundHandler(), slog.New(slog.DiscardHandler))
	if server.ConnState == nil {
		t.Error("connections are not bounded")
	}
	if a, ok := server.Handler.(*requestLimiter); !ok || a.limit != 2*512+moreRequests {
		t.Errorf("requests are not bounded: %s", fmt.Sprint(server.Handler))
	}
	if h2 := server.HTTP2; h2 == nil || h2.MaxReadFrameSize > 16<<10 || h2.MaxReceiveBufferPerConnection > 64<<10 || h2.WriteByteTimeout == 0 {
		t.Errorf("HTTP/2 may keep %+v", h2)
	}
}
