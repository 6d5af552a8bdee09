package e2e_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

func TestChromiumSignOutByAnApplication(t *testing.T) {
	s, h := oauth2(t)
	c := &client{newMember(t, s).atChromium(), h}
	c.begin(trustedApp, "openid")
	c.signInHere()
	c.back()
	c.mustBeSignedIn("aal1")

	c.Goto(h.LogoutURL())
	c.expect("/logout")
	c.pictures("oauth2-logout")
	c.Submit(chrome.Button("submit", "No"))
	c.expect("/")
	c.mustBeSignedIn("aal1")

	c.Goto(h.LogoutURL())
	c.Submit(chrome.Button("submit", "Yes"))
	c.WaitFor(chrome.TestID("app/bye"))
	if session, ok := whoami(t, s, c.Cookies(s.KratosURL)); ok {
		t.Errorf("still signed in at Kratos: %+v", session)
	}
	c.begin(trustedApp, "openid")
	c.signInHere()
	c.back()
}

// Who signs in as somebody else meanwhile can't answer for the first.
func TestNobodyConsentsForAnother(t *testing.T) {
	s, h := oauth2(t)
	c := &client{newMember(t, s).atChromium(), h}
	c.begin(demoApp, "openid email")
	c.signInHere()
	c.expect("/consent")
	asked := c.URL()
	c.open("/")
	c.signOut()

	c.Allow(`status of 403`)
	other := newMember(t, s)
	c.email, c.password = other.email, other.password
	c.signIn()
	c.Goto(asked)
	c.WaitFor(chrome.TestID("error/other_account"))
	c.pictures("oauth2-other-account")
	c.Goto(asked[:len(asked)-3])
	c.Allow(`status of 404`)
	c.WaitFor(chrome.TestID("error/challenge"))
	c.pictures("oauth2-unknown-challenge")
	for _, header := range h.AdminCalls() {
		if header.Get("Authorization") != "Bearer "+h.Token {
			t.Error("a call without the token")
		}
	}
}

// After an application has signed the person out, going back shows nothing of the account.
func TestChromiumBackAfterAnApplicationsSignOut(t *testing.T) {
	s, h := oauth2(t)
	c := &client{newMember(t, s).atChromium(), h}
	for _, path := range []string{"/", "/sessions", "/settings"} {
		c.begin(trustedApp, "openid")
		c.signInHere()
		c.back()
		c.open(path)
		c.WaitFor(chrome.TestID("logout-link"))
		c.Goto(h.LogoutURL())
		c.Submit(chrome.Button("submit", "Yes"))
		c.WaitFor(chrome.TestID("app/bye"))
		chrome.Eval[bool](c.Tab, "(history.go(-2), true)")
		c.expect("/login")
		if c.Has(chrome.TestID("logout-link")) {
			t.Errorf("%s still shows after signing out", path)
		}
	}
}
