package kratos

import (
	"net/url"
	"path"
	"strings"
)

// ValidBrowserPath reports whether a string can be Config.BrowserPath: a path such as /kratos/ that no browser takes for
// another host.
func ValidBrowserPath(raw string) bool {
	u, err := url.Parse(raw)
	return err == nil && u.EscapedPath() == raw && path.IsAbs(raw) && path.Clean(raw) == strings.TrimSuffix(raw, "/")
}

// ForBrowser returns a URL of Kratos as a browser must be given it: below BrowserPath in place of BrowserURL, if there is a
// BrowserPath. Every other URL stays as it is. Owns is for URLs as Kratos sent them, before ForBrowser.
func (c *Client) ForBrowser(raw string) string {
	if c.path == "" || !c.Owns(raw) {
		return raw
	}
	// The slash excludes /base-of-others/. The path is never just a slash, which excludes //evil/.
	rest, ours := strings.CutPrefix(afterHost(raw), strings.TrimPrefix(c.browser, c.origin)+"/")
	if !ours {
		return raw
	}
	return c.path + "/" + rest
}

// InitURL is where a browser starts a flow: GET {browser}/self-service/{kind}/browser.
func (c *Client) InitURL(kind Kind, query url.Values) string {
	u := c.browser + "/self-service/" + string(kind) + "/browser"
	if len(query) > 0 {
		u += "?" + query.Encode()
	}
	return c.ForBrowser(u)
}

// Origin is the scheme and host of BrowserURL.
func (c *Client) Origin() string { return c.origin }

// Owns reports whether a URL that Kratos sent lies on Kratos's own origin, that of BrowserURL.
func (c *Client) Owns(raw string) bool { return OriginOf(raw) == c.origin }

// afterHost is what follows the host in an absolute URL, unchanged.
func afterHost(raw string) string {
	_, rest, _ := strings.Cut(raw, "//")
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		return rest[i:]
	}
	return ""
}

// parsed decodes a flow and makes its URLs those for browsers.
func (c *Client) parsed(body []byte) (*Flow, error) {
	f, err := Parse(body)
	if err != nil {
		return nil, &Error{Cause: err}
	}
	f.UI.Action = c.ForBrowser(f.UI.Action)
	for i := range f.UI.Nodes {
		a := &f.UI.Nodes[i].Attributes
		a.Href = c.ForBrowser(a.Href)
	}
	return f, nil
}
