package oauth2_test

import (
	"context"
	"net/url"
	"os"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/hydra"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/user"
)

// Clients of the stand-in for Hydra: an ordinary one, and one that the operator trusts.
const (
	demoApp    = "demo"
	trustedApp = "trusted"
)

// client is a user who comes from an application of the stand-in for Hydra, which says what a real Hydra can't be made to say.
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
