package handlers_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestHome(t *testing.T) {
	t.Parallel()
	for _, version := range versions {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.kratos.on("GET /sessions/whoami", recordedBy(t, version, 200, "session-whoami-aal1").with("Set-Cookie", "whoami=1"))
			s.kratos.on("GET /sessions", recordedBy(t, version, 200, "sessions-list"))
			s.kratos.on(initPath("settings"), recordedBy(t, version, 200, "settings-totp-active").with("Set-Cookie", "csrf_token_1=new"))
			a := s.get(t, "/", "Cookie", secretCookie).want(http.StatusOK)
			home := a.has("account-home")
			if h1 := home.Find("h1").Text(); !strings.Contains(h1, "Ann Lee") {
				t.Errorf("greets %q", h1)
			}
			if !strings.Contains(home.Text(), "ann@example.com") {
				t.Error("does not show the address")
			}
			a.has("verify-link")
			if home.Find(`a[href="/settings#totp"]`).Length() == 0 {
				t.Error("does not show the authenticator app")
			}
			for _, what := range []string{"GET /sessions/whoami", "GET /sessions", initPath("settings")} {
				if got := s.kratos.one(t, what).header.Get("Cookie"); got != secretCookie {
					t.Errorf("%s got the cookies %q", what, got)
				}
			}
			if got := a.Cookies(); len(got) != 1 || got[0].Name != lastUsedCookie {
				t.Errorf("cookies of Kratos passed on: %q", got)
			}
			private(t, a)
		})
	}
}

// One thing that would make the account safer is suggested, the most urgent first; nothing where nothing is missing or known.
func TestHomeSuggestsOneThing(t *testing.T) {
	t.Parallel()
	const verified = `"verified": true`
	for _, c := range []struct {
		settings, verified string
		id, href           string
	}{
		{"settings-all-fresh", `"verified": false`, "verify-link", "/verification"},
		{"settings-all-fresh", verified, "suggestion", "/settings#passkey"},
		{"settings-totp-active", verified, "", ""}, // this Kratos has no backup codes,
		{"settings-keys-active", verified, "suggestion", "/settings#lookup_secret"},
		{"settings-passkey-only-user", verified, "", ""},
		{"", verified, "", ""},
	} {
		s := newSite(t)
		s.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal1").replaced(t, `"verified": false`, c.verified))
		s.kratos.on("GET /sessions", recorded(t, 200, "sessions-list"))
		s.kratos.on(initPath("settings"), failing(500))
		if c.settings != "" {
			s.kratos.on(initPath("settings"), recorded(t, 200, c.settings))
		}
		found := s.get(t, "/").has("account-home").Find(".suggestion a")
		if found.Length() > 1 || found.AttrOr("data-testid", "") != c.id || found.AttrOr("href", "") != c.href {
			t.Errorf("%s, %s: %q is suggested, want %q", c.settings, c.verified, found.AttrOr("href", ""), c.href)
		}
	}
}

func TestHomeWithoutExtras(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal1"))
	s.kratos.on("GET /sessions", failing(500))
	s.kratos.on(initPath("settings"), recorded(t, 403, "error-settings-aal2-required"))
	s.get(t, "/").want(http.StatusOK).has("account-home")
}

func TestHomeGreetsByWhatTheTraitsSay(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	greeting := func(traits string) string {
		s.kratos.on("GET /sessions/whoami", reply{body: []byte(`{"id":"1","identity":{"id":"2","schema_id":"s","schema_url":"u","traits":` + traits + `}}`)})
		return s.get(t, "/").want(http.StatusOK).has("account-home").Find("h1").Text()
	}
	nameless := greeting(`{}`)
	for traits, name := range map[string]string{
		`{"name":"Ann"}`:                        "Ann",
		`{"name":{"first":"Ann","last":"Lee"}}`: "Ann Lee",
		`{"name":{"last":"Lee"}}`:               "Lee",
		`{"name":{},"username":"ann"}`:          "ann",
		`{"given_name":"Ann"}`:                  "Ann",
		`{"name":"<b>Ann</b>"}`:                 "<b>Ann</b>",
	} {
		if got := greeting(traits); !strings.Contains(got, name) {
			t.Errorf("%s: greets %q", traits, got)
		}
	}
	for _, traits := range []string{`null`, `[]`, `"x"`, `{"name":7,"username":{}}`, `{"name":null}`} {
		if got := greeting(traits); got != nameless {
			t.Errorf("%s: greets %q, want no name", traits, got)
		}
	}
}

