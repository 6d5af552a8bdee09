package handlers_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/handlers/loadtest"
)

// gets asks a server for one page, from eight clients at once that keep their connections.
type gets struct {
	address   string
	transport http.RoundTripper
	length    int64 // of every answer
}

func newGets(b *testing.B, handler http.Handler, page loadtest.Page) *gets {
	b.Helper()
	server := httptest.NewServer(handler)
	b.Cleanup(server.Close)
	transport := loadtest.Transport()
	b.Cleanup(transport.CloseIdleConnections)
	g := &gets{address: server.URL + page.Path, transport: transport}
	var err error
	if g.length, err = g.one(b); err != nil {
		b.Fatal(err)
	}
	return g
}

// take does n requests and returns how long they took together.
func (g *gets) take(b *testing.B, n int) time.Duration {
	b.Helper()
	const clients = 8
	begun := time.Now()
	var wg sync.WaitGroup
	for range clients {
		wg.Go(func() {
			for range n / clients {
				if length, err := g.one(b); err != nil || length != g.length {
					b.Errorf("an answer of %d bytes, %v; the others have %d", length, err, g.length)
					return
				}
			}
		})
	}
	wg.Wait()
	return time.Since(begun)
}

// one does one request and returns the length of the answer.
func (g *gets) one(b *testing.B) (int64, error) {
	req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, g.address, nil)
	if err != nil {
		return 0, err
	}
	req.Header.Set("Cookie", benchCookie)
	resp, err := g.transport.RoundTrip(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return 0, errors.New(resp.Status)
	}
	return io.Copy(io.Discard, resp.Body)
}
