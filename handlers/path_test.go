package handlers_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// Paths are sent as they stand: Go's client would tidy them first.
func TestPathTricks(t *testing.T) {
	t.Parallel()
	refusals := []int{http.StatusBadRequest, http.StatusNotFound}
	tooLong := []int{http.StatusRequestURITooLong, http.StatusRequestHeaderFieldsTooLarge}
	for _, base := range []string{"", "/auth"} {
		s := newSite(t, basePath(base))
		s.signedIn(t)
		for _, c := range []struct {
			target string
			want   []int
		}{
			{"//evil.example", refusals},
			{"//evil.example/", refusals},
			{"//evil.example/login", refusals},
			{"//evil.example/login/", refusals},
			{"///evil.example/", refusals},
			{`/\evil.example`, refusals},
			{`/\evil.example/`, refusals},
			{"/%2f%2fevil.example", refusals},
			{"/%2f%2fevil.example/", refusals},
			{"/%5cevil.example/", refusals},
			{"/login/../settings", refusals},
			{"/./login", refusals},
			{"/static/../main.go", refusals},
			{"/static/%2e%2e%2fmain.go", refusals},
			{"/static/..%5cmain.go", refusals},
			{"/static/", refusals},
			{"/static", refusals},
			{"/..%2f..%2fetc/passwd", refusals},
			{"/login%00", refusals},
			{"/%00", refusals},
			{"/login%2f", refusals},
			{"/login;x", refusals},
			{"/login%0d%0aLocation:%20https:%2f%2fevil.example", refusals},
			{"/LOGIN", refusals},
			{"/login//", refusals},
			{"/sessions/revoke/x", refusals},
			{"/.well-known/openid-configuration", refusals},
			{"/%zz", refusals},
			{"/login\x01", refusals},
			{"/login\x7f", refusals},
			{"/" + strings.Repeat("x", 33<<10), tooLong},
			{"/login?" + strings.Repeat("x", 33<<10), tooLong},
			{"/" + strings.Repeat("x", 2<<20), tooLong},
		} {
			rawAnswer(t, s, "GET", base+c.target, c.want)
			rawAnswer(t, s, "POST", base+c.target, append(c.want, http.StatusMethodNotAllowed))
		}
		rawAnswer(t, s, "GET", "login", refusals)
		rawAnswer(t, s, "CONNECT", "evil.example:443", append(refusals, http.StatusMethodNotAllowed))
		rawAnswer(t, s, "GET", "http://evil.example"+base+"/none", refusals)
	}
}

// rawAnswer sends one request line and checks that the answer is one of those wanted, and leads nowhere.
func rawAnswer(t *testing.T, s *site, method, target string, want []int) {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	go func() {
		_, _ = io.WriteString(conn, method+" "+target+" HTTP/1.1\r\nHost: id.example\r\nConnection: close\r\n\r\n")
	}()
	resp, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		t.Errorf("%s %.60q: %v", method, target, err)
		return
	}
	defer resp.Body.Close()
	if !slices.Contains(want, resp.StatusCode) {
		t.Errorf("%s %.60q: status %d to %q, want one of %d", method, target, resp.StatusCode, resp.Header.Get("Location"), want)
	}
	if to := resp.Header.Get("Location"); to != "" {
		t.Errorf("%s %.60q leads to %q", method, target, to)
	}
}

// A request for another host's page is answered as ours, and leads back to Kratos only.
func TestAbsoluteTarget(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *setup) { c.PublicURL = "https://id.example" })
	s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET http://evil.example/sessions?x=1 HTTP/1.1\r\nHost: evil.example\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	to, err := url.Parse(resp.Header.Get("Location"))
	if err != nil || !strings.HasPrefix(to.String(), browserURL+"/") || strings.Contains(to.String(), "evil") {
		t.Errorf("status %d to %q", resp.StatusCode, to)
	}
}

// Where a request ends must be clear, or a proxy and we could see two different ones (RFC 9112 6.3, 11.2).
func TestUnclearRequests(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, headers := range []string{
		"Content-Length: 5\r\nContent-Length: 6", "Content-Length: -1", "Content-Length: +5", "Content-Length: 5,5x", "Transfer-Encoding: xchunked",
		"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "Host: second.example", "Na me: x", "Name : x", " folded: x", "Name: a\x00b", "Name: a\rb",
	} {
		conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
		if _, err := io.WriteString(conn, "POST /logout HTTP/1.1\r\nHost: id.example\r\n"+headers+"\r\n\r\nhello"); err != nil {
			t.Fatal(err)
		}
		resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Errorf("%q: %v", headers, err)
			continue
		}
		resp.Body.Close()
		if resp.StatusCode < http.StatusBadRequest || !resp.Close {
			t.Errorf("%q: status %d, and the connection stays open: %v", headers, resp.StatusCode, !resp.Close)
		}
	}
	if calls := s.kratos.got(""); len(calls) != 0 {
		t.Errorf("Kratos got %v", calls)
	}
}
