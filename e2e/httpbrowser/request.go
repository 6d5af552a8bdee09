package httpbrowser

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// request is one hop still to be made.
type request struct {
	method string
	url    *url.URL
	form   string // urlencoded body of a POST
	from   *Page  // the page whose link or form it is; nil for a typed address
	site   string // Sec-Fetch-Site so far; it only gets worse along redirects
}

// build makes the HTTP request with the headers that a browser adds to a navigation.
func (b *Browser) build(r *request) (*http.Request, error) {
	req, err := http.NewRequestWithContext(b.tb.Context(), r.method, r.url.String(), strings.NewReader(r.form))
	if err != nil {
		return nil, err
	}
	h := req.Header
	h.Set("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
	h.Set("Upgrade-Insecure-Requests", "1")
	h.Set("Sec-Fetch-Dest", "document")
	h.Set("Sec-Fetch-Mode", "navigate")
	h.Set("Sec-Fetch-User", "?1")
	r.site = worse(r.site, r.relation())
	h.Set("Sec-Fetch-Site", r.site)
	if r.method == http.MethodPost {
		h.Set("Content-Type", "application/x-www-form-urlencoded")
		h.Set("Origin", r.origin())
	}
	if referer := r.referer(); referer != "" {
		h.Set("Referer", referer)
	}
	for name, values := range b.Header {
		h[name] = values
	}
	return req, nil
}

// redirected says where an answer sends the browser, and as what.
func (r request) redirected(res *http.Response) (request, bool, error) {
	switch res.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther:
		r.method, r.form = http.MethodGet, ""
	case http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return request{}, false, nil
	}
	location := res.Header.Get("Location")
	if location == "" {
		return request{}, false, nil
	}
	next, err := r.url.Parse(location)
	if err != nil {
		return request{}, false, fmt.Errorf("redirect to %q: %w", location, err)
	}
	r.url = next
	return r, true, nil
}

// relation compares the target with the page that asked for it. Ports separate origins, not sites.
func (r request) relation() string {
	switch {
	case r.from == nil:
		return "none"
	case originOf(r.from.URL) == originOf(r.url):
		return "same-origin"
	case r.from.URL.Scheme == r.url.Scheme && r.from.URL.Hostname() == r.url.Hostname():
		return "same-site"
	default:
		return "cross-site"
	}
}

func worse(a, b string) string {
	rank := map[string]int{"": 0, "none": 1, "same-origin": 2, "same-site": 3, "cross-site": 4}
	if rank[a] > rank[b] {
		return a
	}
	return b
}

// origin and referer honor the policies that the UI may send; others count as the default.
func (r request) origin() string {
	policy := r.policy()
	if r.from == nil || policy == "no-referrer" || policy == "same-origin" && r.relation() != "same-origin" {
		return "null"
	}
	return originOf(r.from.URL)
}

func (r request) referer() string {
	policy := r.policy()
	switch {
	case r.from == nil || policy == "no-referrer":
		return ""
	case r.relation() == "same-origin":
		page := *r.from.URL
		page.Fragment, page.User = "", nil
		return page.String()
	case policy == "same-origin":
		return ""
	default:
		return originOf(r.from.URL) + "/"
	}
}

func (r request) policy() string {
	if r.from == nil {
		return ""
	}
	return r.from.Header.Get("Referrer-Policy")
}

func originOf(u *url.URL) string { return u.Scheme + "://" + u.Host }
