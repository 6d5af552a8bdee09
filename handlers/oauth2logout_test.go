package handlers_test

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/hydra"
)

const (
	logoutRequest = "GET /admin/oauth2/auth/requests/logout"
	acceptLogout  = "PUT /admin/oauth2/auth/requests/logout/accept"
	rejectLogout  = "PUT /admin/oauth2/auth/requests/logout/reject"
	endSession    = "GET /self-service/logout"
	logoutURL     = "/logout?logout_challenge=" + secretChallenge
)

// logoutSite is a site whose Hydra wants the signed-in visitor signed out.
func logoutSite(t *testing.T, change func(request, client map[string]any)) (*site, *stub) {
	t.Helper()
	s, hydra := oauth2Site(t)
	s.kratos.on(logoutPath, recorded(t, 200, "logout-flow"))
	s.kratos.on(endSession, reply{status: http.StatusNoContent})
	subject := identityID(t)
	hydra.on(logoutRequest, edited(t, "hydra-logout-request", func(request map[string]any) {
		request["subject"] = subject
		if change != nil {
			change(request, request["client"].(map[string]any))
		}
	}))
	hydra.on(acceptLogout, reply{body: []byte(`{"redirect_to":"` + hydraNext + `"}`)})
	hydra.on(rejectLogout, reply{status: http.StatusNoContent})
	return s, hydra
}

func logoutForm(submit string) url.Values {
	return url.Values{"challenge": {secretChallenge}, "submit": {submit}, "_csrf": {"of another time"}}
}

func TestLogoutOfAnApplicationAsks(t *testing.T) {
	t.Parallel()
	s, hydra := logoutSite(t, nil)
	a := s.get(t, logoutURL, "Sec-Fetch-Site", "none").want(http.StatusOK)
	if form := a.has("oauth2-logout-card").Find("form"); form.AttrOr("action", "") != "/logout" || form.Find("[name=challenge]").AttrOr("value", "") != secretChallenge {
		t.Error("the page asks without a form to answer")
	}
	s.get(t, logoutURL, "Sec-Purpose", "prefetch").want(http.StatusServiceUnavailable)
	if len(hydra.got(acceptLogout))+len(s.kratos.got("")) != 0 {
		t.Error("signed out before the visitor said yes")
	}
}

func TestLogoutOfAnApplicationEndsBothSessions(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]func(s *site) *answer{
		"yes":                 func(s *site) *answer { return s.post(t, "/logout", logoutForm("Yes"), "Cookie", secretCookie) },
		"skip_logout_consent": func(s *site) *answer { return s.get(t, logoutURL, "Cookie", secretCookie) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, hydra := logoutSite(t, func(_, client map[string]any) { client["skip_logout_consent"] = name != "yes" })
			if a := answer(s).want(http.StatusSeeOther); a.Header.Get("Location") != hydraNext {
				t.Errorf("leads to %s", a.Header.Get("Location"))
			}
			if call := s.kratos.one(t, endSession); call.header.Get("Cookie") != secretCookie || call.query.Get("token") == "" {
				t.Errorf("Kratos was asked to end a session with %v and the cookies %q", call.query, call.header.Get("Cookie"))
			}
			if call := hydra.one(t, acceptLogout); call.header.Get("Cookie") != "" {
				t.Error("Hydra got the browser's cookies")
			}
		})
	}
}

func TestLogoutOfAnApplicationIsDeclined(t *testing.T) {
	t.Parallel()
	s, hydra := logoutSite(t, nil)
	only(t, s.post(t, "/logout", logoutForm("No")).leads("/"))
	hydra.one(t, rejectLogout)
	for _, unclear := range []string{"", "no", "maybe"} {
		s.post(t, "/logout", logoutForm(unclear)).want(http.StatusBadRequest)
	}
	if len(hydra.got(acceptLogout))+len(s.kratos.got("")) != 0 {
		t.Error("signed out in spite of a no")
	}
}

