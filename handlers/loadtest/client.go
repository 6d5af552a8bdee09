package loadtest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"sync"
	"time"
)

// Client asks for one page again and again, on connections of its own that stay open. It needs a fraction of what net/http's client
// does, so that on a machine with few processors the server is what is measured.
type Client struct {
	connections []*connection
	length      int // of the body of every answer
}

type connection struct {
	net.Conn
	reader  *bufio.Reader
	request []byte
}

// Dial opens n connections to an address, HOST:PORT, and asks for the page once on each: what is only done once is done then.
func Dial(ctx context.Context, address string, page Page, n int) (*Client, error) {
	c := &Client{}
	request := []byte("GET " + page.Path + " HTTP/1.1\r\nHost: " + address + "\r\nUser-Agent: loadtest\r\nCookie: " + Cookie + "\r\n\r\n")
	for range n {
		conn, err := new(net.Dialer).DialContext(ctx, "tcp", address)
		if err != nil {
			return nil, errors.Join(err, c.Close())
		}
		c.connections = append(c.connections, &connection{conn, bufio.NewReaderSize(conn, 32<<10), request})
		length, err := c.connections[len(c.connections)-1].get()
		if err != nil {
			return nil, errors.Join(err, c.Close())
		}
		c.length = length
	}
	return c, nil
}

// Close closes the connections.
func (c *Client) Close() error {
	var errs []error
	for _, conn := range c.connections {
		errs = append(errs, conn.Close())
	}
	return errors.Join(errs...)
}

// Get asks for the page n times, divided among the connections, and returns how long that took together. Every answer must have
// status 200 and be as long as the ones before.
func (c *Client) Get(n int) (time.Duration, error) {
	errs := make([]error, len(c.connections))
	begun := time.Now()
	var wg sync.WaitGroup
	for i, conn := range c.connections {
		wg.Go(func() { errs[i] = conn.repeat(n/len(c.connections), c.length) })
	}
	wg.Wait()
	return time.Since(begun), errors.Join(errs...)
}

func (c *connection) repeat(n, length int) error {
	for range n {
		switch got, err := c.get(); {
		case err != nil:
			return err
		case got != length:
			return fmt.Errorf("an answer of %d bytes, the others have %d", got, length)
		}
	}
	return nil
}

// get asks once and returns the length of the body.
func (c *connection) get() (length int, err error) {
	if _, err := c.Write(c.request); err != nil {
		return 0, err
	}
	status, err := c.reader.ReadSlice('\n')
	if err != nil {
		return 0, err
	}
	if !bytes.HasPrefix(status, []byte("HTTP/1.1 200 ")) {
		return 0, fmt.Errorf("the answer is %q", status)
	}
	length, err = c.header()
	if err != nil {
		return 0, err
	}
	if length >= 0 {
		return c.reader.Discard(length)
	}
	return c.chunks()
}

// header reads to the end of the header and returns Content-Length; -1 when the body comes in chunks.
func (c *connection) header() (length int, err error) {
	length = -1
	for {
		line, err := c.reader.ReadSlice('\n')
		if err != nil {
			return 0, err
		}
		if len(line) == len("\r\n") {
			return length, nil
		}
		if value, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok { // as net/http writes it
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return 0, err
			}
		}
	}
}

// chunks reads a body in chunks (RFC 9112, 7.1) and returns its length.
func (c *connection) chunks() (length int, err error) {
	for {
		line, err := c.reader.ReadSlice('\n')
		if err != nil {
			return 0, err
		}
		size, err := strconv.ParseInt(string(bytes.TrimSpace(line)), 16, 32)
		if err != nil {
			return 0, err
		}
		if _, err := c.reader.Discard(int(size) + len("\r\n")); err != nil {
			return 0, err
		}
		if size == 0 {
			return length, nil
		}
		length += int(size)
	}
}
