package deploy_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/pagecheck"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// exampleUser is a user of a product that the account pages are part of.
type exampleUser struct{ *user.Chromium }

// site is the product's own address.
func (p *exampleUser) site() string { return strings.TrimSuffix(p.Stack.UIURL, stack.ExamplePath) }

// inside checks that the page that shows has the product's header and footer once, and not ours.
func (p *exampleUser) inside() {
	p.T.Helper()
	if n := chrome.Eval[int](p.Tab, `document.querySelectorAll("body > .toolshed-header, body > .toolshed-footer").length`); n != 2 {
		p.T.Errorf("%s has %d of header and footer of the product", p.URL(), n)
	}
	if p.Has(".site-header") || p.Has(".site-footer") {
		p.T.Errorf("%s has our header or footer", p.URL())
	}
}

func (p *exampleUser) Expect(path string, messages ...int) {
	p.T.Helper()
	p.Chromium.Expect(path, messages...)
	p.inside()
}

// expectOwn waits for one of the product's own pages.
func (p *exampleUser) expectOwn(path string) {
	p.T.Helper()
	p.WaitURL(func(u *url.URL) bool { return u.Scheme+"://"+u.Host+u.Path == p.site()+path })
	p.inside()
}

// TestExampleApplication goes through examples/toolshed, whose layout the account pages have.
func TestExampleApplication(t *testing.T) {
	p := &exampleUser{user.NewInChromium(t, shared.SharedStack(t, "toolshed", stack.Options{Example: "toolshed"}))}
	p.OnNewPage(pagecheck.AxeScript(t))
	p.Goto(p.site() + "/")
	p.Submit(`a[href="/loans"]`)
	p.Expect("/login")
	p.checkAxe()
	p.Submit(chrome.TestID("signup-link"))
	p.Expect("/registration")
	p.WaitFor(chrome.TestID("membership"))
	p.checkAxe()
	p.Capture("toolshed-registration")
	p.Fill("traits.email", p.Email)
	p.PressEnter("[name='traits.email']")
	p.Expect("/registration", ui.MsgChooseCredential)
	begin := time.Now()
	p.Fill("password", p.Password)
	p.PressEnter("[name=password]")
	p.Expect("/verification", ui.MsgVerifyCodeSent)
	p.Fill("code", user.AwaitMail(t, p.Stack, p.Email, begin, user.HasCode).Code)
	p.PressEnter("[name=code]")
	p.Expect("/verification", ui.MsgVerified)
	p.Submit(chrome.TestID("node/anchor/continue"))
	p.expectOwn("/loans") // which was asked for

	p.Goto(p.site() + "/")
	p.Submit(chrome.Button("tool", "ladder"))
	p.expectOwn("/loans")
	p.WaitFor(chrome.TestID("loan/ladder"))
	p.Submit(chrome.TestID("visitor"))
	p.Expect("/")
	if got := p.Text(chrome.TestID("loans-card")); !strings.Contains(got, "Ladder") {
		t.Errorf("the product's card on the account home says %q", got)
	}
	p.checkAxe()
	p.Capture("toolshed-home")

	p.Submit(chrome.TestID("settings"))
	p.Expect("/settings")
	p.checkAxe()
	p.Fill("traits.name.first", "Anne")
	p.PressEnter("[name='traits.name.first']")
	p.Expect("/settings", ui.MsgSettingsSaved)
	p.Capture("toolshed-settings")
	p.Submit(`.account-nav a[href="/loans"]`)
	p.expectOwn("/loans")
	p.Open("/sessions")
	p.Expect("/sessions")
	p.Submit(chrome.TestID("logout-link"))
	p.Expect("/login")
	p.WaitFor(chrome.TestID("stranger"))
	p.Capture("toolshed-login")

	// From sign-in to settings, and to the product's own page that was asked for.
	p.Open("/settings")
	p.Expect("/login")
	p.SubmitCredentials()
	p.Expect("/settings")
	p.Submit(chrome.TestID("logout-link"))
	p.Expect("/login")
	p.Goto(p.site() + "/loans")
	p.Expect("/login")
	p.Fill("identifier", p.Email)
	p.Fill("password", "wrong-"+p.Password)
	p.PressEnter("[name=password]")
	p.Expect("/login", ui.MsgBadCredentials)
	p.Fill("password", p.Password)
	p.PressEnter("[name=password]")
	p.expectOwn("/loans")
	p.Allow("status of 404")
	p.Open("/none")
	p.WaitFor(chrome.TestID("error/not_found"))
	p.inside()
}

// checkAxe fails the test if axe finds something wrong with the page that shows.
func (p *exampleUser) checkAxe() {
	p.T.Helper()
	for _, bad := range pagecheck.Axe(p.Tab).Violations {
		p.T.Errorf("%s: %s (%s): %s\n%s", p.URL(), bad.Rule, bad.Impact, bad.Element, bad.Summary)
	}
}
