package oauth2_test

import (
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/relyingparty"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// trustedSilentApp is another one; ids are of one application at a time.
const trustedSilentApp = "trusted-silent"

// visitor is a user who comes from an application that a real Hydra stands before.
type visitor struct {
	*user.Chromium
	app *relyingparty.App
}

// product returns the shared stack with a real Kratos and a real Hydra.
func product(t *testing.T) *stack.Stack {
	t.Helper()
	return shared.SharedStack(t, stack.OAuth2, stack.Options{
		Overlays: []string{stack.OAuth2}, UIEnv: []string{"TRUSTED_CLIENT_IDS=" + trustedApp + "," + trustedSilentApp},
	})
}

// register registers an application at the stack's Hydra and starts it.
func register(t *testing.T, s *stack.Stack, as relyingparty.Client) *relyingparty.App {
	t.Helper()
	app, err := relyingparty.Start(t.Context(), relyingparty.Hydra{AdminURL: s.Hydra.AdminURL, URL: s.Hydra.URL}, as)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = app.Close() })
	return app
}

// comeFrom is a user with an account who comes from an application that nobody else uses.
func comeFrom(t *testing.T, as relyingparty.Client) *visitor {
	t.Helper()
	s := product(t)
	return &visitor{user.NewRegistered(t, s).InChromium(), register(t, s, as)}
}

// ordinary is an ordinary application.
func ordinary() relyingparty.Client {
	return relyingparty.Client{Name: "Demo App", Fields: map[string]any{"policy_uri": "https://app.example/policy", "tos_uri": "https://app.example/terms"}}
}

// unasked is an application that Hydra asks no consent for, in or out.
func unasked() relyingparty.Client {
	return relyingparty.Client{Name: "Our own", Fields: map[string]any{"skip_consent": true}}
}

// begin has the application send the user to sign in.
func (v *visitor) begin(parameters ...string) {
	v.T.Helper()
	v.Goto(v.app.SignInURL(parameters...))
}

// signInHere fills the sign-in page that shows.
func (v *visitor) signInHere() {
	v.T.Helper()
	v.Expect("/login")
	v.WaitFor(chrome.TestID("oauth2-client"))
	v.SubmitCredentials()
}

// confirm enters the password of the account that the page names.
func (v *visitor) confirm() {
	v.T.Helper()
	v.Expect("/login", ui.MsgConfirmIdentity)
	v.Fill("password", v.Password)
	v.PressEnter("[name=password]")
}

func (v *visitor) answer(action string) {
	v.T.Helper()
	v.Submit(chrome.Button("consent_action", action))
}

// allow waits for the question and says yes.
func (v *visitor) allow() {
	v.T.Helper()
	v.Expect("/consent")
	v.answer("accept")
}

// signedIn waits for the application and returns what it got: tokens that are as they must be.
func (v *visitor) signedIn() relyingparty.Result {
	v.T.Helper()
	v.WaitFor(chrome.TestID("app/signed-in"))
	r := v.last()
	if r.Problem != nil || r.Tokens == nil {
		v.T.Fatalf("the application got %+v", r)
	}
	return r
}

// failed waits for the application, which got this error.
func (v *visitor) failed(with string) {
	v.T.Helper()
	v.WaitFor(chrome.TestID("app/failed"))
	if r := v.last(); r.Error != with || r.Problem != nil {
		v.T.Errorf("the application got %+v, want the error %q", r, with)
	}
}

func (v *visitor) last() (r relyingparty.Result) {
	v.T.Helper()
	results := v.app.Results()
	if len(results) == 0 {
		v.T.Fatal("nobody came back to the application")
	}
	return results[len(results)-1]
}

// signUp registers a user who comes from the application, up to the page that asks for the mailed code.
func (v *visitor) signUp() {
	v.T.Helper()
	v.begin("prompt", "registration")
	v.Expect("/registration")
	v.WaitFor(chrome.TestID("oauth2-client"))
	v.Capture("oauth2-registration")
	v.Fill("traits.email", v.Email)
	v.PressEnter(`[name="traits.email"]`)
	v.WaitFor(`[name="password"]`)
	v.Fill("password", v.Password)
	v.PressEnter("[name=password]")
	v.Expect("/verification")
}

// recover goes from the sign-in page to a new password.
func (v *visitor) recover(newPassword string) {
	v.T.Helper()
	v.Expect("/login")
	v.Submit(chrome.TestID("forgot-password-link"))
	v.Expect("/recovery")
	since := time.Now()
	v.Fill("email", v.Email)
	v.PressEnter("[name=email]")
	v.WaitFor("[name=code]")
	v.Fill("code", user.AwaitMail(v.T, v.Stack, v.Email, since, user.HasCode).Code)
	v.PressEnter("[name=code]")
	v.Expect("/settings", ui.MsgRecovered)
	v.Password = newPassword
	v.Fill("password", v.Password)
	v.PressEnter("[name=password]")
}
