package oauth2_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/user"
)

func TestOAuth2Logout(t *testing.T) {
	s, h := start(t)
	c := &client{user.NewRegistered(t, s).InChromium(), h}
	c.begin(trustedApp, "openid")
	c.signInHere()
	c.back()
	c.MustBeSignedIn("aal1")

	c.Goto(h.LogoutURL())
	c.Expect("/logout")
	c.Capture("oauth2-logout")
	c.Submit(chrome.Button("submit", "No"))
	c.Expect("/")
	c.MustBeSignedIn("aal1")

	c.Goto(h.LogoutURL())
	c.Submit(chrome.Button("submit", "Yes"))
	c.WaitFor(chrome.TestID("app/bye"))
	if session, ok := user.Whoami(t, s, c.Cookies(s.KratosURL)); ok {
		t.Errorf("still signed in at Kratos: %+v", session)
	}
	c.begin(trustedApp, "openid")
	c.signInHere()
	c.back()
}

// A user who has signed in as another identity meanwhile can't consent for the first.
func TestOAuth2ConsentOfAnotherIdentity(t *testing.T) {
	s, h := start(t)
	first := user.NewRegistered(t, s)
	c := &client{first.InChromium(), h}
	c.begin(demoApp, "openid email")
	c.signInHere()
	c.Expect("/consent")
	asked := c.URL()
	c.Open("/")
	c.SignOut()

	c.Allow(`status of 403`)
	other := user.NewRegistered(t, s)
	c.Email, c.Password = other.Email, other.Password
	c.SignIn()
	c.Goto(asked)
	c.WaitFor(chrome.TestID("error/other_account"))
	c.Capture("oauth2-other-account")
	c.Submit(chrome.TestID("logout-link")) // for the person who is asked
	c.Expect("/login")
	c.Email, c.Password = first.Email, first.Password
	c.SubmitCredentials()
	c.Expect("/consent")
	c.WaitFor(chrome.Button("consent_action", "accept"))
	c.Goto(asked[:len(asked)-3])
	c.Allow(`status of 404`)
	c.WaitFor(chrome.TestID("error/challenge"))
	c.Capture("oauth2-unknown-challenge")
	for _, header := range h.AdminCalls() {
		if header.Get("Authorization") != "Bearer "+h.Token {
			t.Error("a call without the token")
		}
	}
}

// After an application has signed the user out, going back shows nothing of the account.
func TestOAuth2BackAfterLogout(t *testing.T) {
	s, h := start(t)
	c := &client{user.NewRegistered(t, s).InChromium(), h}
	for _, path := range []string{"/", "/sessions", "/settings"} {
		c.begin(trustedApp, "openid")
		c.signInHere()
		c.back()
		c.Open(path)
		c.WaitFor(chrome.TestID("logout-link"))
		c.Goto(h.LogoutURL())
		c.Submit(chrome.Button("submit", "Yes"))
		c.WaitFor(chrome.TestID("app/bye"))
		chrome.Eval[bool](c.Tab, "(history.go(-2), true)")
		c.Expect("/login")
		if c.Has(chrome.TestID("logout-link")) {
			t.Errorf("%s still shows after signing out", path)
		}
	}
}
