package oauth2_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/hydra"
	"github.com/thyra-ui/thyra/e2e/user"
)

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
	c.Goto(h.LogoutURL())
	c.Submit(chrome.Button("submit", "Yes"))
	c.WaitFor(chrome.TestID("app/bye"))
	checkAdminCalls(t, h)
}

// checkAdminCalls fails the test if a browser's cookies got to the admin API, or a call came without the operator's token.
func checkAdminCalls(t *testing.T, h *hydra.Hydra) {
	t.Helper()
	calls := h.AdminCalls()
	if len(calls) == 0 {
		t.Error("the admin API was never called")
	}
	for _, header := range calls {
		if header.Get("Cookie") != "" {
			t.Errorf("the admin API got the cookies %q", header.Get("Cookie"))
		}
		if header.Get("Authorization") != "Bearer "+h.Token {
			t.Error("a call without the token")
		}
	}
}
