package oauth2_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/hydra"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

func TestOAuth2Login(t *testing.T) {
	s, h := start(t)
	c := &client{user.NewRegistered(t, s).InChromium(), h}
	c.begin(demoApp, allScopes)
	c.Expect("/login")
	c.Capture("oauth2-login")
	c.signInHere()
	c.Expect("/consent")
	c.Capture("oauth2-consent")
	c.Click("#scope-photos\\.read")
	c.answer("accept")
	g := c.granted()
	if want := strings.Fields("openid offline_access profile email address phone"); !slices.Equal(g.Scopes, want) {
		t.Errorf("granted %q, want %q: what was unticked must not be", g.Scopes, want)
	}
	if claims := g.Session.IDToken; claims["email"] != c.Email || claims["email_verified"] != true || claims["given_name"] != "Ann" {
		t.Errorf("the ID token says %v", claims)
	}
	if g.Remember {
		t.Error("remembered without being asked to")
	}

	t.Run("deny", func(t *testing.T) {
		c.begin(demoApp, "openid email")
		c.Expect("/consent")
		c.answer("reject")
		if got := c.back().Get("error"); got != "access_denied" {
			t.Errorf("the application hears %q", got)
		}
	})
	t.Run("remember", func(t *testing.T) {
		c.begin(demoApp, "openid email")
		c.Expect("/consent")
		c.Click("#remember")
		c.answer("accept")
		if g := c.granted(); !g.Remember || g.RememberFor != 3600 {
			t.Errorf("remembered: %t for %d seconds, want an hour", g.Remember, g.RememberFor)
		}
		c.begin(demoApp, "openid email") // without a question
		if g := c.granted(); !slices.Equal(g.Scopes, []string{"openid", "email"}) || g.Session.IDToken["email"] != c.Email {
			t.Errorf("granted without a question: %+v", g)
		}
		c.begin(demoApp, "openid email phone") // more than was agreed to
		c.Expect("/consent")
		c.answer("accept")
		c.back()
	})
	t.Run("trusted", func(t *testing.T) {
		c.begin(trustedApp, "openid profile")
		if g := c.granted(); !slices.Equal(g.Scopes, []string{"openid", "profile"}) {
			t.Errorf("a trusted application is granted %q", g.Scopes)
		}
	})
	t.Run("long names, in German", func(*testing.T) {
		c.begin(longApp, allScopes, "ui_locales", "de-CH de")
		c.Expect("/consent")
		c.WaitFor("html[lang=de]")
		c.Capture("oauth2-consent-long")
	})
	t.Run("used twice", func(*testing.T) {
		c.begin(demoApp, "openid address")
		c.Expect("/consent")
		asked := c.URL()
		c.answer("accept")
		c.back()
		c.Goto(asked) // Hydra asks again
		c.Expect("/consent")
		c.answer("accept")
		c.back()
	})
	noCookieForHydra(t, h)
}

// noCookieForHydra fails the test if a browser's cookies got to the admin API.
func noCookieForHydra(t *testing.T, h *hydra.Hydra) {
	t.Helper()
	calls := h.AdminCalls()
	if len(calls) == 0 {
		t.Error("the admin API was never called")
	}
	for _, header := range calls {
		if header.Get("Cookie") != "" {
			t.Errorf("the admin API got the cookies %q", header.Get("Cookie"))
		}
	}
}

func TestOAuth2Registration(t *testing.T) {
	s, h := start(t)
	c := &client{user.NewInChromium(t, s), h}
	c.signUpFor(demoApp)
	c.Capture("oauth2-verification")
	c.Submit(chrome.TestID("cta-link")) // later; Kratos asks for the password before it goes on to the application
	c.Expect("/login", ui.MsgConfirmIdentity)
	c.Fill("password", c.Password)
	c.PressEnter("[name=password]")
	c.Expect("/consent")
	c.answer("reject")
	c.back()
}

func TestOAuth2Verification(t *testing.T) {
	s, h := start(t)
	c := &client{user.NewInChromium(t, s), h}
	since := time.Now()
	c.signUpFor(demoApp)
	c.Fill("code", user.AwaitMail(t, s, c.Email, since, user.HasCode).Code)
	c.PressEnter("[name=code]")
	c.Expect("/consent")
	c.answer("accept")
	if g := c.granted(); g.Session.IDToken["email"] != c.Email || g.Session.IDToken["email_verified"] != true {
		t.Errorf("the ID token says %v", g.Session.IDToken)
	}
}

// Recovery leads back to the application.
func TestOAuth2Recovery(t *testing.T) {
	s, h := start(t)
	c := &client{user.NewRegistered(t, s).InChromium(), h}
	c.begin(demoApp, "openid email")
	c.recover("another-door-43")
	c.Expect("/login", ui.MsgConfirmIdentity)
	c.Fill("password", c.Password)
	c.PressEnter("[name=password]")
	c.Expect("/consent")
	c.answer("accept")
	c.granted()
}

// Somebody else's session is named, and whoever signs out of it signs in to the same application.
func TestOAuth2OtherAccount(t *testing.T) {
	s, h := start(t)
	c := &client{user.NewRegistered(t, s).InChromium(), h}
	first := c.Email
	c.SignIn()
	c.begin(demoApp, "openid email")
	c.Expect("/login", ui.MsgConfirmIdentity)
	c.Until(fmt.Sprintf(`(document.querySelector(".account-name")?.textContent || document.querySelector("[name=identifier]").value) === %q`, first))
	c.Submit(chrome.TestID("logout-link"))
	other := user.NewRegistered(t, s)
	c.Email, c.Password = other.Email, other.Password
	c.signInHere()
	c.Expect("/consent")
	c.answer("accept")
	if g := c.granted(); g.Session.IDToken["email"] != other.Email {
		t.Errorf("the ID token says %v", g.Session.IDToken)
	}
}

// Hydra may be unavailable between the question and the answer.
func TestOAuth2HydraUnavailable(t *testing.T) {
	s, h := start(t)
	c := &client{user.NewRegistered(t, s).InChromium(), h}
	c.begin(demoApp, "openid email")
	c.signInHere()
	c.Expect("/consent")
	asked := c.URL()
	h.Break(true)
	c.Allow(`status of 502`)
	c.answer("accept")
	c.WaitFor(chrome.TestID("error/unavailable"))
	c.Capture("oauth2-hydra-down")
	h.Break(false)
	c.Goto(asked)
	c.answer("accept")
	c.granted()
}
