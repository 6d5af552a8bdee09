package cli

import (
	"bytes"
	"crypto/tls"
	"io"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// greedy is a client of HTTP/2 that asks for pages and takes none: its windows are closed.
type greedy struct {
	t      *testing.T
	conn   *tls.Conn
	frames *http2.Framer
	next   uint32
}

func newGreedy(t *testing.T, address string) *greedy {
	t.Helper()
	conn, err := tls.Dial("tcp", address, &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h2"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(30 * time.Second))
	g := &greedy{t: t, conn: conn, frames: http2.NewFramer(conn, conn), next: 1}
	if _, err := io.WriteString(conn, http2.ClientPreface); err != nil {
		t.Fatal(err)
	}
	if err := g.frames.WriteSettings(http2.Setting{ID: http2.SettingInitialWindowSize, Val: 0}); err != nil {
		t.Fatal(err)
	}
	return g
}

// ask opens n streams.
func (g *greedy) ask(n int, path string) {
	g.t.Helper()
	var block bytes.Buffer
	fields := hpack.NewEncoder(&block)
	fields.SetMaxDynamicTableSize(0) // each block stands for itself
	for _, field := range [][2]string{{":method", "GET"}, {":scheme", "https"}, {":authority", "localhost"}, {":path", path}} {
		_ = fields.WriteField(hpack.HeaderField{Name: field[0], Value: field[1]})
	}
	for range n {
		if err := g.frames.WriteHeaders(http2.HeadersFrameParam{StreamID: g.next, BlockFragment: block.Bytes(), EndStream: true, EndHeaders: true}); err != nil {
			g.t.Fatal(err)
		}
		g.next += 2
	}
}

// ended counts the streams that the server ends until it answers a ping sent after all else, and returns the bound that the
// server announced.
func (g *greedy) ended() (streams, announced int) {
	g.t.Helper()
	if err := g.frames.WritePing(false, [8]byte{1}); err != nil {
		g.t.Fatal(err)
	}
	for {
		frame, err := g.frames.ReadFrame()
		if err != nil {
			g.t.Fatal(err)
		}
		switch f := frame.(type) {
		case *http2.RSTStreamFrame:
			streams++
		case *http2.SettingsFrame:
			if most, ok := f.Value(http2.SettingMaxConcurrentStreams); ok {
				announced = int(most)
			}
		case *http2.PingFrame:
			if f.IsAck() {
				return streams, announced
			}
		}
	}
}