// The session of somebody else in this browser is not the application's to end, nor one of which nobody knows whose it is. The
// page says so, and that visitor can end it.
func TestLogoutOfAnotherPerson(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(request, client map[string]any){
		"of another": func(request, _ map[string]any) { request["subject"] = "somebody-else" },
		"of another, not asked for": func(request, client map[string]any) {
			request["subject"], client["skip_logout_consent"] = "somebody-else", true
		},
		"of nobody":      func(request, _ map[string]any) { delete(request, "subject") },
		"half signed in": nil,
	} {
		s, hydra := logoutSite(t, func(request, client map[string]any) {
			if change != nil {
				change(request, client)
			}
		})
		if change == nil {
			s.kratos.on("GET /sessions/whoami", recorded(t, 403, "error-whoami-aal2-required"))
		}
		answers := []*answer{s.post(t, "/logout", logoutForm("Yes"))}
		if name == "of another, not asked for" {
			answers = append(answers, s.get(t, logoutURL))
		}
		for _, a := range answers {
			a.want(http.StatusForbidden).has("error/other_account")
			if back := a.has("logout-link").Closest("form").Find("[name=return_to]").AttrOr("value", ""); back != s.URL+logoutURL {
				t.Errorf("%s: signing out leads on to %q", name, back)
			}
		}
		if calls := s.kratos.got(endSession); len(calls) != 0 {
			t.Errorf("%s: a session was ended that is not the application's to end", name)
		}
		if calls := hydra.got(acceptLogout); len(calls) != 0 {
			t.Errorf("%s: Hydra was told that it is done", name)
		}
	}
}

func TestLogoutOfAnApplicationWithoutASession(t *testing.T) {
	t.Parallel()
	s, hydra := logoutSite(t, nil)
	s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	s.kratos.on(logoutPath, recorded(t, 401, "error-logout-no-session"))
	s.post(t, "/logout", logoutForm("Yes")).want(http.StatusSeeOther)
	hydra.one(t, acceptLogout)
	if calls := s.kratos.got(endSession); len(calls) != 0 {
		t.Error("a session was ended where there is none")
	}
}

// Chromium shows pages from before as long as it has the cookie that they were shown with: Kratos takes it away, and we must
// pass that on.
func TestLogoutOfAnApplicationTakesTheCookie(t *testing.T) {
	t.Parallel()
	s, _ := logoutSite(t, nil)
	const gone = "ory_kratos_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
	s.kratos.on(endSession, reply{status: http.StatusNoContent}.with("Set-Cookie", gone, "csrf_token_1=new; Path=/"))
	a := s.post(t, "/logout", logoutForm("Yes"), "Cookie", secretCookie).want(http.StatusSeeOther)
	if got := a.Header.Values("Set-Cookie"); !slices.Contains(got, gone) || len(got) != 2 {
		t.Errorf("the browser is told %q", got)
	}
}

// Where an application's question leads to is Hydra's to say, and Hydra only names itself and what the application registered.
func TestHydraLeadsNowhereElse(t *testing.T) {
	t.Parallel()
	const evil = "https://evil.example/x"
	answers := func(s *site) []*answer {
		return []*answer{s.post(t, "/consent", consentForm("accept", "grant_scope", "openid")), s.post(t, "/consent", consentForm("reject"))}
	}
	for to, follows := range map[string]bool{
		hydraNext: true, "http://127.0.0.1:5555/cb?code=1": true, browserURL + "/x": true,
		evil: false, "http://127.0.0.1:4444.evil.example/": false, "http://127.0.0.1:4444@evil.example/": false, "http://127.0.0.1:4445/": false, "https://127.0.0.1:4444/": false,
	} {
		s, hydra := oauth2Site(t)
		for _, what := range []string{acceptConsent, rejectConsent} {
			hydra.on(what, reply{body: []byte(`{"redirect_to":"` + to + `"}`)})
		}
		for _, a := range answers(s) {
			if follows {
				a.want(http.StatusSeeOther)
			} else {
				a.want(http.StatusBadGateway).has("error/unavailable")
			}
		}
	}
	// A logout request names no host; the operator can.
	for public, status := range map[string]int{"": http.StatusSeeOther, "https://oauth2.example.org": http.StatusBadGateway, "https://evil.example/": http.StatusSeeOther} {
		s, admin := logoutSite(t, nil)
		client, err := hydra.New(hydra.Config{AdminURL: admin.URL, PublicURL: public})
		if err != nil {
			t.Fatal(err)
		}
		other := newSite(t, func(c *setup) { c.Hydra, c.kratos.PublicURL = client, s.kratos.URL })
		admin.on(acceptLogout, reply{body: []byte(`{"redirect_to":"` + evil + `"}`)})
		other.post(t, "/logout", logoutForm("Yes")).want(status)
	}
}

