package e2e_test

import (
	"context"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/hydra"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// Clients of the stand-in for Hydra: one like any, one that the operator trusts, one with much to say.
const (
	demoApp    = "demo"
	trustedApp = "trusted"
	longApp    = "long"
)

// allScopes are those of OpenID Connect and one that nobody knows.
const allScopes = "openid offline_access profile email address phone photos.read"

// client is a person who comes from an application.
type client struct {
	*person
	hydra *hydra.Hydra
}

// oauth2 is the stack behind a stand-in for Hydra; each test gets its own, since browsers of all tests share its memory.
func oauth2(t *testing.T) (*stack.Stack, *hydra.Hydra) {
	t.Helper()
	h, err := hydra.Start(context.WithoutCancel(t.Context()), os.DirFS("../kratos/recordings/v1.3.1"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	binaries, err := shared.binaries()
	if err != nil {
		t.Fatal(err)
	}
	s, err := stack.Start(context.WithoutCancel(t.Context()), stack.Options{
		Binaries: binaries, Hydra: stack.Hydra{AdminURL: h.AdminURL, Token: h.Token}, UIEnv: []string{"TRUSTED_CLIENT_IDS=" + trustedApp},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the end of the logs:\n%s", s.Logs())
		}
		_ = s.Close()
	})
	h.UseUI(s.UIURL)
	h.Client(longApp, map[string]any{"client_name": "The Bureau of Rather Long Names and Their Abbreviations " + strings.Repeat("und", 20), "policy_uri": "", "tos_uri": ""})
	return s, h
}

// begin is the application sending the person away to sign in.
func (c *client) begin(app, scope string, further ...string) {
	c.t.Helper()
	c.Goto(c.hydra.AuthURL(app, scope, further...))
}

// signInHere fills the sign-in page that shows.
func (c *client) signInHere() {
	c.t.Helper()
	c.expect("/login")
	c.WaitFor(chrome.TestID("oauth2-client"))
	c.Fill("identifier", c.email)
	c.Fill("password", c.password)
	c.PressEnter("[name=password]")
}

// back is the code or error that the application gets.
func (c *client) back() url.Values {
	c.t.Helper()
	c.WaitFor(chrome.TestID("app/callback"))
	u, err := url.Parse(c.URL())
	if err != nil {
		c.t.Fatal(err)
	}
	if got := u.Query().Get("state"); got != "state-of-the-app" {
		c.t.Errorf("the application gets the state %q", got)
	}
	return u.Query()
}

// granted is what the application got by its code.
func (c *client) granted() hydra.Grant {
	c.t.Helper()
	query := c.back()
	g, err := c.hydra.Grant(query.Get("code"))
	if err != nil {
		c.t.Fatalf("the application came back with %v: %v", query, err)
	}
	return g
}

func (c *client) answer(action string) {
	c.t.Helper()
	c.Submit(chrome.Button("consent_action", action))
}

// signUpFor is how somebody new comes from an application, up to the code that is mailed to them.
func (c *client) signUpFor(app string) {
	c.t.Helper()
	c.begin(app, "openid email", "prompt", "registration")
	c.expect("/registration")
	c.WaitFor(chrome.TestID("oauth2-client"))
	c.pictures("oauth2-registration")
	c.Fill("traits.email", c.email)
	c.PressEnter(`[name="traits.email"]`)
	c.WaitFor(`[name="password"]`)
	c.Fill("password", c.password)
	c.PressEnter("[name=password]")
	c.expect("/verification")
}

// recover is what somebody does who forgot their password, from the sign-in page on.
func (c *client) recover(newPassword string) {
	c.t.Helper()
	c.expect("/login")
	c.Submit(chrome.TestID("forgot-password-link"))
	c.expect("/recovery")
	since := time.Now()
	c.Fill("email", c.email)
	c.PressEnter("[name=email]")
	c.WaitFor("[name=code]")
	c.Fill("code", awaitMail(c.t, c.s, c.email, since, hasCode).Code)
	c.PressEnter("[name=code]")
	c.expect("/settings", msgRecovered)
	c.password = newPassword
	c.Fill("password", c.password)
	c.PressEnter("[name=password]")
}
