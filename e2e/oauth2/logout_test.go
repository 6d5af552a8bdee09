package oauth2_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/user"
)

// The application signs the user out (OpenID Connect RP-Initiated Logout): nobody is signed in at Hydra and at Kratos then.
func TestOAuth2Logout(t *testing.T) {
	v := comeFrom(t, unasked())
	v.begin()
	v.signInHere()
	v.signedIn()
	v.MustBeSignedIn("aal1")

	v.Goto(v.app.SignOutURL())
	v.Expect("/logout")
	v.Capture("oauth2-logout")
	v.Submit(chrome.Button("submit", "No"))
	v.Expect("/")
	v.MustBeSignedIn("aal1")

	v.begin() // still signed in everywhere: nothing is asked
	v.signedIn()
	v.Goto(v.app.SignOutURL())
	v.Submit(chrome.Button("submit", "Yes"))
	v.WaitFor(chrome.TestID("app/bye"))
	if session, ok := user.Whoami(t, v.Stack, v.Cookies(v.Stack.KratosURL)); ok {
		t.Errorf("still signed in at Kratos: %+v", session)
	}
	v.begin()
	v.signInHere()
	v.signedIn()
}

// Forms lead to the application and back whatever origins the operator lists for the rest, and without being told where Hydra is.
func TestOAuth2FormActions(t *testing.T) {
	s := shared.OwnStack(t, stack.Options{
		Overlays: []string{stack.OAuth2}, UIEnv: []string{"FORM_ACTION_ORIGINS=https://accounts.example", "HYDRA_PUBLIC_URL="},
	})
	v := &visitor{user.NewRegistered(t, s).InChromium(), register(t, s, ordinary())}
	v.begin()
	v.signInHere()
	v.allow()
	v.signedIn()
	v.Goto(v.app.SignOutURL())
	v.Submit(chrome.Button("submit", "Yes"))
	v.WaitFor(chrome.TestID("app/bye"))
}

// A user who has signed in as another identity meanwhile can't consent for the first.
func TestOAuth2ConsentOfAnotherIdentity(t *testing.T) {
	v := comeFrom(t, ordinary())
	first, password := v.Email, v.Password
	v.begin()
	v.signInHere()
	v.Expect("/consent")
	asked := v.URL()
	v.Open("/")
	v.SignOut()

	v.Allow(`status of 403`)
	other := user.NewRegistered(t, v.Stack)
	v.Email, v.Password = other.Email, other.Password
	v.SignIn()
	v.Goto(asked)
	v.WaitFor(chrome.TestID("error/other_account"))
	v.Capture("oauth2-other-account")
	v.Submit(chrome.TestID("logout-link")) // for the person who is asked
	v.Expect("/login")
	v.Email, v.Password = first, password
	v.SubmitCredentials()
	v.Expect("/consent")
	v.WaitFor(chrome.Button("consent_action", "accept"))
	v.Goto(asked[:len(asked)-3])
	v.Allow(`status of 404`)
	v.WaitFor(chrome.TestID("error/challenge"))
	v.Capture("oauth2-unknown-challenge")
}

// After an application has signed the user out, going back shows nothing of the account.
func TestOAuth2BackAfterLogout(t *testing.T) {
	v := comeFrom(t, unasked())
	for _, path := range []string{"/", "/sessions", "/settings"} {
		v.begin()
		v.signInHere()
		v.signedIn()
		v.Open(path)
		v.WaitFor(chrome.TestID("logout-link"))
		v.Goto(v.app.SignOutURL())
		v.Submit(chrome.Button("submit", "Yes"))
		v.WaitFor(chrome.TestID("app/bye"))
		chrome.Eval[bool](v.Tab, "(history.go(-2), true)")
		v.Expect("/login")
		if v.Has(chrome.TestID("logout-link")) {
			t.Errorf("%s still shows after signing out", path)
		}
	}
}
