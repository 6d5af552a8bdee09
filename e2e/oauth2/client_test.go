package oauth2_test

import (
	"context"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/hydra"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
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
	*user.Chromium
	hydra *hydra.Hydra
}

// start is the stack behind a stand-in for Hydra; each test gets its own, since browsers of all tests share its memory.
func start(t *testing.T) (*stack.Stack, *hydra.Hydra) {
	t.Helper()
	h, err := hydra.Start(context.WithoutCancel(t.Context()), os.DirFS(harness.Path(t, "kratos", "recordings", "v1.3.1")))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	s := shared.OwnStack(t, stack.Options{
		Hydra: stack.Hydra{AdminURL: h.AdminURL, Token: h.Token}, UIEnv: []string{"TRUSTED_CLIENT_IDS=" + trustedApp},
	})
	h.UseUI(s.UIURL)
	h.Client(longApp, map[string]any{"client_name": "The Bureau of Rather Long Names and Their Abbreviations " + strings.Repeat("und", 20), "policy_uri": "", "tos_uri": ""})
	return s, h
}

// begin is the application sending the person away to sign in.
func (c *client) begin(app, scope string, further ...string) {
	c.T.Helper()
	c.Goto(c.hydra.AuthURL(app, scope, further...))
}

// signInHere fills the sign-in page that shows.
func (c *client) signInHere() {
	c.T.Helper()
	c.Expect("/login")
	c.WaitFor(chrome.TestID("oauth2-client"))
	c.Fill("identifier", c.Email)
	c.Fill("password", c.Password)
	c.PressEnter("[name=password]")
}

// back is the code or error that the application gets.
func (c *client) back() url.Values {
	c.T.Helper()
	c.WaitFor(chrome.TestID("app/callback"))
	u, err := url.Parse(c.URL())
	if err != nil {
		c.T.Fatal(err)
	}
	if got := u.Query().Get("state"); got != "state-of-the-app" {
		c.T.Errorf("the application gets the state %q", got)
	}
	return u.Query()
}

// granted is what the application got by its code.
func (c *client) granted() hydra.Grant {
	c.T.Helper()
	query := c.back()
	g, err := c.hydra.Grant(query.Get("code"))
	if err != nil {
		c.T.Fatalf("the application came back with %v: %v", query, err)
	}
	return g
}

func (c *client) answer(action string) {
	c.T.Helper()
	c.Submit(chrome.Button("consent_action", action))
}

// signUpFor is how somebody new comes from an application, up to the code that is mailed to them.
func (c *client) signUpFor(app string) {
	c.T.Helper()
	c.begin(app, "openid email", "prompt", "registration")
	c.Expect("/registration")
	c.WaitFor(chrome.TestID("oauth2-client"))
	c.Capture("oauth2-registration")
	c.Fill("traits.email", c.Email)
	c.PressEnter(`[name="traits.email"]`)
	c.WaitFor(`[name="password"]`)
	c.Fill("password", c.Password)
	c.PressEnter("[name=password]")
	c.Expect("/verification")
}

// recover is what somebody does who forgot their password, from the sign-in page on.
func (c *client) recover(newPassword string) {
	c.T.Helper()
	c.Expect("/login")
	c.Submit(chrome.TestID("forgot-password-link"))
	c.Expect("/recovery")
	since := time.Now()
	c.Fill("email", c.Email)
	c.PressEnter("[name=email]")
	c.WaitFor("[name=code]")
	c.Fill("code", user.AwaitMail(c.T, c.Stack, c.Email, since, user.HasCode).Code)
	c.PressEnter("[name=code]")
	c.Expect("/settings", ui.MsgRecovered)
	c.Password = newPassword
	c.Fill("password", c.Password)
	c.PressEnter("[name=password]")
}
