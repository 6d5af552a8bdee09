package oauth2_test

import (
	"fmt"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/user"
)

// What an application was allowed is listed; once that has ended, the application has to ask again.
func TestOAuth2Applications(t *testing.T) {
	s, h := start(t)
	c := &client{user.NewRegistered(t, s).InChromium(), h}
	c.begin(demoApp, "openid email", "audience", "https://api.example")
	c.signInHere()
	c.Expect("/consent")
	c.WaitFor(chrome.TestID("audience"))
	c.WaitFor(chrome.TestID("consent-next"))
	c.Click("#remember")
	c.answer("accept")
	c.granted()
	c.begin(demoApp, "openid email") // without a question
	c.granted()

	c.Open("/")
	c.Submit(chrome.TestID("applications"))
	c.Expect("/applications")
	row := chrome.TestID("application/" + demoApp)
	c.WaitFor(row + " " + chrome.TestID("scope/email"))
	button := row + " " + chrome.TestID("confirm-end-access")
	if chrome.Eval[bool](c.Tab, fmt.Sprintf("document.querySelector(%q).checkVisibility()", button)) {
		t.Error("a single click ends access")
	}
	c.Capture("oauth2-applications")
	c.Click(row + " " + chrome.TestID("end-access"))
	c.Capture("oauth2-applications-question")
	c.Submit(button)
	c.Expect("/applications")
	c.WaitFor(chrome.TestID("application-ended"))
	c.WaitFor(chrome.TestID("no-applications"))
	c.Capture("oauth2-applications-ended")

	c.begin(demoApp, "openid email")
	c.Expect("/consent")
	c.answer("reject")
	c.back()
}
