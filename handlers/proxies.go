package handlers

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
)

// forwarding are the headers, of those that anything here reads, in which a proxy tells who asked, how, and in which trace.
var forwarding = []string{"X-Forwarded-For", "X-Forwarded-Proto", "Traceparent", "Tracestate"}

// proxies are the addresses whose forwarding headers are believed.
type proxies []netip.Prefix

// droppedHTTPSKey is set where onlyTrusted dropped a header that says the browser used https.
const droppedHTTPSKey = "dropped_https"

// onlyTrusted drops forwarding headers that no trusted proxy wrote.
func (p proxies) onlyTrusted(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if r := c.Request(); !p.trust(r.RemoteAddr) {
			if r.TLS == nil && scheme(c) == "https" {
				c.Set(droppedHTTPSKey, true)
			}
			r = r.WithContext(r.Context())
			r.Header = r.Header.Clone()
			for _, name := range forwarding {
				r.Header.Del(name)
			}
			c.SetRequest(r)
		}
		return next(c)
	}
}

func (p proxies) trust(remote string) bool {
	peer, err := netip.ParseAddrPort(remote)
	return err == nil && p.contain(peer.Addr().Unmap())
}

func (p proxies) contain(address netip.Addr) bool {
	return slices.ContainsFunc(p, func(listed netip.Prefix) bool { return listed.Contains(address) })
}

// clientIP finds the last address in X-Forwarded-For that is no trusted proxy's. What stands before a word that is no address
// nobody vouches for.
func (p proxies) clientIP(r *http.Request) string {
	client, known := forwardedAddress(r.RemoteAddr)
	for _, entry := range slices.Backward(strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")) {
		if entry = strings.TrimSpace(entry); entry == "" {
			continue
		}
		before, ok := forwardedAddress(entry)
		if !known || !ok || !p.contain(client) {
			break
		}
		client = before
	}
	if !known {
		return ""
	}
	return client.String()
}

// forwardedAddress reads an address as proxies write it: with a port, in brackets, or neither.
func forwardedAddress(entry string) (netip.Addr, bool) {
	address, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(entry, "["), "]"))
	if err != nil {
		var with netip.AddrPort
		with, err = netip.ParseAddrPort(entry)
		address = with.Addr()
	}
	return address.Unmap().WithZone(""), err == nil
}

// scheme is how the browser reached us. Echo's own Scheme takes the word of any proxy on a private address and of none on a
// public one; here only a trusted proxy's header is left. Each proxy of several may have added what it saw: the first one saw
// the browser.
func scheme(c echo.Context) string {
	r := c.Request()
	first, _, _ := strings.Cut(r.Header.Get("X-Forwarded-Proto"), ",")
	if r.TLS != nil || strings.EqualFold(strings.TrimSpace(first), "https") {
		return "https"
	}
	return "http"
}
