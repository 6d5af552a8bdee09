package oauth2_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/relyingparty"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/user"
)

const offline = "openid offline_access email"

// allowForLater has the user sign in to an application that may come back without them, and that need not ask again.
func (v *visitor) allowForLater() relyingparty.Result {
	v.T.Helper()
	v.begin("scope", offline)
	v.signInHere()
	v.Expect("/consent")
	v.Click("#remember")
	v.answer("accept")
	r := v.signedIn()
	v.begin("scope", offline) // without a question
	v.signedIn()
	return r
}

// mustAskAgain fails the test unless what was granted is worth nothing, and the application has to ask again.
func (v *visitor) mustAskAgain(r relyingparty.Result) {
	v.T.Helper()
	if _, err := v.app.UserInfo(v.T.Context(), &r); err == nil {
		v.T.Error("the access token still works")
	}
	if err := v.app.Refresh(v.T.Context(), &r); err == nil {
		v.T.Error("the refresh token still works")
	}
	v.begin("scope", offline)
	v.allow()
	v.signedIn()
}

// Whoever ends an application's access on the page of all applications takes back what it was given.
func TestOAuth2EndedAccess(t *testing.T) {
	v := comeFrom(t, ordinary())
	r := v.allowForLater()
	v.Open("/applications")
	row := chrome.TestID("application/" + v.app.ClientID)
	v.WaitFor(row + " " + chrome.TestID("scope/offline_access"))
	v.Click(row + " " + chrome.TestID("end-access"))
	v.Submit(row + " " + chrome.TestID("confirm-end-access"))
	v.WaitFor(chrome.TestID("no-applications"))
	v.mustAskAgain(r)
}

// A consent that was taken back at Hydra is as good as none.
func TestOAuth2RevokedConsent(t *testing.T) {
	v := comeFrom(t, ordinary())
	r := v.allowForLater()
	query := url.Values{"subject": {r.Tokens.IDTokenClaims.Subject}, "client": {v.app.ClientID}}
	address := v.Stack.Hydra.AdminURL + "/admin/oauth2/auth/sessions/consent?" + query.Encode()
	if res, answer, err := oneshot.JSON(t.Context(), http.MethodDelete, address, nil); err != nil || res.StatusCode != http.StatusNoContent {
		t.Fatalf("revoke: %s, %v", answer, err)
	}
	v.mustAskAgain(r)
}

// A question is open for as long as Hydra is set to (ttl.login_consent_request).
func TestOAuth2ExpiredQuestion(t *testing.T) {
	s := shared.OwnStack(t, stack.Options{Overlays: []string{stack.OAuth2}, HydraEnv: []string{"TTL_LOGIN_CONSENT_REQUEST=5s"}})
	v := &visitor{user.NewRegistered(t, s).InChromium(), register(t, s, ordinary())}
	v.begin()
	v.signInHere()
	v.Expect("/consent")
	v.WaitFor(chrome.Button("consent_action", "accept"))
	harness.AwaitTime(t, time.Now().Add(6*time.Second)) // nothing on the page tells
	v.Allow("status of 4(00|04|10)")
	v.answer("accept")
	v.WaitFor(chrome.TestID("error/challenge"))
	v.Goto(v.Stack.UIURL + "/login?login_challenge=unknown")
	v.WaitFor(chrome.TestID("error/challenge"))
}
