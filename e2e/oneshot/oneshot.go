// Package oneshot sends the requests that tests make themselves, each on a connection of its own. It knows nothing of Kratos
// or of the UI. Package httpbrowser keeps cookies and follows redirects as a browser does.
//
// The default transport won't do: every httptest.Server that stops closes its idle connections, and a connection may already
// count as idle while the answer to another test's request is on its way to it.
package oneshot

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
)

// Transport has no connections to share, and leaves none behind.
func Transport() *http.Transport { return &http.Transport{DisableKeepAlives: true} }

// Do sends the request and follows redirects, without cookies. The caller closes the body.
func Do(req *http.Request) (*http.Response, error) {
	return (&http.Client{Transport: Transport()}).Do(req) //nolint:gosec // a test asks whom it likes
}

// Get asks for the address as Do does.
func Get(ctx context.Context, address string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	return Do(req)
}

// JSON sends a document, unless in is nil, and returns the answer with all of its body.
func JSON(ctx context.Context, method, address string, in any) (*http.Response, []byte, error) {
	var body bytes.Buffer
	if in != nil {
		if err := json.NewEncoder(&body).Encode(in); err != nil {
			return nil, nil, err
		}
	}
	req, err := http.NewRequestWithContext(ctx, method, address, &body)
	if err != nil {
		return nil, nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(res.Body)
	return res, answer, err
}
