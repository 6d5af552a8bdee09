package stack

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// KratosPath is the path at which a proxy leads to Kratos when there are Options.Hosts.
const KratosPath = "/kratos"

// Proxy starts a proxy that browsers call instead of the UI, and returns the address of the UI's pages there, without a
// trailing slash. With Options.Hosts it leads to Kratos too, at KratosPath.
type Proxy func(ctx context.Context, uiURL, kratosURL string) (string, error)

// ProxyAt is a proxy at a port, 0 for any, that does what docs/deploy.md has nginx do for several hosts. It closes with the
// context of the stack.
func ProxyAt(port int) Proxy {
	return func(ctx context.Context, uiURL, kratosURL string) (string, error) {
		l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", net.JoinHostPort("localhost", strconv.Itoa(port)))
		if err != nil {
			return "", fmt.Errorf("port %d: %w", port, err)
		}
		address := local(l.Addr().(*net.TCPAddr).Port)
		server := &http.Server{Handler: behind(uiURL, kratosURL, address), ReadHeaderTimeout: 5 * time.Second}
		go func() { _ = server.Serve(l) }()
		context.AfterFunc(ctx, func() { _ = server.Close() })
		return address, nil
	}
}

// TLSProxy is such a proxy that browsers reach by https and HTTP/2. Nobody trusts its certificate.
func TLSProxy(ctx context.Context, uiURL, kratosURL string) (string, error) {
	l, err := listen(ctx, 0)
	if err != nil {
		return "", err
	}
	address := strings.Replace(local(l.Addr().(*net.TCPAddr).Port), "http:", "https:", 1)
	config := &http.Server{Handler: behind(uiURL, kratosURL, address), ReadHeaderTimeout: 5 * time.Second, ErrorLog: log.New(io.Discard, "", 0)}
	server := &httptest.Server{Listener: l, Config: config}
	server.EnableHTTP2 = true // as proxies do
	server.StartTLS()
	context.AfterFunc(ctx, server.Close)
	return address, nil
}

// behind passes requests on to the UI and to Kratos.
func behind(uiURL, kratosURL, address string) http.Handler {
	ui, kratos := passTo(uiURL, address), http.StripPrefix(KratosPath, passTo(kratosURL, address))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, KratosPath+"/") {
			kratos.ServeHTTP(w, r)
			return
		}
		ui.ServeHTTP(w, r)
	})
}

// passTo passes requests on to a server, and keeps browsers that are sent to the proxy's own address at the host they are on.
func passTo(to, address string) http.Handler {
	target, _ := url.Parse(to) // one that local made
	return &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.SetXForwarded()
			r.Out.Host = r.In.Host
		},
		ModifyResponse: func(res *http.Response) error {
			if path, ok := strings.CutPrefix(res.Header.Get("Location"), address+"/"); ok {
				// With the host, since of http://localhost//evil.example/ the path alone would lead there.
				scheme, _, _ := strings.Cut(address, ":")
				res.Header.Set("Location", scheme+"://"+res.Request.Host+"/"+path)
			}
			return nil
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }, // and logs nothing
		// The connections of the default transport are closed by every httptest.Server that stops.
		Transport: &http.Transport{},
	}
}

// OtherURLs are where the UI's pages are besides UIURL: at each of Options.Hosts.
func (s *Stack) OtherURLs() []string {
	var list []string
	for _, host := range s.opts.Hosts {
		list = append(list, strings.Replace(s.UIURL, "localhost", host, 1))
	}
	return list
}
