package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
)

// tab is a page that a browser loads, a redirect at a time, so that a test can say in which order its tabs are served.
type tab struct {
	t      *testing.T
	s      *site
	jar    http.CookieJar
	opened string
	target string
	last   *answer
}

func (s *site) tabs(t *testing.T, jar http.CookieJar, paths ...string) []*tab {
	t.Helper()
	var tabs []*tab
	for _, path := range paths {
		tabs = append(tabs, &tab{t: t, s: s, jar: jar, opened: path, target: s.URL + path})
	}
	return tabs
}

// step asks for the next address, unless the page is there.
func (b *tab) step() {
	b.t.Helper()
	if b.target == "" {
		return
	}
	b.last = b.s.ask(b.t, b.jar, b.target)
	b.target = b.last.next()
	if _, to, ok := strings.Cut(b.last.Header.Get("Refresh"), "; url="); ok {
		b.target = b.s.URL + to // by itself, after a moment
	}
}

// restored are eight tabs of each kind that a browser opens again, and several together: their flows are of yesterday.
func restored() map[string][]string {
	all := map[string][]string{"account pages": {"/", "/sessions", "/settings", "/", "/sessions", "/settings", "/settings", "/sessions"}}
	for i := range 8 {
		for _, p := range flowPages {
			path := "/" + p.kind + "?flow=" + yesterday(i)
			all["expired "+p.kind] = append(all["expired "+p.kind], path)
			all["one of all kinds"] = append(all["one of all kinds"], path)
		}
		all["start of settings"] = append(all["start of settings"], "/settings")
		all["the same login"] = append(all["the same login"], "/login?flow="+yesterday(0))
		all["settings without a session"] = append(all["settings without a session"], "/settings?flow="+yesterday(i)+"&x="+yesterday(i))
	}
	return all
}

func yesterday(i int) string { return fmt.Sprintf("00000000-1111-4222-8333-00000000000%d", i) }

// forgetful is a Kratos that knows no flow of yesterday and nobody's session.
func forgetful(t *testing.T) *site {
	t.Helper()
	s := newSite(t)
	s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	refusals := []reply{recorded(t, 410, "error-login-flow-expired-410"), recorded(t, 404, "error-flow-404"), recorded(t, 403, "error-fetch-csrf-403")}
	for _, p := range flowPages {
		s.startsFlows(p.kind, flowID)
		s.kratos.on(fetchPath(p.kind), recorded(t, 200, p.first))
		for i := range 8 {
			s.kratos.on(fetchPath(p.kind)+"?id="+yesterday(i), refusals[i%len(refusals)])
		}
	}
	return s
}

// A browser restores its tabs at once. However their requests fall among each other, each ends at a page with a form.
func TestTabsDoNotAddUp(t *testing.T) {
	t.Parallel()
	orders := map[string]func(tabs []*tab){
		"at once": func(tabs []*tab) {
			var wg sync.WaitGroup
			for _, b := range tabs {
				wg.Go(func() {
					for b.target != "" {
						b.step()
					}
				})
			}
			wg.Wait()
		},
		"in step": func(tabs []*tab) {
			for range mostHops {
				for _, b := range tabs {
					b.step()
				}
			}
		},
		"one hop behind the other": func(tabs []*tab) {
			for now := range mostHops + len(tabs) {
				for _, b := range tabs[:min(now+1, len(tabs))] {
					b.step()
				}
			}
		},
		"each two hops before the others": func(tabs []*tab) {
			for _, b := range tabs {
				b.step()
				b.step()
			}
			for range 10 * mostHops {
				for _, b := range tabs {
					b.step()
				}
			}
		},
		"one after the other": func(tabs []*tab) {
			for _, b := range tabs {
				for b.target != "" {
					b.step()
				}
			}
		},
	}
	for group, paths := range restored() {
		for order, run := range orders {
			t.Run(group+" "+order, func(t *testing.T) {
				t.Parallel()
				s, jar := forgetful(t), newJar(t)
				if group == "settings without a session" {
					for i := range 8 {
						s.kratos.on(fetchPath("settings")+"?id="+yesterday(i), recorded(t, 401, "error-settings-fetch-no-session"))
					}
				}
				for range 2 { // twice within the life of any mark
					tabs := s.tabs(t, jar, paths...)
					run(tabs)
					for _, b := range tabs {
						if b.last.StatusCode != http.StatusOK || b.last.doc.Find("form").Length() == 0 {
							t.Errorf("%s ends with status %d and %v", b.opened, b.last.StatusCode, b.last.testIDs())
						}
					}
				}
			})
		}
	}
}

// A circle ends in every tab of several, too.
func TestLoopsEndInSeveralTabs(t *testing.T) {
	t.Parallel()
	for name, reply := range map[string]reply{
		"flows are unknown": recorded(t, 404, "error-flow-404"), "cookies of Kratos don't arrive": recorded(t, 403, "error-fetch-csrf-403"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, jar := newSite(t), newJar(t)
			s.kratos.on(fetchPath("login"), reply)
			s.startsFlows("login", flowID)
			tabs := s.tabs(t, jar, "/login?flow="+yesterday(1), "/login?flow="+yesterday(2), "/login?flow="+yesterday(3))
			for range 10 * mostHops {
				for _, b := range tabs {
					b.step()
				}
			}
			for _, b := range tabs {
				if b.target != "" {
					t.Errorf("%s is redirected without end", b.opened)
				}
			}
		})
	}
}

