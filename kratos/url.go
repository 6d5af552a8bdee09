package kratos

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// WebURL parses an absolute http or https URL. The error does not show a user name or password that the URL holds.
func WebURL(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil, fmt.Errorf("%q is not an absolute http or https URL", Redact(raw))
	}
	return u, nil
}

// OriginOf is the scheme, host and port of an http or https URL in the form in which browsers compare them (RFC 6454 4),
// however the URL is written. It is empty for every other URL, and for one with a user name.
func OriginOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.User != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if strings.ContainsFunc(host, func(r rune) bool { return r >= utf8.RuneSelf }) {
		if host, err = idna.Lookup.ToASCII(host); err != nil {
			return ""
		}
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" && port != map[string]string{"http": "80", "https": "443"}[u.Scheme] {
		host += ":" + port
	}
	return u.Scheme + "://" + host
}

// Redact replaces all before the last @ of a URL, which may be a user name and password, by "…". The result is for messages.
func Redact(raw string) string {
	if at := strings.LastIndexByte(raw, '@'); at >= 0 {
		return "…" + raw[at:]
	}
	return raw
}

// WithoutUser is an http or https URL without its user name and password, for messages that tell where a server is. Of what is no
// such URL it is what Redact leaves.
func WithoutUser(raw string) string {
	u, err := WebURL(raw)
	if err != nil {
		return Redact(raw)
	}
	u.User = nil
	return u.String()
}
