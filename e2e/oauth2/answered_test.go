package oauth2_test

import (
	"net/url"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

// A question takes one answer: Hydra would take a second one and tell the application access_denied. The page says so to whoever
// goes back to it, and its way on begins anew.
func TestOAuth2AnsweredOnce(t *testing.T) {
	v := comeFrom(t, ordinary())
	v.Allow("status of 410")
	for _, answer := range []string{"accept", "reject"} {
		v.begin()
		if answer == "accept" {
			v.signInHere()
		}
		v.Expect("/consent")
		asked := v.URL()
		v.answer(answer)
		v.WaitFor(chrome.TestID("app-action"))
		v.Goto(asked)
		v.WaitFor(chrome.TestID("error/answered"))
		v.Capture("oauth2-answered")
	}
	results := len(v.app.Results())
	v.Submit(chrome.TestID("restart-link"))
	v.Expect("/consent")
	v.WaitFor(chrome.Button("consent_action", "accept"))
	if now := len(v.app.Results()); now != results {
		t.Errorf("the application heard %d answers, want %d", now, results)
	}
}

// Back, from the application to the question.
func TestOAuth2BackToTheQuestion(t *testing.T) {
	v := comeFrom(t, ordinary())
	v.Allow("status of 410")
	v.begin()
	v.signInHere()
	v.allow()
	v.signedIn()
	v.Back()
	v.WaitFor(chrome.TestID("error/answered"))
}

// Kratos accepts the sign-in of an answered question again, which leads to a question that Hydra would refuse any answer to.
func TestOAuth2UsedLoginChallenge(t *testing.T) {
	v := comeFrom(t, ordinary())
	v.Allow("status of 410")
	v.begin()
	v.Expect("/login")
	v.WaitFor(chrome.TestID("signup-link"))
	challenge := chrome.Eval[string](v.Tab, `new URL(document.querySelector("[data-testid=signup-link]").href).searchParams.get("login_challenge")`)
	v.signInHere()
	v.allow()
	v.signedIn()
	v.Open("/login?login_challenge=" + url.QueryEscape(challenge))
	v.confirm()
	v.WaitFor(chrome.TestID("error/answered"))
}

// However often the button is pressed, it is one answer.
func TestOAuth2AllowTwice(t *testing.T) {
	v := comeFrom(t, ordinary())
	v.begin()
	v.signInHere()
	v.Expect("/consent")
	// Chromium runs no commands while a page unloads, so the page itself clicks.
	chrome.Eval[any](v.Tab, `{ const button = document.querySelector(`+"`"+chrome.Button("consent_action", "accept")+"`"+`);
		for (const wait of [0, 30, 150]) setTimeout(() => button.click(), wait); }`)
	v.signedIn()
	if results := v.app.Results(); len(results) != 1 {
		t.Errorf("the application heard %d answers", len(results))
	}
}
