package stack

import (
	"context"
	"fmt"
	"net"
	"strconv"
)

// local is the address of a port as browsers see it. Everything is called localhost, because cookies are shared across
// ports but not between names.
func local(port int) string { return "http://localhost:" + strconv.Itoa(port) }

// freePorts fills in the ports that are not fixed. It holds all of them until the last one is found, so that they differ.
func freePorts(ctx context.Context, p Ports) (Ports, error) {
	var lc net.ListenConfig
	for _, port := range []*int{&p.UI, &p.Kratos, &p.Admin, &p.Inbox} {
		l, err := lc.Listen(ctx, "tcp", net.JoinHostPort("localhost", strconv.Itoa(*port)))
		if err != nil {
			return p, fmt.Errorf("port %d: %w", *port, err)
		}
		defer func() { _ = l.Close() }()
		*port = l.Addr().(*net.TCPAddr).Port
	}
	return p, nil
}
