package handlers_test

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
)

// mostHops is how many redirects in a row browsers follow; the strictest of them a few less.
const mostHops = 16

// follow follows redirects like a browser, with Kratos at its browser URL.
func (s *site) follow(t *testing.T, jar http.CookieJar, path string) (last *answer, hops []string) {
	t.Helper()
	for target := s.URL + path; target != ""; target = last.next() {
		if len(hops) == mostHops {
			t.Fatalf("redirects without end: %s", strings.Join(hops, "\n"))
		}
		last = s.ask(t, jar, target)
		hops = append(hops, target)
	}
	return last, hops
}

// ask is one request of a browser, of us or of Kratos.
func (s *site) ask(t *testing.T, jar http.CookieJar, target string) *answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.Replace(target, browserURL, s.kratos.URL, 1), nil)
	if err != nil {
		t.Fatal(err)
	}
	if jar != nil {
		for _, c := range jar.Cookies(req.URL) {
			req.AddCookie(c)
		}
	}
	a := read(t, s.Client().Transport, req)
	if jar != nil {
		jar.SetCookies(req.URL, a.Cookies())
	}
	return a
}

// next is the address that a redirect leads to; empty for a page.
func (a *answer) next() string {
	a.t.Helper()
	if a.StatusCode != http.StatusSeeOther {
		return ""
	}
	next, err := a.Request.URL.Parse(a.Header.Get("Location"))
	if err != nil {
		a.t.Fatal(err)
	}
	return next.String()
}

func newJar(t *testing.T) http.CookieJar {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return jar
}

// startsFlows lets the stub's init lead back to our page, as Kratos does.
func (s *site) startsFlows(kind, id string) {
	s.kratos.on(initPath(kind), reply{status: http.StatusSeeOther}.with("Location", s.URL+"/"+kind+"?flow="+id))
}

// rounds is how often a flow is begun anew in a row: more than one, since the page before may have been another tab's.
const rounds = 4

func TestRestartEnds(t *testing.T) {
	t.Parallel()
	for _, p := range flowPages {
		for _, c := range []struct {
			name, fixture string
			status        int
			cookies       bool
			page          string
			inits         int
			end           int
		}{
			{"csrf, our cookies kept", "error-fetch-csrf-403", 403, true, "error/cookies", rounds, http.StatusForbidden},
			{"csrf, no cookies at all", "error-fetch-csrf-403", 403, false, "error/cookies", 0, http.StatusForbidden},
			{"gone, our cookies kept", "error-flow-404", 404, true, "error/loop", rounds, http.StatusBadGateway},
			{"gone, no cookies at all", "error-flow-404", 404, false, "error/cookies", 0, http.StatusForbidden},
			{"forbidden, our cookies kept", "error-settings-other-identity", 403, true, "error/loop", rounds, http.StatusBadGateway},
			{"expired, our cookies kept", "error-login-flow-expired-410", 410, true, "error/loop", rounds, http.StatusBadGateway},
		} {
			t.Run(p.kind+"/"+c.name, func(t *testing.T) {
				t.Parallel()
				s := newSite(t)
				s.kratos.on(fetchPath(p.kind), recorded(t, c.status, c.fixture))
				s.startsFlows(p.kind, flowID)
				var jar http.CookieJar
				if c.cookies {
					jar = newJar(t)
				}
				last, hops := s.follow(t, jar, "/"+p.kind+"?flow="+flowID)
				last.want(c.end).has(c.page)
				if got := len(s.kratos.got(initPath(p.kind))); got != c.inits {
					t.Errorf("restarted %d times, want %d: %v", got, c.inits, hops)
				}
			})
		}
	}
}

// Two Kratos that don't share a database answer by turns that they don't know the flow and that it isn't the browser's.
func TestRestartEndsWhenReasonsAlternate(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	other := "1f1f1f1f-1111-4222-8333-444444444444"
	jar := newJar(t)
	s.startsFlows("login", other)
	s.kratos.on(fetchPath("login"), recorded(t, 404, "error-flow-404"))
	first := s.get(t, "/login?flow="+flowID)
	u, _ := url.Parse(s.URL)
	jar.SetCookies(u, first.Cookies())
	s.kratos.on(fetchPath("login"), recorded(t, 403, "error-fetch-csrf-403"))
	last, hops := s.follow(t, jar, first.Header.Get("Location"))
	last.want(http.StatusForbidden).has("error/cookies")
	if got := len(s.kratos.got(initPath("login"))); got != rounds {
		t.Errorf("restarted %d times, want %d: %v", got, rounds, hops)
	}
}

func TestRestartAgainAfterAPageWorked(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
	c := s.get(t, "/login?flow="+flowID, "Cookie", "thyra_guard_login=4").want(http.StatusOK).cookie("thyra_guard_login")
	if c == nil {
		t.Fatal("the rounds are not counted from nought again after a page that worked")
	}
	s.kratos.on(fetchPath("login"), recorded(t, 404, "error-flow-404"))
	only(t, s.get(t, "/login?flow="+flowID, "Cookie", c.String()).leads("/login"), "retry", "1")
}

// The round in the address is the browser's word: it counts one at most.
func TestRoundsAreNotTakenFromTheAddress(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for asked, want := range map[string]string{"1": "1", "4": "1", "99": "1", "-7": "0", "x": "0"} {
		c := s.get(t, "/login?retry="+asked, "Cookie", "thyra_guard_login=0").want(http.StatusSeeOther).cookie("thyra_guard_login")
		if c == nil || c.Value != want {
			t.Errorf("retry=%s leaves %v, want %s", asked, c, want)
		}
	}
}

func TestNoticeShowsOnce(t *testing.T) {
	t.Parallel()
	for fixture, word := range map[string]string{"error-flow-404": "flow_gone", "error-login-flow-expired-410": "flow_expired"} {
		t.Run(word, func(t *testing.T) {
			t.Parallel()
			s, jar := newSite(t), newJar(t)
			status := map[string]int{"flow_gone": 404, "flow_expired": 410}[word]
			s.kratos.on(fetchPath("login"), recorded(t, status, fixture))
			u, _ := url.Parse(s.URL)
			first := s.get(t, "/login?flow="+flowID)
			jar.SetCookies(u, first.Cookies())
			s.startsFlows("login", flowID)
			s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
			page, _ := s.follow(t, jar, first.Header.Get("Location"))
			page.want(http.StatusOK).has("notice/" + word)
			again, _ := s.follow(t, jar, "/login?flow="+flowID)
			again.want(http.StatusOK).lacks("notice/" + word)
		})
	}
}

func TestNoticeOfOthersIsNotShown(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	a := s.get(t, "/welcome", "Cookie", "thyra_notice=call+0800-EVIL").want(http.StatusOK)
	for _, id := range a.testIDs() {
		if strings.HasPrefix(id, "notice/") {
			t.Errorf("shows %s", id)
		}
	}
	if strings.Contains(a.body, "EVIL") {
		t.Error("a cookie's text is on the page")
	}
}
