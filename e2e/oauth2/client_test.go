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

// Clients of the Hydra in these tests: an ordinary one, one that the operator trusts, one with long texts.
const (
	demoApp    = "demo"
	trustedApp = "trusted"
	longApp    = "long"
)

// allScopes are the scopes of OpenID Connect and an unknown one.
const allScopes = "openid offline_access profile email address phone photos.read"

// client is a user who comes from an application.
type client struct {
	*user.Chromium
	hydra *hydra.Hydra
}

// start starts a stack with a stand-in for Hydra. Each test gets its own, since the stand-in is shared by all its browsers.
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

// begin has the application send the user to sign in.
func (c *client) begin(app, scope string, further ...string) {
	c.T.Helper()
	c.Goto(c.hydra.AuthURL(app, scope, further...))
}

// signInHere fills the sign-in page that shows.
func (c *client) signInHere() {
	c.T.Helper()
	c.Expect("/login")
	c.WaitFor(chrome.TestID("oauth2-client"))
	c.SubmitCredentials()
}

// back waits for the application and returns its query, with a code or an error.
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

// granted waits for the application and returns what it got by its code.
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

// signUpFor registers a user who comes from an application, up to the page that asks for the mailed code.
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

// recover goes from the sign-in page to a new password.
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