// accountPages need a session.
var accountPages = []string{"/", "/sessions"}

func TestAccountWithoutSession(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
	for _, path := range accountPages {
		only(t, s.get(t, path+"?a=b").leads(browserURL+"/self-service/login/browser"), "return_to", s.URL+path+"?a=b")
	}
}

func TestAccountAsksForASecondFactor(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on("GET /sessions/whoami", recorded(t, 403, "error-whoami-aal2-required"))
	for _, path := range accountPages {
		only(t, s.get(t, path).leads(browserURL+"/self-service/login/browser"), "aal", "aal2", "return_to", s.URL+path)
	}
	// Kratos v26 shows who it is, but not where else they are signed in.
	s.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal1"))
	s.kratos.on("GET /sessions", recordedBy(t, "v26.2.0", 403, "sessions-list-aal1"))
	only(t, s.get(t, "/sessions").leads(browserURL+"/self-service/login/browser"), "aal", "aal2", "return_to", s.URL+"/sessions")
}

func TestAccountRefusedOtherwise(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on("GET /sessions/whoami", reply{status: 403, body: []byte(`{"error":{"id":"new_error"}}`)})
	for _, path := range accountPages {
		s.get(t, path).want(http.StatusForbidden).lacks("account-home")
	}
}

// Kratos sends a browser that it knows straight back: when its cookies reach Kratos but not us, that must end.
func TestNoLoopBetweenAccountAndKratos(t *testing.T) {
	t.Parallel()
	for _, path := range accountPages {
		s := newSite(t)
		s.kratos.on("GET /sessions/whoami", recorded(t, 401, "error-whoami-no-session"))
		s.kratos.on(initPath("login"), reply{back: true})
		last, hops := s.follow(t, newJar(t), path)
		last.want(http.StatusForbidden).has("error/cookies")
		// A second try may be another tab, which the way back then tells apart; and who comes back from it may have signed up
		// without being signed in.
		if got := len(s.kratos.got(initPath("login"))); got != 3 {
			t.Errorf("%s: went to Kratos %d times, want 3: %v", path, got, hops)
		}
	}
}

// The same when Kratos takes the session for one of two factors and we get an older one.
func TestNoLoopBetweenAccountAndSecondFactor(t *testing.T) {
	t.Parallel()
	for _, path := range append([]string{"/settings"}, accountPages...) {
		s := newSite(t)
		s.kratos.on("GET /sessions/whoami", recorded(t, 403, "error-whoami-aal2-required"))
		s.kratos.on(initPath("login"), reply{back: true})
		last, _ := s.follow(t, newJar(t), path)
		last.want(http.StatusForbidden).has("error/cookies")
	}
}

func TestWelcome(t *testing.T) {
	t.Parallel()
	for name, whoami := range map[string]reply{
		"signed in":     recorded(t, 200, "session-whoami-aal1"),
		"signed out":    recorded(t, 401, "error-whoami-no-session"),
		"second factor": recorded(t, 403, "error-whoami-aal2-required"),
		"Kratos fails":  failing(500),
		"nonsense":      {body: []byte("<html>")},
		"nothing":       {},
	} {
		s := newSite(t)
		s.kratos.on("GET /sessions/whoami", whoami)
		a := s.get(t, "/welcome?return_to=https://evil.example").want(http.StatusOK)
		a.has("welcome")
		if signedIn := a.doc.Find(`[data-testid=login]`).Length() == 0; signedIn != (name == "signed in") {
			t.Errorf("%s: page for a session: %v", name, signedIn)
		}
	}
}
