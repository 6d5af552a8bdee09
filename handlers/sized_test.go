package handlers_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// Where a body ends must be beyond doubt: what a proxy takes for a part of it could be another visitor's request here. Each of
// these is refused, and nothing that follows on the connection is read.
func TestBodiesInChunks(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *setup) { c.CSPReports = true })
	const next = "GET /welcome HTTP/1.1\r\nHost: id.example\r\n\r\n"
	slow := time.Now().Add(20 * time.Second)
	for name, rest := range map[string]string{
		"chunks":             "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n" + next,
		"length and chunks":  "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n" + next,
		"chunks and length":  "Transfer-Encoding: chunked\r\nContent-Length: 15\r\n\r\n5\r\nhello\r\n0\r\n\r\n" + next,
		"no chunk at all":    "Transfer-Encoding: chunked\r\n\r\n" + next,
		"odd size":           "Transfer-Encoding: chunked\r\n\r\n5x\r\nhello\r\n0\r\n\r\n" + next,
		"negative size":      "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n" + next,
		"size beyond all":    "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nhello\r\n0\r\n\r\n" + next,
		"chunk too short":    "Transfer-Encoding: chunked\r\n\r\n9\r\nhello\r\n0\r\n\r\n" + next,
		"bare line feeds":    "Transfer-Encoding: chunked\n\n5\nhello\n0\n\n" + next,
		"another coding":     "Transfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n" + next,
		"identity":           "Content-Length: 5\r\nTransfer-Encoding: identity\r\n\r\nhello" + next,
		"trailer":            "Transfer-Encoding: chunked\r\nTrailer: X\r\n\r\n0\r\nX: y\r\n\r\n" + next,
		"end that never was": "Transfer-Encoding: chunked\r\n\r\n0\r\n",
	} {
		for _, line := range []string{"POST /logout", "POST /csp-report", "GET /welcome", "GET /health/alive", "POST /none", "PUT /login"} {
			conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			_ = conn.SetDeadline(slow)
			if _, err := io.WriteString(conn, line+" HTTP/1.1\r\nHost: id.example\r\n"+rest); err != nil {
				t.Fatal(err)
			}
			read := bufio.NewReader(conn)
			resp, err := http.ReadResponse(read, nil)
			if err != nil {
				t.Errorf("%s, %s: %v", line, name, err)
				continue
			}
			_, _ = io.Copy(io.Discard, resp.Body)
			if resp.StatusCode < http.StatusBadRequest || !resp.Close {
				t.Errorf("%s, %s: status %d, and the connection stays open: %v", line, name, resp.StatusCode, !resp.Close)
			}
			if more, err := io.ReadAll(read); len(more) > 0 || err != nil && !strings.Contains(err.Error(), "reset") {
				t.Errorf("%s, %s: %d bytes more are answered, %v", line, name, len(more), err)
			}
		}
	}
	if calls := s.kratos.got(""); len(calls) != 0 {
		t.Errorf("Kratos got %v", calls)
	}
}
