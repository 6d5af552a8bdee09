package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// A link to another flow carries on where the visitor is going, not what this flow asked of them.
func TestLinksToOtherFlows(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	const returnTo = "https://shop.example/cart?a=1&b=2"
	links := map[string]map[string]string{
		"login":        {"forgot-password-link": "/recovery", "signup-link": "/registration"},
		"registration": {"cta-link": "/login"},
		"recovery":     {"cta-link": "/login"},
	}
	for _, p := range flowPages {
		for testID, path := range links[p.kind] {
			flow := recorded(t, 200, p.first).replaced(t, `"type": "browser",`, `"type": "browser", "return_to": "`+returnTo+
				`", "oauth2_login_challenge": "challenge",`)
			s.kratos.on(fetchPath(p.kind), flow)
			link, err := url.Parse(s.get(t, "/"+p.kind+"?flow="+flowID).want(http.StatusOK).has(testID).AttrOr("href", ""))
			if err != nil || link.Path != path {
				t.Fatalf("%s: %s leads to %v (%v), want %s", p.kind, testID, link, err, path)
			}
			if path == "/recovery" {
				// Kratos's recovery knows no application, so the way to it is the address to return to.
				only(t, link.Query(), "return_to", s.URL+"/login?login_challenge=challenge")
				continue
			}
			only(t, link.Query(), "return_to", returnTo, "login_challenge", "challenge")
		}
	}
}

// Who is half signed in needs a way out, not the ways to an account.
func TestHalfSignedIn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, fixture := range []string{"login-aal2", "login-aal2-none-configured", "login-refresh"} {
		s.kratos.on(fetchPath("login"), recorded(t, 200, fixture))
		a := s.get(t, "/login?flow="+flowID).want(http.StatusOK)
		a.has("logout-link")
		a.lacks("signup-link")
		a.lacks("forgot-password-link")
	}
}

func TestRefreshKnowsWhoItIs(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	identifier := func() string {
		return s.get(t, "/login?flow="+flowID, "Cookie", secretCookie).want(http.StatusOK).doc.Find("input[name=identifier]").AttrOr("value", "")
	}
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-refresh"))
	if got := identifier(); got != "" {
		t.Errorf("without an answer of Kratos the identifier is %q", got)
	}
	s.kratos.on("GET /sessions/whoami", recorded(t, 200, "session-whoami-aal1"))
	if got := identifier(); got != "ann@example.com" {
		t.Errorf("identifier is %q", got)
	}
	before := len(s.kratos.got("GET /sessions/whoami"))
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial"))
	if got := identifier(); got != "" || len(s.kratos.got("GET /sessions/whoami")) != before {
		t.Errorf("an ordinary sign-in fills in %q", got)
	}
}

// After a submit that it can't use, Kratos v1.3.1 refuses every later one to the same flow.
func TestRecoveryStuck(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("recovery"), recorded(t, 200, "recovery-error-no-strategy"))
	if href := s.get(t, "/recovery?flow="+flowID).want(http.StatusOK).has("restart-link").AttrOr("href", ""); !strings.HasPrefix(href, "/recovery") {
		t.Errorf("the way out leads to %q", href)
	}
}

// A captcha comes from elsewhere: the page's policy names its origin, and only that page's.
func TestPolicyOfForeignScripts(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.kratos.on(fetchPath("login"), recorded(t, 200, "login-initial").replaced(t, browserURL+"/.well-known/ory/webauthn.js", "https://captcha.example/api.js"))
	a := s.get(t, "/login?flow="+flowID).want(http.StatusOK)
	policy := a.Header.Get("Content-Security-Policy")
	if !strings.Contains(policy, "frame-src https://captcha.example;") || !strings.Contains(policy, "connect-src 'self' https://captcha.example;") {
		t.Errorf("policy is %q", policy)
	}
	nonce := nonceOf.FindStringSubmatch(policy)
	if got := a.has("node/script/webauthn_script").AttrOr("nonce", ""); nonce == nil || got != nonce[1] {
		t.Errorf("nonce of the script is %q, policy %q", got, policy)
	}
	if got := s.get(t, "/welcome").Header.Get("Content-Security-Policy"); strings.Contains(got, "captcha") {
		t.Errorf("policy of another page is %q", got)
	}
}
