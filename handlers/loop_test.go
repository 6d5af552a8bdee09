package handlers_test

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
)

// visit follows redirects like a browser, with Kratos at its browser URL. No chain here needs more than ten hops.
func (s *site) visit(t *testing.T, jar http.CookieJar, path string) (last *answer, hops []string) {
	t.Helper()
	target := s.URL + path
	for range 10 {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.Replace(target, browserURL, s.kratos.URL, 1), nil)
		if err != nil {
			t.Fatal(err)
		}
		if jar != nil {
			for _, c := range jar.Cookies(req.URL) {
				req.AddCookie(c)
			}
		}
		last = read(t, s.Client().Transport, req)
		hops = append(hops, target)
		if jar != nil {
			jar.SetCookies(req.URL, last.Cookies())
		}
		if last.StatusCode != http.StatusSeeOther {
			return last, hops
		}
		next, err := url.Parse(target)
		if err != nil {
			t.Fatal(err)
		}
		if next, err = next.Parse(last.Header.Get("Location")); err != nil {
			t.Fatal(err)
		}
		target = next.String()
	}
	t.Fatalf("redirects without end: %s", strings.Join(hops, "\n"))
	return nil, nil
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
			{"csrf, our cookies kept", "error-fetch-csrf-403", 403, true, "error/cookies", 1, http.StatusForbidden},
			{"csrf, no cookies at all", "error-fetch-csrf-403", 403, false, "error/cookies", 0, http.StatusForbidden},
			{"gone, our cookies kept", "error-flow-404", 404, true, "error/loop", 1, http.StatusBadGateway},
			{"gone, no cookies at all", "error-flow-404", 404, false, "error/cookies", 0, http.StatusForbidden},
			{"forbidden, our cookies kept", "error-settings-other-identity", 403, true, "error/loop", 1, http.StatusBadGateway},
			{"expired, our cookies kept", "error-login-flow-expired-410", 410, true, "error/loop", 1, http.StatusBadGateway},
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
				last, hops := s.visit(t, jar, "/"+p.kind+"?flow="+flowID)
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
	last, hops := s.visit(t, jar, first.Header.Get("Location"))
	last.want(http.StatusForbidden).has("error/cookies")
	if got := len(s.kratos.got(initPath("login"))); got != 1 {
		t.Errorf("restarted %d times, want once: %v", got, hops)
	}
}

func TestRestartAgainAfterAPageWorked(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	mark := "thyra_mark=login.csrf"
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
	if c := s.get(t, "/login?flow="+flowID, "Cookie", mark).want(http.StatusOK).cookie("thyra_mark"); c == nil || c.MaxAge >= 0 {
		t.Errorf("the mark outlives a page that worked: %v", c)
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
			page, _ := s.visit(t, jar, first.Header.Get("Location"))
			page.want(http.StatusOK).has("notice/" + word)
			again, _ := s.visit(t, jar, "/login?flow="+flowID)
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
