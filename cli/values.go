package cli

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"unicode"

	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos"
)

// Errors of URLs quote nothing, since what follows a user name or a question mark may be secret.
var (
	errUserInfo = errors.New("holds a user name, and browsers see this URL: take it out; Kratos may have one in KRATOS_PUBLIC_URL, beside a KRATOS_BROWSER_URL")
	errQuery    = errors.New("holds a query or a fragment, behind which no path can be added: end it before, as https://id.example.org does")
)

// serverURL is where this server finds another. It may hold a user name and a password.
type serverURL string

// UnmarshalText parses a setting. A URL that can't work is kept, so that none takes its place.
func (u *serverURL) UnmarshalText(text []byte) error {
	*u = serverURL(text)
	if _, err := kratos.WebURL(string(text)); err != nil {
		return invalid(text, "an absolute http or https URL", "https://id.example.org")
	}
	if strings.ContainsAny(string(text), "?#") {
		return errQuery
	}
	return nil
}

// hasUser reports whether the URL can work and holds a user name.
func (u serverURL) hasUser() bool {
	parsed, err := kratos.WebURL(string(u))
	return err == nil && parsed.User != nil
}

// browserURL is where browsers find a server, so that it holds no user name.
type browserURL serverURL

// UnmarshalText parses a setting, as that of a serverURL does.
func (u *browserURL) UnmarshalText(text []byte) error {
	server := (*serverURL)(u)
	if err := server.UnmarshalText(text); err != nil {
		return err
	}
	if server.hasUser() {
		return errUserInfo
	}
	return nil
}

// linkURL is the whole address of a page, which browsers see.
type linkURL string

// UnmarshalText parses a setting.
func (u *linkURL) UnmarshalText(text []byte) error {
	*u = linkURL(text)
	parsed, err := kratos.WebURL(string(text))
	switch {
	case err != nil:
		return invalid(text, "an absolute http or https URL", "https://id.example.org")
	case parsed.User != nil:
		return errUserInfo
	}
	return nil
}

// basePath is the path that pages are mounted under: "/", or a slash and names without one at the end.
type basePath string

// UnmarshalText parses a setting. Slashes at both ends are as good as none.
func (p *basePath) UnmarshalText(text []byte) error {
	names := "/" + strings.Trim(string(text), "/")
	if !handlers.ValidBasePath(names) {
		return invalid(text, "a path without escapes, patterns and query", "/account")
	}
	*p = basePath(names)
	return nil
}

// browserPath is a path at which browsers reach Kratos.
type browserPath string

// UnmarshalText parses a setting.
func (p *browserPath) UnmarshalText(text []byte) error {
	if !kratos.ValidBrowserPath(string(text)) {
		return invalid(text, "a path on the host of the pages", "/kratos/")
	}
	*p = browserPath(text)
	return nil
}

// clientList holds ids of OAuth2 clients.
type clientList []string

// UnmarshalText parses a setting. Empty entries are left out.
func (l *clientList) UnmarshalText(text []byte) error {
	ids, err := parseList(text, "my-client", func(id string) (string, bool) { return id, !strings.ContainsFunc(id, unicode.IsControl) })
	for _, id := range ids {
		if id != "" {
			*l = append(*l, id)
		}
	}
	return err
}

// formActionList holds what forms may be posted to: origins, and schemes such as myapp:.
type formActionList []string

// UnmarshalText parses a setting.
func (l *formActionList) UnmarshalText(text []byte) (err error) {
	*l, err = parseList(text, "myapp: or https://accounts.example.org", func(s string) (string, bool) { return s, handlers.IsFormAction(s) })
	return err
}

// originList holds http and https origins.
type originList []string

// UnmarshalText parses a setting.
func (l *originList) UnmarshalText(text []byte) (err error) {
	*l, err = parseList(text, "https://accounts.example.org", func(s string) (string, bool) { return s, handlers.IsOrigin(s) })
	return err
}

// prefixList holds networks; an address is the network of itself.
type prefixList []netip.Prefix

// UnmarshalText parses a setting: addresses, and networks in CIDR notation.
func (l *prefixList) UnmarshalText(text []byte) (err error) {
	*l, err = parseList(text, "10.1.2.3 or 10.0.0.0/8", func(s string) (netip.Prefix, bool) {
		if addr, err := netip.ParseAddr(s); err == nil {
			addr = addr.Unmap() // requests are compared so
			return netip.PrefixFrom(addr, addr.BitLen()), true
		}
		prefix, err := netip.ParsePrefix(s)
		return prefix, err == nil && !prefix.Addr().Is4In6()
	})
	return err
}

// parseList parses the entries between commas. People write a space after a comma. The error quotes all entries that are wrong,
// unless one may hold a password, which can have commas itself.
func parseList[T any](text []byte, example string, parse func(entry string) (T, bool)) ([]T, error) {
	var list []T
	var wrong []string
	for entry := range strings.SplitSeq(string(text), ",") {
		entry = strings.TrimSpace(entry)
		parsed, ok := parse(entry)
		if !ok {
			wrong = append(wrong, strconv.Quote(entry))
		}
		list = append(list, parsed)
	}
	if len(wrong) == 0 {
		return list, nil
	}
	if redacted := kratos.Redact(string(text)); redacted != string(text) {
		wrong = []string{strconv.Quote(redacted)}
	}
	return nil, fmt.Errorf("holds %s: an entry looks like %s", strings.Join(wrong, ", "), example)
}
