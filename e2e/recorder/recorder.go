// Package recorder stands between the UI's server and Kratos and keeps one example of every kind of reply that passes, as
// test data. It knows the addresses and the outer shape of Kratos's replies; it does not know what the UI makes of them.
package recorder

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"sync"
	"time"
)

// Recorder writes to one directory, for any number of Kratos. What is there already stays: a second run changes only what
// is new.
type Recorder struct {
	dir *os.Root

	mu      sync.Mutex
	servers []*http.Server
	errs    []error
}

// New makes the directory and a recorder that writes to it.
func New(dir string) (*Recorder, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Recorder{dir: root}, nil
}

// Proxy starts a reverse proxy to a Kratos and returns its address. It fits stack.Options.KratosProxy.
func (r *Recorder) Proxy(ctx context.Context, kratosURL string) (string, error) {
	target, err := url.Parse(kratosURL)
	if err != nil {
		return "", err
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "localhost:0")
	if err != nil {
		return "", err
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(pr *httputil.ProxyRequest) {
			pr.SetURL(target)
			pr.Out.Header.Del("Accept-Encoding") // the transport unpacks only what it asked for itself
		},
		ModifyResponse: r.see,
		// The connections of the default transport are closed by every httptest.Server that stops.
		Transport: &http.Transport{},
	}
	server := &http.Server{Handler: proxy, ReadHeaderTimeout: 10 * time.Second}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.servers = append(r.servers, server)
	go func() { _ = server.Serve(l) }()
	return "http://" + l.Addr().String(), nil
}

// Close ends the proxies and reports what could not be written.
func (r *Recorder) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.servers {
		r.errs = append(r.errs, s.Close())
	}
	r.errs = append(r.errs, r.dir.Close())
	return errors.Join(r.errs...)
}

// see looks at a reply and leaves it as it is.
func (r *Recorder) see(res *http.Response) error {
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if err := res.Body.Close(); err != nil {
		return err
	}
	res.Body = io.NopCloser(bytes.NewReader(body))
	if err := r.keep(res.Request.URL.Path, res.StatusCode, body); err != nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.errs = append(r.errs, err) // the UI gets the reply all the same
	}
	return nil
}

// keep writes a reply unless its like is there.
func (r *Recorder) keep(path string, status int, body []byte) error {
	name := fileName(path, status, body)
	if name == "" {
		return nil
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, bytes.TrimSpace(body), "", "  "); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	pretty.WriteByte('\n')
	r.mu.Lock()
	defer r.mu.Unlock()
	file, err := r.dir.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = file.Write(pretty.Bytes())
	return errors.Join(err, file.Close())
}
