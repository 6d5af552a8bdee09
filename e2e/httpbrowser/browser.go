// Package httpbrowser is a browser without JavaScript: it keeps cookies, follows redirects, and submits forms exactly as
// HTML says. It owns those rules and nothing else: it does not know Kratos, nor what the pages of the UI contain.
//
// A method that can't do what it says fails the test at once and shows where the browser was.
package httpbrowser

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/oneshot"
)

const (
	maxHops   = 20
	maxPage   = 4 << 20
	userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"
)

// Hop is one request of a navigation, and what came back.
type Hop struct {
	Method string
	URL    *url.URL
	Status int
	Header http.Header // of the answer
}

// Browser is the browser of one user. It is not safe for concurrent use.
type Browser struct {
	*Page // the page that is showing; nil before the first Goto

	// Hops are the requests of the last navigation, the page itself last.
	Hops []Hop
	// Header is sent with every request, for example Accept-Language.
	Header http.Header
	// OnPage, when set, looks at every page that is shown.
	OnPage func(testing.TB, *Page)

	tb     testing.TB
	client *http.Client
}

// New returns a browser with no cookies.
func New(tb testing.TB) *Browser {
	tb.Helper()
	cookies, err := cookiejar.New(nil)
	if err != nil {
		tb.Fatal(err)
	}
	return &Browser{
		tb:     tb,
		Header: http.Header{"User-Agent": {userAgent}, "Accept-Language": {"en"}},
		client: &http.Client{
			Jar:       jar{cookies},
			Transport: transport(),
			Timeout:   2 * time.Minute,
			// Hops are followed by hand, because their headers differ.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// Goto opens an address as if typed: relative ones are taken from the page that is showing.
func (b *Browser) Goto(address string) {
	b.tb.Helper()
	target, err := url.Parse(address)
	if err != nil {
		b.fatalf("goto: %v", err)
	}
	if b.Page != nil {
		target = b.URL.ResolveReference(target)
	}
	b.navigate(request{method: http.MethodGet, url: target})
}

// Reload asks for the page that is showing again, with GET.
func (b *Browser) Reload() {
	b.tb.Helper()
	b.navigate(request{method: http.MethodGet, url: b.URL})
}

// Cookies are the names and values that would be sent to an address.
func (b *Browser) Cookies(address string) []*http.Cookie {
	b.tb.Helper()
	target, err := url.Parse(address)
	if err != nil {
		b.fatalf("cookies: %v", err)
	}
	return b.client.Jar.Cookies(target)
}

// BlockCookies has the browser send and keep no more cookies, as a setting of browsers does.
func (b *Browser) BlockCookies() { b.client.Jar = noCookies{} }

// navigate sends a request, follows where it leads, and shows what it ends on.
func (b *Browser) navigate(r request) {
	b.tb.Helper()
	b.Hops = nil
	for range maxHops {
		req, err := b.build(&r)
		if err != nil {
			b.fatalf("%s %s: %v", r.method, r.url, err)
		}
		res, err := b.client.Do(req)
		if err != nil {
			b.fatalf("%s %s: %v", r.method, r.url, err)
		}
		body, err := io.ReadAll(io.LimitReader(res.Body, maxPage))
		_ = res.Body.Close()
		if err != nil {
			b.fatalf("%s %s: read: %v", r.method, r.url, err)
		}
		b.Hops = append(b.Hops, Hop{Method: r.method, URL: r.url, Status: res.StatusCode, Header: res.Header})
		next, ok, err := r.redirected(res)
		if err != nil {
			b.fatalf("%s %s: %v", r.method, r.url, err)
		}
		if ok {
			r = next
			continue
		}
		if b.Page, err = newPage(r.url, res, body); err != nil {
			b.fatalf("%s %s: %v", r.method, r.url, err)
		}
		if b.OnPage != nil {
			b.OnPage(b.tb, b.Page)
		}
		return
	}
	b.fatalf("more than %d redirects", maxHops)
}

// fatalf ends the test with a message, the way here, and what the page says.
func (b *Browser) fatalf(format string, args ...any) {
	b.tb.Helper()
	var at strings.Builder
	for _, h := range b.Hops {
		fmt.Fprintf(&at, "\n  %d %s %s", h.Status, h.Method, h.URL)
	}
	if b.Page != nil {
		fmt.Fprintf(&at, "\npage %s: %d %q, messages %v\n%s", b.URL, b.Status, b.Title(), b.Messages(), b.outline())
	}
	b.tb.Fatalf(format+"%s", append(args, at.String())...)
}

// jar lets Secure cookies travel to http://localhost, as browsers do.
type jar struct{ http.CookieJar }

func (j jar) SetCookies(u *url.URL, cookies []*http.Cookie) {
	j.CookieJar.SetCookies(trustworthy(u), cookies)
}

func (j jar) Cookies(u *url.URL) []*http.Cookie { return j.CookieJar.Cookies(trustworthy(u)) }

type noCookies struct{}

func (noCookies) SetCookies(*url.URL, []*http.Cookie) {}
func (noCookies) Cookies(*url.URL) []*http.Cookie     { return nil }

// isLocal reports whether a host is this machine whatever the resolver says, as browsers have it (RFC 6761, 6.3).
func isLocal(host string) bool { return host == "localhost" || strings.HasSuffix(host, ".localhost") }

// transport connects to this machine for all its names.
func transport() *http.Transport {
	t := oneshot.Transport()
	t.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if host, port, err := net.SplitHostPort(address); err == nil && isLocal(host) {
			address = net.JoinHostPort("localhost", port)
		}
		return new(net.Dialer).DialContext(ctx, network, address)
	}
	return t
}

func trustworthy(u *url.URL) *url.URL {
	if !isLocal(u.Hostname()) {
		return u
	}
	secure := *u
	secure.Scheme = "https"
	return &secure
}
