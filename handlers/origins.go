package handlers

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

// IsOrigin reports whether this is an http or https origin that may stand in a header, where a space or semicolon would begin
// something else.
func IsOrigin(s string) bool {
	u, err := kratos.WebURL(s)
	return err == nil && u.Scheme+"://"+u.Host == s && plainHost(u.Host)
}

// foreignOrigins are the origins of the scripts that come neither from us nor from Kratos.
func (s *server) foreignOrigins(scripts []templates.Script) []string {
	var origins []string
	for _, script := range scripts {
		u, err := url.Parse(script.Src)
		if err != nil || u.Host == "" || s.kratos.Owns(script.Src) {
			continue
		}
		if origin := u.Scheme + "://" + u.Host; !slices.Contains(origins, origin) {
			origins = append(origins, origin)
		}
	}
	return origins
}

// logoOrigins is the origin of an application's logo; none when it has no logo that a page may show.
func logoOrigins(logo string) []string {
	u, err := url.Parse(logo)
	if err != nil || u.Scheme != "https" || !plainHost(u.Host) {
		return nil
	}
	return []string{u.Scheme + "://" + u.Host}
}

// plainHost reports whether a host can stand in a policy, where other signs would begin something else.
func plainHost(host string) bool {
	return host != "" && strings.Trim(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") == ""
}

// webAddress is an http or https address, or "" for anything else.
func webAddress(raw string) string {
	if _, err := kratos.WebURL(raw); err != nil {
		return ""
	}
	return raw
}

// mostRelays is how many pages of ours a way back may lead over: sign-in, a second factor, and what asked for both.
const mostRelays = 3

// formActions allows forms to go where they must. Chromium applies form-action to every hop of the redirects after a post, so
// sign-in elsewhere needs https: as a whole unless all origins are listed; plain http is for a Kratos without TLS.
func formActions(o Options) []string {
	sources := append([]string{"'self'", o.Kratos.Origin()}, o.FormActions...)
	if len(o.FormActions) == 0 {
		sources = append(sources, anyOrigin(o.Kratos)...)
	}
	return sources
}

// anyOrigin allows every origin with TLS, and without where Kratos has none.
func anyOrigin(k *kratos.Client) []string {
	if strings.HasPrefix(k.Origin(), "http:") {
		return []string{"https:", "http:"}
	}
	return []string{"https:"}
}

// allowsForms reports whether a source is among those that are allowed, by itself or by its scheme.
func allowsForms(allowed []string, source string) bool {
	scheme, _, _ := strings.Cut(source, "//")
	return slices.Contains(allowed, source) || slices.Contains(allowed, scheme)
}

// IsFormAction reports whether this may stand among the origins that forms are posted to: an origin, or a scheme and a colon.
func IsFormAction(s string) bool {
	scheme := templates.AppScheme(s)
	return IsOrigin(s) || s == "https:" || s == "http:" || scheme != "" && len(s) == len(scheme+":")
}

// waysBack are where a post can end that a flow's return_to follows: its origin, or its scheme where that is an application's.
// Kratos let that address through. What a page of ours on the way leads to it has yet to judge, so that only schemes count there:
// sites are what an operator may want to be exact about.
func (s *server) waysBack(c echo.Context, returnTo string) []string {
	sources := destination(returnTo)
	for range mostRelays {
		if !s.ownsURL(c, returnTo) {
			break
		}
		u, _ := url.Parse(returnTo)                           // it is ours
		query, _ := url.ParseQuery(standardQuery(u.RawQuery)) // what can't be read is left out
		returnTo = query.Get("return_to")
		if scheme := templates.AppScheme(returnTo); scheme != "" {
			sources = append(sources, scheme+":")
		}
	}
	return sources
}

// returnOrigins are where a post can end that goes on to an application: at Hydra, and at what the application registered
// (RFC 6749 3.1.2), at whatever port of this device was free when it asked (RFC 8252 7.3).
func (s *server) returnOrigins(requestURL string, registered []string) []string {
	sources := s.hydraOrigins(requestURL)
	for _, raw := range registered {
		for _, source := range destination(raw) {
			if u, _ := url.Parse(source); onThisDevice(u) {
				source = "http://" + u.Hostname() + ":*"
			}
			if !slices.Contains(sources, source) {
				sources = append(sources, source)
			}
		}
		if len(sources) > mostSources {
			return schemes(registered)
		}
	}
	return sources
}

// hydraOrigins are where Hydra may be: where the operator says, and where the application had sent the browser. The request of a
// sign-out names no host; where nobody does, only the scheme is known.
func (s *server) hydraOrigins(requestURL string) []string {
	var sources []string
	if s.oauth2 != nil {
		sources = destination(s.oauth2.hydra.PublicOrigin())
	}
	for _, source := range destination(kratos.OriginOf(requestURL)) {
		if !slices.Contains(sources, source) {
			sources = append(sources, source)
		}
	}
	if len(sources) == 0 {
		return anyOrigin(s.kratos)
	}
	return sources
}

// mostSources is how many addresses of an application a policy names. With more of them proxies refuse the header, and with it the
// page.
const mostSources = 20

// schemes allow all that addresses begin with.
func schemes(addresses []string) []string {
	sources := []string{"https:"}
	for _, raw := range addresses {
		u, err := url.Parse(raw)
		if err != nil || len(destination(raw)) == 0 || slices.Contains(sources, u.Scheme+":") || len(sources) > mostSources {
			continue
		}
		sources = append(sources, u.Scheme+":")
	}
	return sources
}

// onThisDevice reports whether an application waits there for the browser on the same device.
func onThisDevice(u *url.URL) bool {
	ip, _ := netip.ParseAddr(u.Hostname())
	return u.Scheme == "http" && (ip.IsLoopback() || u.Hostname() == "localhost")
}

// destination is how a policy names where an address leads; empty when it must not, or can't.
func destination(raw string) []string {
	if scheme := templates.AppScheme(raw); scheme != "" {
		return []string{scheme + ":"}
	}
	origin := kratos.OriginOf(raw)
	scheme, host, _ := strings.Cut(origin, "//")
	switch {
	case !plainHost(host):
		return nil
	case strings.HasPrefix(host, "["):
		// A policy can't name such an address (CSP Level 3, host-part); browsers leave it out.
		return []string{scheme}
	}
	return []string{origin}
}
