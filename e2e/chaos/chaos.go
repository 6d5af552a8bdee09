// Package chaos stands between the UI's server and Kratos and breaks what passes, on demand. It owns the ways an HTTP
// server can fail; it does not know what the UI makes of them.
package chaos

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/thyra-ui/thyra/e2e/stack"
)

// Fault answers in Kratos's place; next is Kratos.
type Fault func(w http.ResponseWriter, r *http.Request, next http.Handler)

// Proxy passes everything on until Break, and again after Heal.
type Proxy struct {
	next  http.Handler
	fault atomic.Pointer[Fault]

	mu      sync.Mutex
	address string
	server  *http.Server // nil while nobody listens
}

// Start starts the proxy to a Kratos and returns its address. It fits stack.Options.KratosProxy.
func (p *Proxy) Start(ctx context.Context, kratosURL string) (string, error) {
	target, err := url.Parse(kratosURL)
	if err != nil {
		return "", err
	}
	p.next = &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target) },
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) {
			w.WriteHeader(http.StatusBadGateway)
		},
		Transport: &http.Transport{MaxIdleConnsPerHost: 64},
	}
	// A port that the kernel chooses it may give to an outgoing connection while nobody listens there.
	port, err := stack.FreePort(ctx)
	if err != nil {
		return "", err
	}
	p.address = net.JoinHostPort("localhost", strconv.Itoa(port))
	if err := p.listen(ctx); err != nil {
		return "", err
	}
	return "http://" + p.address, nil
}

// listen opens the port, the same one again after the first time.
func (p *Proxy) listen(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.server != nil {
		return nil
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", p.address)
	if err != nil {
		return err
	}
	p.address = l.Addr().String()
	p.server = &http.Server{Handler: p, ReadHeaderTimeout: 10 * time.Second}
	go func(s *http.Server) { _ = s.Serve(l) }(p.server)
	return nil
}

// Break makes every request end in a fault from now on.
func (p *Proxy) Break(f Fault) { p.fault.Store(&f) }

// Refuse closes the port and every connection.
func (p *Proxy) Refuse() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.server == nil {
		return nil
	}
	err := p.server.Close()
	p.server = nil
	return err
}

// Heal passes everything on again.
func (p *Proxy) Heal(ctx context.Context) error {
	p.fault.Store(nil)
	return p.listen(ctx)
}

// Disconnect closes every connection and goes on listening.
func (p *Proxy) Disconnect(ctx context.Context) error { return errors.Join(p.Refuse(), p.listen(ctx)) }

// ServeHTTP passes a request on, or breaks it.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if f := p.fault.Load(); f != nil {
		(*f)(w, r, p.next)
		return
	}
	p.next.ServeHTTP(w, r)
}
