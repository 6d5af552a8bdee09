package handlers

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/kratos"
)

// A browser that Kratos sends straight back could be sent to and fro for ever. What stops that must not count what other tabs
// do: browsers restore many at once, and their requests and cookies mix. So a second try at sign-in carries a mark in the way
// back itself, and of restarts, whose way back holds nothing but Kratos's new flow id, rounds are counted and not visits.

// The marks of a visitor who was sent to Kratos and back here. Their names are those of cookies and of parameters.
const (
	markSignIn       = "sign_in"
	markSecondFactor = "second_factor"
)

var marks = []string{markSignIn, markSecondFactor}

// retryParam numbers the round, on the hop to ourselves that tests whether the browser keeps cookies.
const retryParam = "retry"

// mostRounds is how often a flow is begun anew in a row by redirects: each takes three, and browsers follow 20, some a few less.
// After that the page that says so tries again by itself, until lastRound: many tabs that a browser restores one behind the other
// look like one that goes to and fro.
const (
	mostRounds = 4
	lastRound  = 12
	// again is how long such a page stands before it tries, in seconds.
	again = "2"
)

// andBack is what a sign-in is begun with that leads back to this page, and looks like it. It reports when the visitor came
// back from one just now: cookies reach Kratos, which knows them, but not us.
func (s *server) andBack(c echo.Context, mark string) (query url.Values, circle bool) {
	query = initQuery(c, nil)
	back := s.requestURL(c)
	held := s.mark(c, mark)
	switch {
	case held == "":
		// Most people's first and only try, whose address stays as it is.
		s.setMark(c, mark, strings.ToLower(rand.Text()[:8]))
	case c.QueryParam(mark) == held+secondTry:
		return nil, true
	case c.QueryParam(mark) == held:
		// Whoever came back by signing up, or by a link that leads nowhere else, need not be signed in yet.
		back = withMark(back, mark, held+secondTry)
	default:
		back = withMark(back, mark, held)
	}
	query.Set("return_to", back)
	return query, false
}

// secondTry ends a mark that has been there and back once.
const secondTry = "-2"

// withMark is an address with a mark in it.
func withMark(address, mark, value string) string {
	separator := "?"
	if strings.Contains(address, "?") {
		separator = "&"
	}
	return address + separator + mark + "=" + url.QueryEscape(value)
}

// restart begins the flow anew, by a hop to ourselves that finds out whether the browser keeps cookies at all.
func (s *server) restart(c echo.Context, kind kratos.Kind, query url.Values, reason, notice string) error {
	if prefetch(c) {
		return c.NoContent(http.StatusServiceUnavailable)
	}
	// Whatever the reasons: two Kratos that don't share a database give another one each time.
	round := s.round(c, kind)
	way := s.link(c, "restart-link", "", "form.restart", "/"+string(kind), query)
	if round < lastRound {
		s.setMark(c, string(kind), strconv.Itoa(round))
		query.Set(retryParam, strconv.Itoa(round+1))
	}
	switch hop := s.ownURL("/"+string(kind), query); {
	case round < mostRounds:
		if notice != "" {
			s.setNotice(c, notice)
		}
		return c.Redirect(http.StatusSeeOther, hop)
	case round < lastRound:
		c.Response().Header().Set("Refresh", again+"; url="+hop)
	}
	if reason == "csrf" {
		return s.cookiesPage(c)
	}
	return s.errorView(c, http.StatusBadGateway, "loop", way)
}

// round is how many times in a row this flow was begun anew: in any tab, but tabs that begin together are in the same round.
func (s *server) round(c echo.Context, kind kratos.Kind) int {
	round, _ := strconv.Atoi(s.mark(c, string(kind)))
	return min(max(round, 0), lastRound)
}

// nextRound counts the hop that restart leads to, and reports whether its cookie arrived. The address only says which round
// the hop belongs to: others may have counted that one.
func (s *server) nextRound(c echo.Context, kind kratos.Kind) bool {
	if s.mark(c, string(kind)) == "" {
		return false
	}
	round := s.round(c, kind)
	if asked, _ := strconv.Atoi(c.QueryParam(retryParam)); asked > round {
		round++
	}
	s.setMark(c, string(kind), strconv.Itoa(round))
	return true
}

// signedIn forgets the tries at sign-in once a session arrived here.
func (s *server) signedIn(c echo.Context) {
	for _, mark := range marks {
		if s.mark(c, mark) != "" {
			s.dropMark(c, mark)
		}
	}
}

// worked counts the rounds from nought again once a flow arrived here. The mark stays: another tab may be on the hop that
// looks for it.
func (s *server) worked(c echo.Context, kind kratos.Kind) {
	if s.round(c, kind) > 0 {
		s.setMark(c, string(kind), "0")
	}
}

// withoutParam takes a parameter out of a query and leaves the rest as it was written.
func withoutParam(rawQuery, name string) string {
	var kept []string
	for pair := range strings.SplitSeq(rawQuery, "&") {
		if key, _, _ := strings.Cut(pair, "="); key != name {
			kept = append(kept, pair)
		}
	}
	return strings.Join(kept, "&")
}
