package oauth2_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/user"
)

// A consent that was taken back at Hydra is asked for again, and what was granted by it is worth nothing.
func TestOAuth2RevokedConsent(t *testing.T) {
	v := comeFrom(t, ordinary())
	v.begin("scope", "openid offline_access email")
	v.signInHere()
	v.Expect("/consent")
	v.Click("#remember")
	v.answer("accept")
	r := v.signedIn()
	query := url.Values{"subject": {r.Tokens.IDTokenClaims.Subject}, "client": {v.app.ClientID}}
	address := v.Stack.Hydra.AdminURL + "/admin/oauth2/auth/sessions/consent?" + query.Encode()
	if res, answer, err := oneshot.JSON(t.Context(), http.MethodDelete, address, nil); err != nil || res.StatusCode != http.StatusNoContent {
		t.Fatalf("revoke: %s, %v", answer, err)
	}
	if _, err := v.app.UserInfo(t.Context(), &r); err == nil {
		t.Error("the access token still works")
	}
	if err := v.app.Refresh(t.Context(), &r); err == nil {
		t.Error("the refresh token still works")
	}
	v.begin("scope", "openid offline_access email")
	v.allow()
	v.signedIn()
}

// A question is open for as long as Hydra is set to (ttl.login_consent_request).
func TestOAuth2ExpiredQuestion(t *testing.T) {
	s := shared.OwnStack(t, stack.Options{Overlays: []string{stack.OAuth2}, HydraEnv: []string{"TTL_LOGIN_CONSENT_REQUEST=5s"}})
	v := &visitor{user.NewRegistered(t, s).InChromium(), register(t, s, ordinary())}
	v.begin()
	v.signInHere()
	v.Expect("/consent")
	v.WaitFor(chrome.Button("consent_action", "accept"))
	time.Sleep(6 * time.Second) // nothing on the page tells
	v.Allow("status of 4(00|04|10)")
	v.answer("accept")
	v.WaitFor(chrome.TestID("error/challenge"))
	v.Goto(v.Stack.UIURL + "/login?login_challenge=unknown")
	v.WaitFor(chrome.TestID("error/challenge"))
}
