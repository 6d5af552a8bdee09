package handlers

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
)

// A flow that the browser begins at Kratos costs it three round trips: to us, to Kratos, and back here. Where Kratos's cookie
// reaches the browser from our answer, the server begins the flow for it and shows the form at once.

// csrfCookie begins the name of the cookie that Kratos binds a flow to. No other cookie of Kratos's is passed on.
const csrfCookie = "csrf_token_"

// beginHere answers with the page of a new flow, and reports whether it did. It did not where the browser has to ask Kratos
// itself: it is no browser that navigates, the cookie would not reach it from here, or Kratos has something else to say, such as
// that somebody is signed in already. Of a question of an application (login_challenge) Kratos may answer Hydra at once where
// somebody is signed in: asked a second time, by the browser, it would answer twice.
func (s *server) beginHere(c echo.Context, p flowPage, query url.Values) (done bool, err error) {
	if !s.mayBeginHere(c) || query.Has("login_challenge") {
		return false, nil
	}
	f, cookies, err := s.kratos.NewFlow(c.Request().Context(), p.kind, query, cookieHeader(c))
	var e *kratos.Error
	switch {
	case errors.As(err, &e) && e.Failed():
		return true, s.flowError(c, p, err) // the browser would find no more at Kratos
	case err != nil:
		return false, nil //nolint:nilerr // Kratos tells the browser itself, in its own way
	}
	cookies = only(cookies, csrfCookie)
	arrives := s.cookiesArrive(c, f, cookies)
	s.reach.learn(s.origin(c), arrives)
	if !arrives {
		s.warnOfKratosCookies(c, cookies)
		return false, nil
	}
	s.passCookies(c, cookies)
	s.metrics.ended(p.kind, outcomeStarted)
	c.Set(addressKey, s.ownURL("/"+string(p.kind), url.Values{"flow": {f.ID}}))
	return true, s.showFlow(c, p, f)
}

// addressKey holds the address that a page can be had again at, where the browser came by one that begins a new flow.
const addressKey = "address"

// mayBeginHere reports whether to try it: for browsers that go to a page, not for programs, which leave flows behind without
// looking at them.
func (s *server) mayBeginHere(c echo.Context) bool {
	r := c.Request()
	return s.beginsHere && r.Header.Get("Sec-Fetch-Mode") == "navigate" && !isHead(r) && !prefetch(c) && s.reach.worthTrying(s.origin(c))
}

// beginURL is where to send a browser to begin a flow: to our own page where that begins it, else to Kratos.
func (s *server) beginURL(c echo.Context, kind kratos.Kind, query url.Values) string {
	if s.mayBeginHere(c) && s.reach.known(s.origin(c)) {
		return s.ownURL("/"+string(kind), query)
	}
	return s.kratos.InitURL(kind, query)
}

// cookiesArrive reports whether the browser keeps the cookies from our answer and sends them to Kratos with the form: the rules
// of RFC 6265 5.1.3 and 5.1.4. Without a new cookie the browser must have sent the old one.
func (s *server) cookiesArrive(c echo.Context, f *kratos.Flow, cookies []string) bool {
	ours, err := url.Parse(s.origin(c) + s.site.URL("/"))
	if err != nil {
		return false
	}
	theirs, err := ours.Parse(f.UI.Action)
	if err != nil {
		return false
	}
	for _, line := range cookies {
		cookie, err := http.ParseSetCookie(line)
		if err != nil || cookie.Partitioned || cookie.Secure && ours.Scheme != "https" || !reaches(cookie, ours) || !reaches(cookie, theirs) ||
			cookie.Domain == "" && ours.Hostname() != theirs.Hostname() {
			return false
		}
	}
	return len(cookies) > 0 || strings.Contains(cookieHeader(c), csrfCookie)
}

// reaches reports whether a cookie is sent to an address, as far as its attributes say.
func reaches(cookie *http.Cookie, address *url.URL) bool {
	host, domain := strings.ToLower(address.Hostname()), strings.ToLower(strings.TrimPrefix(cookie.Domain, "."))
	path := strings.TrimSuffix(cookie.Path, "/") + "/"
	return (domain == "" || host == domain || strings.HasSuffix(host, "."+domain)) && strings.HasPrefix(strings.TrimSuffix(address.Path, "/")+"/", path)
}

// only are the Set-Cookie lines of cookies whose name begins so.
func only(cookies []string, prefix string) []string {
	var kept []string
	for _, line := range cookies {
		if strings.HasPrefix(line, prefix) {
			kept = append(kept, line)
		}
	}
	return kept
}

// cookieReach remembers at which origins Kratos's cookies arrive from our answers, as was seen with the last flow begun there.
type cookieReach struct {
	mu   sync.Mutex
	seen map[string]reachSeen
}

type reachSeen struct {
	arrives bool
	at      time.Time
}

// tryAgain is how long it is believed that cookies do not arrive: a flow that is begun in vain stays in Kratos's database, and
// Kratos's configuration may change.
const tryAgain = time.Minute

// maxOrigins bounds what is remembered: a Host header can hold anything. Beyond, all is forgotten and seen anew.
const maxOrigins = 1000

func (r *cookieReach) worthTrying(origin string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	seen, ok := r.seen[origin]
	return !ok || seen.arrives || time.Since(seen.at) > tryAgain
}

func (r *cookieReach) known(origin string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.seen[origin].arrives
}

func (r *cookieReach) learn(origin string, arrives bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.seen == nil || len(r.seen) >= maxOrigins {
		r.seen = map[string]reachSeen{}
	}
	r.seen[origin] = reachSeen{arrives, time.Now()}
}
