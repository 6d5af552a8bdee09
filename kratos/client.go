package kratos

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"time"

	ory "github.com/ory/client-go"
)

// probeTimeout is how long Ready waits for Kratos: Kubernetes gives a probe one second. maxProbes is how many calls of Ready
// may be under way.
const (
	probeTimeout = 800 * time.Millisecond
	maxProbes    = 8
)

// Client calls one Kratos on behalf of browsers. It holds no state but a connection pool and is safe for concurrent use.
type Client struct {
	public  string
	browser string
	path    string // in place of browser; empty when there is none
	origin  string // of browser
	calls   *transport
	probes  *transport // for Ready
	api     *ory.APIClient
}

// Config says where Kratos is and how long to wait for it.
type Config struct {
	// PublicURL is Kratos's public API as this server reaches it. A user name and password in it are sent as basic
	// authentication (RFC 7617), for a proxy that demands it; then BrowserURL must be set and have none.
	PublicURL string
	// BrowserURL is the same API as browsers reach it; PublicURL when empty.
	BrowserURL string
	// BrowserPath is a path, such as /kratos/, below which a proxy serves Kratos on every host of the pages. Browsers are
	// sent there and not to BrowserURL, which must then be Kratos's own base_url, with which the URLs that Kratos sends
	// begin.
	BrowserPath string
	// Timeout bounds each call, connection and body included; 10 seconds when 0.
	Timeout time.Duration
	// MaxWaiting is how many calls may be under way at once; 512 when 0. One more fails immediately, so that visitors do not
	// pile up behind a slow Kratos.
	MaxWaiting int
	// Transport replaces the pooled default, for tests and tracing.
	Transport http.RoundTripper
}

// New makes a client. It fails when a URL is not absolute http or https, or the path not a ValidBrowserPath.
func New(c Config) (*Client, error) {
	if c.BrowserURL == "" {
		c.BrowserURL = c.PublicURL
	}
	public, err := WebURL(c.PublicURL)
	if err != nil {
		return nil, fmt.Errorf("kratos: %w", err)
	}
	if _, err := WebURL(c.BrowserURL); err != nil {
		return nil, fmt.Errorf("kratos: %w", err)
	}
	browser := OriginOf(c.BrowserURL)
	if browser == "" {
		return nil, fmt.Errorf("kratos: browsers can't be sent to %q", Redact(c.BrowserURL))
	}
	if c.BrowserPath != "" && !ValidBrowserPath(c.BrowserPath) {
		return nil, fmt.Errorf("kratos: %q is not a path such as /kratos/", c.BrowserPath)
	}
	client := &Client{
		public:  strings.TrimRight(c.PublicURL, "/"),
		browser: browser + strings.TrimRight(afterHost(c.BrowserURL), "/"),
		path:    strings.TrimRight(c.BrowserPath, "/"),
		origin:  browser,
		calls:   newTransport(c.Timeout, c.MaxWaiting, c.Transport, public.Path),
		probes:  newTransport(min(cmp.Or(c.Timeout, probeTimeout), probeTimeout), maxProbes, c.Transport, public.Path),
	}
	api := ory.NewConfiguration()
	api.Servers = ory.ServerConfigurations{{URL: client.public}}
	api.HTTPClient = client.calls.client()
	client.api = ory.NewAPIClient(api)
	return client, nil
}

// Address is Config.PublicURL without user name and password, for messages.
func (c *Client) Address() string { return WithoutUser(c.public) }

// UnderWay is how many calls wait for Kratos at this moment.
func (c *Client) UnderWay() int { return len(c.calls.slots) }

// Flow fetches a flow: GET /self-service/{kind}/flows?id=. The cookie is the browser's whole Cookie header. Refusals and
// failures are an *Error.
func (c *Client) Flow(ctx context.Context, kind Kind, id, cookie string) (*Flow, error) {
	body, _, err := c.get(ctx, "/self-service/"+string(kind)+"/flows?id="+url.QueryEscape(id), cookie)
	if err != nil {
		return nil, err
	}
	return c.parsed(body)
}

// NewFlow starts a flow on behalf of the browser: GET /self-service/{kind}/browser as JSON. The returned Set-Cookie lines
// carry the CSRF cookie that the flow is bound to: they must be passed on to the browser with the flow.
func (c *Client) NewFlow(ctx context.Context, kind Kind, query url.Values, cookie string) (*Flow, []string, error) {
	path := "/self-service/" + string(kind) + "/browser"
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	forwarded := http.Header{}
	if proto, host, ok := strings.Cut(callOptionsOf(ctx).KratosOrigin, "://"); ok {
		forwarded.Set("X-Forwarded-Proto", proto)
		forwarded.Set("X-Forwarded-Host", host)
	}
	body, header, err := c.getBy(ctx, c.calls, path, cookie, forwarded)
	if err != nil {
		return nil, nil, err
	}
	f, err := c.parsed(body)
	return f, header.Values("Set-Cookie"), err
}

// Script fetches Kratos's WebAuthn script: GET /.well-known/ory/webauthn.js. Its bytes must reach the browser unchanged,
// since the script node carries their integrity hash; its cookies must not.
func (c *Client) Script(ctx context.Context) ([]byte, error) {
	body, _, err := c.get(ctx, "/.well-known/ory/webauthn.js", "")
	return body, err
}

// Ready asks Kratos whether it can serve: GET /health/ready. It takes less than a second and does not count in MaxWaiting.
func (c *Client) Ready(ctx context.Context) error {
	_, _, err := c.getBy(ctx, c.probes, "/health/ready", "", nil)
	return err
}

// get does one call and turns every outcome but 200 into an *Error.
func (c *Client) get(ctx context.Context, path, cookie string) ([]byte, http.Header, error) {
	return c.getBy(ctx, c.calls, path, cookie, nil)
}

func (c *Client) getBy(ctx context.Context, by *transport, path, cookie string, more http.Header) ([]byte, http.Header, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.public+path, nil)
	if err != nil {
		return nil, nil, &Error{Cause: err}
	}
	maps.Copy(req.Header, more)
	req.Header.Set("Accept", "application/json")
	if cookie != "" {
		req.Header.Set("Cookie", cookie)
	}
	resp, body, err := by.call(req) //nolint:bodyclose // call has read and closed it
	if err != nil {
		return nil, nil, &Error{Cause: err}
	}
	if resp.StatusCode != http.StatusOK {
		return nil, nil, refusal(resp.StatusCode, resp.Header, body)
	}
	return body, resp.Header, nil
}
