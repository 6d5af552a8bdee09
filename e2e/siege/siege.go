// Package siege does to a server what those do who want it to stop: they ask and don't take, open and don't ask, take slowly.
// It goes to the own machine only, so many times and no more, and all it opened is closed by End.
package siege

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// Siege holds what is open against one address.
type Siege struct {
	address string
	conns   []net.Conn
}

// New is for a server that speaks TLS on this machine, with a certificate that nobody checks.
func New(address string) (*Siege, error) {
	host, _, err := net.SplitHostPort(address)
	if ip := net.ParseIP(host); err != nil || !ip.IsLoopback() {
		return nil, fmt.Errorf("%s is not on this machine", address)
	}
	return &Siege{address: address}, nil
}

// End closes everything.
func (s *Siege) End() {
	for _, conn := range s.conns {
		_ = conn.Close()
	}
	s.conns = nil
}

func (s *Siege) dial(ctx context.Context, protocol string) (net.Conn, error) {
	dialer := tls.Dialer{
		NetDialer: &net.Dialer{},
		Config:    &tls.Config{InsecureSkipVerify: true, NextProtos: []string{protocol}}, //nolint:gosec // made for this test
	}
	conn, err := dialer.DialContext(ctx, "tcp", s.address)
	if err == nil {
		s.conns = append(s.conns, conn)
	}
	return conn, err
}

// Streams opens connections of HTTP/2 with closed windows, and asks on each for a page many times.
func (s *Siege) Streams(ctx context.Context, connections, streams int, path string) error {
	var block bytes.Buffer
	fields := hpack.NewEncoder(&block)
	fields.SetMaxDynamicTableSize(0) // each block stands for itself
	for _, field := range [][2]string{{":method", "GET"}, {":scheme", "https"}, {":authority", "localhost"}, {":path", path}} {
		if err := fields.WriteField(hpack.HeaderField{Name: field[0], Value: field[1]}); err != nil {
			return err
		}
	}
	for range connections {
		conn, err := s.dial(ctx, "h2")
		if err != nil {
			return err
		}
		frames := http2.NewFramer(conn, nil)
		_, err = io.WriteString(conn, http2.ClientPreface)
		err = errors.Join(err, frames.WriteSettings(http2.Setting{ID: http2.SettingInitialWindowSize, Val: 0}))
		for i := range streams {
			id := uint32(2*i + 1)
			err = errors.Join(err, frames.WriteHeaders(http2.HeadersFrameParam{StreamID: id, BlockFragment: block.Bytes(), EndStream: true, EndHeaders: true}))
		}
		if err != nil {
			return err
		}
		go func() { _, _ = io.Copy(io.Discard, conn) }() // what is refused must not fill the way back
	}
	return nil
}

// Idle opens connections on which one page was asked for.
func (s *Siege) Idle(ctx context.Context, connections int, path string) error {
	for range connections {
		conn, err := s.send(ctx, get(path))
		if err != nil {
			return err
		}
		if _, err := io.ReadAtLeast(conn, make([]byte, 1<<10), 1); err != nil {
			return err
		}
	}
	return nil
}

// Readers opens connections that ask for a file again and again and read nothing.
func (s *Siege) Readers(ctx context.Context, connections, times int, path string) error {
	for range connections {
		conn, err := s.send(ctx, get(path))
		if err != nil {
			return err
		}
		for range times - 1 { // what fits on the way
			_, _ = io.WriteString(conn, get(path))
		}
	}
	return nil
}

// Writers opens connections that never come to the end of a request.
func (s *Siege) Writers(ctx context.Context, connections int, path string) error {
	for range connections {
		if _, err := s.send(ctx, "POST "+path+" HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\nx"); err != nil {
			return err
		}
	}
	return nil
}

func get(path string) string { return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n" }

func (s *Siege) send(ctx context.Context, request string) (net.Conn, error) {
	conn, err := s.dial(ctx, "http/1.1")
	if err != nil {
		return nil, err
	}
	_, err = io.WriteString(conn, request)
	return conn, err
}
