package stack

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
)

// local is the address of a port as browsers see it. Everything is called localhost, because cookies are shared across
// ports but not between names.
func local(port int) string { return "http://localhost:" + strconv.Itoa(port) }

// freePorts fills in the ports that are not fixed. It holds all of them until the last one is found, so that they differ.
func freePorts(ctx context.Context, p Ports) (Ports, error) {
	for _, port := range []*int{&p.UI, &p.Kratos, &p.Admin, &p.Inbox, &p.Hydra, &p.HydraAdmin} {
		l, err := listen(ctx, *port)
		if err != nil {
			return p, err
		}
		defer func() { _ = l.Close() }()
		*port = l.Addr().(*net.TCPAddr).Port
	}
	return p, nil
}

// FreePort finds a port for a program to listen on.
func FreePort(ctx context.Context) (int, error) {
	l, err := listen(ctx, 0)
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

// listen listens on a port, or on one of the process's own when that is 0.
func listen(ctx context.Context, port int) (net.Listener, error) {
	var lc net.ListenConfig
	if port != 0 {
		l, err := lc.Listen(ctx, "tcp", net.JoinHostPort("localhost", strconv.Itoa(port)))
		if err != nil {
			return nil, fmt.Errorf("port %d: %w", port, err)
		}
		return l, nil
	}
	own, err := ownPorts()
	if err != nil {
		return nil, err
	}
	for range blockSize {
		var l net.Listener
		if l, err = lc.Listen(ctx, "tcp", net.JoinHostPort("localhost", strconv.Itoa(own.another()))); err == nil {
			return l, nil
		}
	}
	return nil, fmt.Errorf("no port is free: %w", err)
}

// The ports for programs to listen on. They are below those that the kernel chooses, which it may give to an outgoing
// connection before the program listens.
const (
	firstPort = 10000
	blockSize = 500
	blocks    = 40
)

// block is a range of ports, each of which is chosen once before any is chosen again: a program that starts slowly, or again,
// still finds its own free.
type block struct {
	first  int
	chosen atomic.Int64
	lock   *os.File // the kernel frees it with the process
}

func (b *block) another() int { return b.first + int(b.chosen.Add(1)-1)%blockSize }

// ownPorts is the block of this process. Test packages run as processes side by side, and none must choose a port that another
// one has given to its Kratos.
var ownPorts = sync.OnceValues(func() (*block, error) {
	var errs []error
	for _, i := range rand.Perm(blocks) { //nolint:gosec // nobody is kept from guessing it
		f, err := os.OpenFile(filepath.Join(os.TempDir(), fmt.Sprintf("thyra-ports-%d.lock", i)), os.O_CREATE|os.O_RDWR, 0o600)
		if err != nil {
			errs = append(errs, err) // of another user
			continue
		}
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return &block{first: firstPort + i*blockSize, lock: f}, nil
		}
		errs = append(errs, err, f.Close())
	}
	return nil, fmt.Errorf("every block of ports is taken: %w", errors.Join(errs...))
})
