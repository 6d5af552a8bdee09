package doctor

import (
	"cmp"
	"net"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"

	"github.com/thyra-ui/thyra/kratos"
)

// pagesOrigin is the scheme and host of our pages: that of PublicURL, else that of Kratos's ui_url of the login page; empty when
// nothing tells.
func (f *facts) pagesOrigin() string {
	if f.setup.PublicURL != "" {
		return kratos.OriginOf(f.setup.PublicURL)
	}
	if to := f.login.location(); to != nil {
		return kratos.OriginOf(withoutQuery(to))
	}
	return ""
}

// pagesURL is the address of our pages, without a slash at the end.
func (f *facts) pagesURL() string { return f.pagesOrigin() + strings.TrimSuffix(f.setup.BasePath, "/") }

// ownAddresses are those that visitors return to: our pages, and where browsers reach Kratos on every host, those of brands.
func (f *facts) ownAddresses() []string {
	if f.pagesOrigin() == "" {
		return nil
	}
	list := []string{f.pagesURL() + "/sessions"}
	if f.setup.BrowserPath == "" {
		return list
	}
	ours, err := url.Parse(f.pagesURL())
	if err != nil {
		return list
	}
	for _, host := range f.setup.Hosts {
		other := *ours
		if other.Host = host; !strings.Contains(host, ":") && ours.Port() != "" {
			other.Host = net.JoinHostPort(host, ours.Port())
		}
		list = append(list, other.String()+"/sessions")
	}
	return list
}

// kratosURL is Kratos's own base_url, read off the form of a flow; where there is none, the address for browsers.
func (f *facts) kratosURL() string {
	return cmp.Or(f.baseURL(), f.setup.BrowserURL)
}

// baseURL is Kratos's base_url without a slash at the end; empty when no flow tells.
func (f *facts) baseURL() string {
	if f.flow == nil {
		return ""
	}
	base, _, ok := strings.Cut(f.flow.UI.Action, "/self-service/")
	if !ok {
		return ""
	}
	return strings.TrimRight(base, "/")
}

// sameURL compares addresses as browsers do, but for a slash at the end.
func sameURL(a, b string) bool {
	return kratos.OriginOf(a) != "" && kratos.OriginOf(a) == kratos.OriginOf(b) && pathOf(a) == pathOf(b)
}

func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimRight(u.Path, "/")
}

// hostOf is the host of a URL without its port, and schemeOf its scheme.
func hostOf(address string) string {
	u, err := url.Parse(kratos.OriginOf(address))
	if err != nil {
		return ""
	}
	return u.Hostname()
}

func schemeOf(address string) string {
	scheme, _, _ := strings.Cut(kratos.OriginOf(address), ":")
	return scheme
}

// isLoopback reports whether a host is this machine, which browsers trust without https.
func isLoopback(host string) bool {
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.IsLoopback()
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// isAddress reports whether a host is an IP address.
func isAddress(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}

// within reports whether a cookie of a domain reaches a host (RFC 6265 5.1.3).
func within(host, domain string) bool {
	if host == domain {
		return true
	}
	return !isAddress(host) && strings.HasSuffix(host, "."+domain)
}

// commonDomain is the narrowest domain that two hosts share and a cookie may have; empty when there is none.
func commonDomain(a, b string) string {
	for domain := a; domain != ""; _, domain, _ = strings.Cut(domain, ".") {
		if !within(a, domain) || !within(b, domain) {
			continue
		}
		if isPublicSuffix(domain) {
			return ""
		}
		return domain
	}
	return ""
}

// isPublicSuffix reports whether browsers refuse cookies and passkeys of a domain, since strangers share it.
func isPublicSuffix(domain string) bool {
	if isAddress(domain) || domain == "localhost" {
		return false
	}
	_, err := publicsuffix.EffectiveTLDPlusOne(domain)
	return err != nil
}
