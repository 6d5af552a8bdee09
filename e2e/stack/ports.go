package stack

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"strconv"
)

// local is the address of a port as browsers see it. Everything is called localhost, because cookies are shared across
// ports but not between names.
func local(port int) string { return "http://localhost:" + strconv.Itoa(port) }

// freePorts fills in the ports that are not fixed. It holds all of them until the last one is found, so that they differ.
func freePorts(ctx context.Context, p Ports) (Ports, error) {
	for _, port := range []*int{&p.UI, &p.Kratos, &p.Admin, &p.Inbox} {
		l, err := listen(ctx, *port)
		if err != nil {
			return p, err
		}
		defer func() { _ = l.Close() }()
		*port = l.Addr().(*net.TCPAddr).Port
	}
	return p, nil
}

// FreePort finds a port that a program can be told to listen on.
func FreePort(ctx context.Context) (int, error) {
	l, err := listen(ctx, 0)
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

// listen listens on a port, or on any when that is 0. What the kernel would choose it may give to an outgoing connection before
// the program that is to have it listens there, so it is one below those.
func listen(ctx context.Context, port int) (net.Listener, error) {
	var lc net.ListenConfig
	if port != 0 {
		l, err := lc.Listen(ctx, "tcp", net.JoinHostPort("localhost", strconv.Itoa(port)))
		if err != nil {
			return nil, fmt.Errorf("port %d: %w", port, err)
		}
		return l, nil
	}
	var err error
	for range 100 {
		var l net.Listener
		other := 10000 + rand.IntN(20000) //nolint:gosec // nobody is kept from guessing it
		if l, err = lc.Listen(ctx, "tcp", net.JoinHostPort("localhost", strconv.Itoa(other))); err == nil {
			return l, nil
		}
	}
	return nil, fmt.Errorf("no port is free: %w", err)
}
