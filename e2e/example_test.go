package e2e_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// member is a person at a product that the account pages are part of.
type member struct{ *person }

// site is the product's own address.
func (p *member) site() string { return strings.TrimSuffix(p.s.UIURL, stack.ExamplePath) }

// inside checks that the page that shows stands in the product's frame, once.
func (p *member) inside() {
	p.t.Helper()
	if n := chrome.Eval[int](p.Tab, `document.querySelectorAll("body > .toolshed-header, body > .toolshed-footer").length`); n != 2 {
		p.t.Errorf("%s has %d of header and footer of the product", p.URL(), n)
	}
	if p.Has(".site-header") || p.Has(".site-footer") {
		p.t.Errorf("%s has our header or footer", p.URL())
	}
}

func (p *member) expect(path string, messages ...int) {
	p.t.Helper()
	p.person.expect(path, messages...)
	p.inside()
}

// expectOwn waits for a page of the product's own.
func (p *member) expectOwn(path string) {
	p.t.Helper()
	p.WaitURL(func(u *url.URL) bool { return u.Scheme+"://"+u.Host+u.Path == p.site()+path })
	p.inside()
}

// TestExampleApplication is a member's way through examples/toolshed: the account pages are the product's, in its frame.
func TestExampleApplication(t *testing.T) {
	p := &member{newPerson(t, shared.running(t, "toolshed", stack.Options{Example: "toolshed"}))}
	p.OnNewPage(axeScript(t))
	p.Goto(p.site() + "/")
	p.Submit(`a[href="/loans"]`)
	p.expect("/login")
	p.sound()
	p.Submit(chrome.TestID("signup-link"))
	p.expect("/registration")
	p.WaitFor(chrome.TestID("membership"))
	p.sound()
	p.pictures("toolshed-registration")
	p.Fill("traits.email", p.email)
	p.PressEnter("[name='traits.email']")
	p.expect("/registration", msgChooseCredential)
	begin := time.Now()
	p.Fill("password", p.password)
	p.PressEnter("[name=password]")
	p.expect("/verification", msgVerifyCodeSent)
	p.Fill("code", awaitMail(t, p.s, p.email, begin, hasCode).Code)
	p.PressEnter("[name=code]")
	p.expect("/verification", msgVerified)
	p.Submit(chrome.TestID("node/anchor/continue"))
	p.expectOwn("/loans") // which is what was asked for

	p.Goto(p.site() + "/")
	p.Submit(chrome.Button("tool", "ladder"))
	p.expectOwn("/loans")
	p.WaitFor(chrome.TestID("loan/ladder"))
	p.Submit(chrome.TestID("visitor"))
	p.expect("/")
	if got := p.Text(chrome.TestID("loans-card")); !strings.Contains(got, "Ladder") {
		t.Errorf("the product's card on the account home says %q", got)
	}
	p.sound()
	p.pictures("toolshed-home")

	p.Submit(chrome.TestID("settings"))
	p.expect("/settings")
	p.sound()
	p.Fill("traits.name.first", "Anne")
	p.PressEnter("[name='traits.name.first']")
	p.expect("/settings", msgSettingsSaved)
	p.pictures("toolshed-settings")
	p.Submit(`.account-nav a[href="/loans"]`)
	p.expectOwn("/loans")
	p.open("/sessions")
	p.expect("/sessions")
	p.Submit(chrome.TestID("logout-link"))
	p.expect("/login")
	p.WaitFor(chrome.TestID("stranger"))
	p.pictures("toolshed-login")

	// From sign-in to settings, and to the product's own page that was asked for.
	p.open("/settings")
	p.expect("/login")
	p.giveCredentials()
	p.expect("/settings")
	p.Submit(chrome.TestID("logout-link"))
	p.expect("/login")
	p.Goto(p.site() + "/loans")
	p.expect("/login")
	p.Fill("identifier", p.email)
	p.Fill("password", "wrong-"+p.password)
	p.PressEnter("[name=password]")
	p.expect("/login", msgBadCredentials)
	p.Fill("password", p.password)
	p.PressEnter("[name=password]")
	p.expectOwn("/loans")
	p.Allow("status of 404")
	p.open("/none")
	p.WaitFor(chrome.TestID("error/not_found"))
	p.inside()
}

// sound holds the page that shows to axe's rules.
func (p *member) sound() {
	p.t.Helper()
	for _, bad := range chrome.Await[axeResult](p.Tab, runAxe).Violations {
		p.t.Errorf("%s: %s (%s): %s\n%s", p.URL(), bad.Rule, bad.Impact, bad.Element, bad.Summary)
	}
}
