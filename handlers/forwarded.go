package handlers

import (
	"net"
	"net/netip"
	"strings"

	"github.com/labstack/echo/v4"
)

// forwarding are the headers, of those that anything here reads, in which a proxy tells who asked, how, and in which trace.
var forwarding = []string{"X-Forwarded-For", "X-Forwarded-Proto", "Traceparent", "Tracestate"}

// proxies are the addresses whose forwarding headers are believed.
type proxies []netip.Prefix

// onlyTrusted drops forwarding headers that no trusted proxy wrote.
func (p proxies) onlyTrusted(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if r := c.Request(); !p.trust(r.RemoteAddr) {
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
	if err != nil {
		return false
	}
	for _, prefix := range p {
		if prefix.Contains(peer.Addr().Unmap()) {
			return true
		}
	}
	return false
}

// clientIP finds the last address in X-Forwarded-For that is no trusted proxy's.
func (p proxies) clientIP() echo.IPExtractor {
	trust := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, prefix := range p {
		prefix = prefix.Masked()
		trust = append(trust, echo.TrustIPRange(&net.IPNet{
			IP: prefix.Addr().AsSlice(), Mask: net.CIDRMask(prefix.Bits(), prefix.Addr().BitLen()),
		}))
	}
	return echo.ExtractIPFromXFFHeader(trust...)
}

// scheme is how the browser reached us. Echo's own Scheme takes the word of any proxy on a private address and of none on a
// public one; here only a trusted proxy's header is left.
func scheme(c echo.Context) string {
	if r := c.Request(); r.TLS != nil || strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https") {
		return "https"
	}
	return "http"
}
