package handlers

import (
	"cmp"
	"crypto/rand"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
)

// A browser that Kratos sends straight back could be sent to and fro for ever. What stops that must not count what other tabs
// do: browsers restore many at once, and their requests and cookies mix. So a second try at sign-in carries the value of its guard
// in the address to return to, and of restarts, which return with nothing but Kratos's new flow id, rounds are counted and not
// requests.

// The guards against loops over sign-in at Kratos. Their names are those of cookies and of parameters.
const (
	guardSignIn       = "sign_in"
	guardSecondFactor = "second_factor"
)

var guards = []string{guardSignIn, guardSecondFactor}

// The cookies of the guards, one for each, since answers that arrive at once would overwrite each other's; and how long they last,
// in seconds.
const (
	guardCookie  = "thyra_guard_"
	guardSeconds = 30
)

// retryParam numbers the round, on the hop to ourselves that tests whether the browser keeps cookies.
const retryParam = "retry"

// mostRounds is how often a flow is begun anew in a row by redirects: each takes three, and browsers follow 20, some a few less.
// After that the page that says so tries again by itself, until lastRound: many tabs that a browser restores one behind the other
// look like one that goes to and fro.
const (
	mostRounds = 4
	lastRound  = 12
	// refreshSeconds is how long such a page stands before it tries.
	refreshSeconds = "2"
)

func (s *server) guard(c echo.Context, name string) string { return s.cookie(c, guardCookie+name) }

func (s *server) setGuard(c echo.Context, name, value string) {
	s.setCookie(c, guardCookie+name, value, guardSeconds)
}

// returnGuard names the account page that a sign-in leads back to. Kratos keeps the address with the flow, and does not tell it when
// the flow can't be had: tabs that begin one at the same time overwrite each other's cookies. With several pages it is the last one.
const returnGuard = "return"

var returnPages = map[string]string{"home": "/", "sessions": "/sessions", "settings": "/settings"}

func (s *server) setReturnGuard(c echo.Context) {
	for word, page := range returnPages {
		if page == cmp.Or(strings.TrimPrefix(c.Path(), s.site.Base), "/") {
			s.setGuard(c, returnGuard, word)
		}
	}
}

// lostReturn is the address of the page that a sign-in whose flow is lost was to lead back to; empty where none is known.
func (s *server) lostReturn(c echo.Context) string {
	page, known := returnPages[s.guard(c, returnGuard)]
	if !known {
		return ""
	}
	return s.origin(c) + s.site.URL(page)
}

// clearGuards forgets the tries at sign-in once a session arrived here.
func (s *server) clearGuards(c echo.Context) {
	for _, guard := range append([]string{returnGuard}, guards...) {
		if s.guard(c, guard) != "" {
			s.setCookie(c, guardCookie+guard, "", -1)
		}
	}
}

// returnHere is the query of a sign-in that leads back to this page. It reports a loop when the visitor came back from one just
// now: cookies reach Kratos, which knows them, but not us.
func (s *server) returnHere(c echo.Context, guard string) (query url.Values, loop bool) {
	s.setReturnGuard(c)
	query = initQuery(c, nil)
	back := s.requestURL(c)
	value := s.guard(c, guard)
	switch {
	case value == "":
		// Most people's first and only try, whose address stays as it is.
		s.setGuard(c, guard, strings.ToLower(rand.Text()[:8]))
	case c.QueryParam(guard) == value+secondTry:
		return nil, true
	case c.QueryParam(guard) == value:
		// Whoever came back by signing up, or by a link that leads nowhere else, need not be signed in yet.
		back = withParam(back, guard, value+secondTry)
	default:
		back = withParam(back, guard, value)
	}
	query.Set("return_to", back)
	return query, false
}

// secondTry ends the value of a guard that was carried there and back once.
const secondTry = "-2"

// restart begins the flow anew, by a hop to ourselves that finds out whether the browser keeps cookies at all.
func (s *server) restart(c echo.Context, kind kratos.Kind, query url.Values, reason, notice string) error {
	if prefetch(c) {
		return c.NoContent(http.StatusServiceUnavailable)
	}
	// Whatever the reasons: two Kratos that don't share a database give another one each time.
	round := s.round(c, kind)
	retry := maps.Clone(query)
	if round < lastRound {
		s.setGuard(c, string(kind), strconv.Itoa(round))
		retry.Set(retryParam, strconv.Itoa(round+1))
	}
	switch hop := s.ownURL("/"+string(kind), retry); {
	case round < mostRounds:
		if notice != "" {
			s.setNotice(c, notice)
		}
		return c.Redirect(http.StatusSeeOther, hop)
	case round < lastRound:
		c.Response().Header().Set("Refresh", refreshSeconds+"; url="+hop)
	}
	if reason == "csrf" {
		return s.cookiesPage(c)
	}
	s.presentError(c)
	return s.errorView(c, http.StatusBadGateway, "loop", s.link(c, "restart-link", "", "form.restart", "/"+string(kind), query))
}

// round is how many times in a row this flow was begun anew: in any tab, but tabs that begin together are in the same round.
func (s *server) round(c echo.Context, kind kratos.Kind) int {
	round, _ := strconv.Atoi(s.guard(c, string(kind)))
	return min(max(round, 0), lastRound)
}

// countRestart counts the hop that restart leads to, and reports whether its cookie arrived. The address only says which round
// the hop belongs to: others may have counted that one.
func (s *server) countRestart(c echo.Context, kind kratos.Kind) bool {
	if s.guard(c, string(kind)) == "" {
		return false
	}
	round := s.round(c, kind)
	if asked, _ := strconv.Atoi(c.QueryParam(retryParam)); asked > round {
		round++
	}
	s.setGuard(c, string(kind), strconv.Itoa(round))
	return true
}

// restartsEnd counts the rounds from nought again once a flow arrived here. The cookie stays: another tab may be on the hop that
// looks for it.
func (s *server) restartsEnd(c echo.Context, kind kratos.Kind) {
	if s.round(c, kind) > 0 {
		s.setGuard(c, string(kind), "0")
	}
}
