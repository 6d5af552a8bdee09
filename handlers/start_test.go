package handlers_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// starts is leads for the address at which Kratos begins a flow, without what every recovery is begun with: the language.
func (a *answer) starts(address string) url.Values {
	a.t.Helper()
	query := a.leads(address)
	if strings.HasSuffix(address, "/recovery/browser") {
		if got := query["lang"]; !slices.Equal(got, []string{"en"}) {
			a.t.Errorf("%s is asked for in the language %q", address, got)
		}
		query.Del("lang")
	}
	return query
}

func TestStart(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, p := range flowPages {
		init := browserURL + "/self-service/" + p.kind + "/browser"
		t.Run(p.kind, func(t *testing.T) {
			only(t, s.get(t, "/"+p.kind).starts(init))

			// Every parameter any flow knows, with what must not end up unescaped in a Location, and some nobody knows.
			asked := url.Values{"flow": {""}, "id": {"1"}, "token": {"t"}, "retry_": {"1"}, "skip_settings": {"true"}}
			for _, q := range flowPages {
				for _, name := range q.params {
					asked.Set(name, "a b&c=d#e\r\nX: y/ü")
				}
			}
			var want []string
			for _, name := range p.params {
				want = append(want, name, asked.Get(name))
			}
			only(t, s.get(t, "/"+p.kind+"?"+asked.Encode()).starts(init), want...)
		})
	}
	// Only for settings does the server ask first, and only who it is.
	if calls, asked := s.kratos.got(""), s.kratos.got("GET /sessions/whoami"); len(calls) != len(asked) {
		t.Errorf("the browser starts flows, but Kratos got %v from the server", calls)
	}
}

// Kratos itself sends a browser without a session to sign in, but forgets where it was going.
func TestStartOfSettingsWithoutSession(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	only(t, s.get(t, "/settings").leads(browserURL+"/self-service/login/browser"), "return_to", s.URL+"/settings")
	s.kratos.on("GET /sessions/whoami", recorded(t, 403, "error-whoami-aal2-required"))
	only(t, s.get(t, "/settings").leads(browserURL+"/self-service/login/browser"), "aal", "aal2", "return_to", s.URL+"/settings")
}

func TestStartTakesTheFirstOfARepeatedParameter(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, p := range flowPages {
		query := s.get(t, "/"+p.kind+"?return_to=first&return_to=second&return_to=").starts(browserURL + "/self-service/" + p.kind + "/browser")
		only(t, query, "return_to", "first")
	}
}

func TestStartIgnoresEmptyParameters(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	only(t, s.get(t, "/login?flow=&return_to=&aal=aal2").leads(browserURL+"/self-service/login/browser"), "aal", "aal2")
}

func TestStartUsesPublicURLWithoutBrowserURL(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *setup) { c.kratos.BrowserURL = "" })
	s.get(t, "/login").leads(s.kratos.URL + "/self-service/login/browser")
}

func TestStartUnderAPathOfKratos(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *setup) { c.kratos.BrowserURL = "https://example.com/kratos/" })
	s.get(t, "/login").leads("https://example.com/kratos/self-service/login/browser")
}

func TestIDThatIsNoFlow(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, id := range []string{
		"x", "../../sessions/whoami", flowID + "x", "x" + flowID, flowID[:35], flowID + "&id=other", flowID + "\n",
		"0f0f0f0f111142228333444444444444", "<script>alert(1)</script>", "{{.}}", "\x00",
	} {
		for _, p := range flowPages {
			restarts(t, s.get(t, "/"+p.kind+"?flow="+url.QueryEscape(id)), p.kind, "flow_gone")
		}
	}
	if calls := s.kratos.got(""); len(calls) != 0 {
		t.Errorf("Kratos got %v", calls)
	}
}

// A browser that only guesses must leave nothing behind: no flow, no guard that makes the visitor's own request look like a second try.
func TestPrefetchStartsNothing(t *testing.T) {
	t.Parallel()
	for _, purpose := range []string{"prefetch", "prefetch;prerender"} {
		t.Run(purpose, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
			s.kratos.on(fetchPath("registration"), recorded(t, 403, "error-fetch-csrf-403"))
			s.kratos.on(fetchPath("settings"), recorded(t, 403, "error-settings-aal2-required"))
			s.kratos.on(fetchPath("recovery"), recorded(t, 410, "error-recovery-flow-expired-410"))
			s.kratos.on(fetchPath("login"), recorded(t, 200, "login-unverified-address"))
			s.kratos.on(initPath("verification"), recorded(t, 200, "verification-initial"))
			paths := []string{"/", "/sessions", "/login?flow=no-id"}
			for _, p := range flowPages {
				paths = append(paths, "/"+p.kind, "/"+p.kind+"?flow="+flowID)
			}
			for _, path := range paths {
				a := s.get(t, path, "Sec-Purpose", purpose)
				if !slices.Contains([]int{http.StatusOK, http.StatusServiceUnavailable}, a.StatusCode) {
					t.Errorf("%s: status %d to %q", path, a.StatusCode, a.Header.Get("Location"))
				}
				for _, c := range a.Cookies() {
					t.Errorf("%s: left the cookie %s", path, c)
				}
			}
			if calls := s.kratos.got(initPath("verification")); len(calls) != 0 {
				t.Error("a prefetch started a verification")
			}
		})
	}
}

func TestPrefetchOfAStartAsksNobody(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, p := range flowPages {
		s.get(t, "/"+p.kind, "Sec-Purpose", "prefetch").want(http.StatusServiceUnavailable)
	}
	if calls := s.kratos.got(""); len(calls) != 0 {
		t.Errorf("a guess of the browser cost Kratos %v", calls)
	}
}