// Nobody is told they are signed out while a session goes on.
func TestLogoutOfAnApplicationFails(t *testing.T) {
	t.Parallel()
	for _, what := range []string{"GET /sessions/whoami", logoutPath, endSession} {
		s, hydra := logoutSite(t, nil)
		s.kratos.on(what, reply{status: http.StatusInternalServerError})
		s.post(t, "/logout", logoutForm("Yes")).want(http.StatusBadGateway).has("error/unavailable")
		if len(hydra.got(acceptLogout)) != 0 {
			t.Errorf("%s failed, and Hydra was told it is done", what)
		}
	}
	s, hydra := logoutSite(t, nil)
	for _, what := range []string{logoutRequest, acceptLogout, rejectLogout} {
		hydra.on(what, reply{status: http.StatusNotFound, body: []byte(`{"error":"Not Found"}`)})
	}
	s.get(t, logoutURL).want(http.StatusNotFound).has("error/challenge")
	s.post(t, "/logout", logoutForm("Yes")).want(http.StatusNotFound).has("error/challenge")
	s.post(t, "/logout", logoutForm("No")).want(http.StatusNotFound).has("error/challenge")
}

// A sign-out that an application asks for goes on to Hydra, whose request names only a path: where Hydra is, the operator says, or
// nobody. Then only the scheme is known.
func TestFormsOfSignOutMayEndAtHydra(t *testing.T) {
	t.Parallel()
	const app = "http://127.0.0.1:*" // where the recorded client has its page after signing out
	for name, c := range map[string]struct {
		public, kratos, request string
		client                  bool
		want                    []string
	}{
		"public URL":                       {"https://oauth2.example.org/x", "", "/oauth2/sessions/logout?state=1", true, []string{"https://oauth2.example.org", app}},
		"public URL, no client":            {"https://oauth2.example.org", "", "/oauth2/sessions/logout", false, []string{"https://oauth2.example.org"}},
		"request names a host":             {"", "", "https://hydra.example/oauth2/sessions/logout", true, []string{"https://hydra.example", app}},
		"both":                             {"https://oauth2.example.org", "", "https://hydra.example/oauth2/sessions/logout", false, []string{"https://oauth2.example.org", "https://hydra.example"}},
		"neither":                          {"", "https://auth.example", "/oauth2/sessions/logout", true, []string{"https:", app}},
		"neither, no client":               {"", "https://auth.example", "/oauth2/sessions/logout", false, []string{"https:"}},
		"neither, Kratos without TLS":      {"", "", "/oauth2/sessions/logout", false, []string{"https:", "http:"}},
		"what a policy must not say":       {"", "https://auth.example", "https://a;script-src b/", false, []string{"https:"}},
		"an address that Hydra can't have": {"", "https://auth.example", "javascript:alert(1)", false, []string{"https:"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, admin := logoutSite(t, func(request, _ map[string]any) {
				request["request_url"] = c.request
				if !c.client {
					request["client"] = nil
				}
			})
			client, err := hydra.New(hydra.Config{AdminURL: admin.URL, PublicURL: c.public})
			if err != nil {
				t.Fatal(err)
			}
			s := newSite(t, func(o *setup) {
				o.Hydra, o.FormActions = client, []string{"https://accounts.example"}
				if c.kratos != "" {
					o.kratos.BrowserURL = c.kratos
				}
			})
			a := s.get(t, logoutURL).want(http.StatusOK)
			want := append([]string{"'self'", cmp.Or(c.kratos, browserURL), "https://accounts.example"}, c.want...)
			if got := a.directive("form-action"); !slices.Equal(got, want) {
				t.Errorf("forms may end at %q, want %q", got, want)
			}
			// Without a client Hydra itself asks, and no application is made up.
			if named := strings.Contains(a.doc.Text(), "has asked to sign you out"); named != c.client {
				t.Errorf("the page names an application: %v, want %v", named, c.client)
			}
		})
	}
}

// Hydra's public address may differ from the one that requests are named by.
func TestFormsMayEndAtHydrasPublicURL(t *testing.T) {
	t.Parallel()
	_, admin := oauth2Site(t)
	client, err := hydra.New(hydra.Config{AdminURL: admin.URL, PublicURL: "https://oauth2.example.org"})
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t, func(c *setup) { c.Hydra, c.FormActions = client, []string{"https://accounts.example"} })
	s.signedIn(t)
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-oauth2"))
	for _, path := range []string{askURL, "/login?flow=" + flowID} {
		if got := s.get(t, path).want(http.StatusOK).directive("form-action"); !slices.Contains(got, "https://oauth2.example.org") {
			t.Errorf("%s: forms may end at %q, and not at Hydra", path, got)
		}
	}
}