// The way back is the page's own address. Only who comes to sign-in again, while a first try may be under way, gets a mark in
// it, which is no secret and says nothing; what the page is asked with stays as it was.
func TestSecondTryIsMarkedInTheWayBack(t *testing.T) {
	t.Parallel()
	s, jar := newSite(t), newJar(t)
	s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	asked := s.URL + "/sessions?page_token=a%26b"
	first := s.ask(t, jar, asked)
	only(t, first.leads(browserURL+"/self-service/login/browser"), "return_to", asked)
	back := s.ask(t, jar, asked).leads(browserURL + "/self-service/login/browser").Get("return_to")
	if back == asked || !strings.HasPrefix(back, asked+"&") {
		t.Errorf("the second way back is %s, want a mark after %s", back, asked)
	}
	again := s.ask(t, nil, back)
	only(t, again.leads(browserURL+"/self-service/login/browser"), "return_to", asked)
	// Who comes back from that without a session may have signed up, which need not sign in; who does so again goes in a circle.
	back = s.ask(t, jar, back).leads(browserURL + "/self-service/login/browser").Get("return_to")
	s.ask(t, jar, back).want(http.StatusForbidden).has("error/cookies")
}

// Who signed in, signed out and went back is not taken for a circle.
func TestMarkIsForgottenOnceSignedIn(t *testing.T) {
	t.Parallel()
	s, jar := newSite(t), newJar(t)
	whoami := "GET /sessions/whoami"
	s.kratos.on(whoami, recorded(t, 401, "error-whoami-no-session"))
	s.ask(t, jar, s.URL+"/sessions")
	back := s.ask(t, jar, s.URL+"/sessions").leads(browserURL + "/self-service/login/browser").Get("return_to")
	s.kratos.on(whoami, recorded(t, 200, "session-whoami-aal1"))
	s.kratos.on("GET /sessions", recorded(t, 200, "sessions-list"))
	s.ask(t, jar, back).want(http.StatusOK)
	s.kratos.on(whoami, recorded(t, 401, "error-whoami-no-session"))
	s.ask(t, jar, back).leads(browserURL + "/self-service/login/browser")
}

// Cookies of ours say nothing about the visitor and hold no address, flow or challenge.
func TestGuardsTellNothing(t *testing.T) {
	t.Parallel()
	s, jar := forgetful(t), newJar(t)
	for _, paths := range restored() {
		for _, b := range s.tabs(t, jar, paths...) {
			for b.target != "" {
				b.step()
			}
		}
	}
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	held := jar.Cookies(u)
	if len(held) == 0 || len(held) > 8 {
		t.Errorf("eight tabs of everything leave %d cookies: %v", len(held), held)
	}
	for _, c := range held {
		if len(c.Value) > 16 || slices.ContainsFunc([]string{"-", "/", "%"}, func(sign string) bool { return strings.Contains(c.Value, sign) }) {
			t.Errorf("a cookie holds %s", c)
		}
	}
}

// Kratos keeps the way back with the flow, and tells nobody when the flow can't be had: cookies of tabs that begin one at the same
// time overwrite each other.
func TestWayBackIsKeptWhenTheFlowIsLost(t *testing.T) {
	t.Parallel()
	for _, base := range []string{"", "/auth"} {
		for page, want := range map[string]string{"/": "/", "/sessions": "/sessions", "/settings": "/settings", "/sessions?page_token=x": "/sessions"} {
			for _, lost := range []reply{recorded(t, 403, "error-fetch-csrf-403"), recorded(t, 404, "error-flow-404")} {
				s := newSite(t, func(c *setup) { c.BasePath = base })
				s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
				s.kratos.on(fetchPath("login"), lost)
				jar := newJar(t)
				s.ask(t, jar, s.URL+base+page).leads(browserURL + "/self-service/login/browser")
				hop := s.ask(t, jar, s.URL+base+"/login?flow="+flowID)
				only(t, hop.leads(base+"/login"), "return_to", s.URL+base+want, "retry", "1")
				only(t, s.ask(t, jar, hop.next()).leads(browserURL+"/self-service/login/browser"), "return_to", s.URL+base+want)
				s.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal1"))
				s.ask(t, jar, s.URL+base+"/").want(http.StatusOK) // signed in, it is forgotten
				only(t, s.ask(t, jar, s.URL+base+"/login?flow="+flowID).leads(base+"/login"), "retry", "2")
			}
		}
	}
	// What a cookie says besides our pages is nobody's.
	for _, evil := range []string{"//evil.example", "https://evil.example", "/logout", "logout", "/settings", ""} {
		s := newSite(t)
		s.kratos.on(fetchPath("login"), recorded(t, 404, "error-flow-404"))
		only(t, s.get(t, "/login?flow="+flowID, "Cookie", "thyra_guard_return="+evil).leads("/login"), "retry", "1")
	}
}
