package e2e_test

import (
	"net/url"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

// Chromium holds every hop to the page's policy, the provider's among them.
func TestChromiumSocialSignUpAndSignIn(t *testing.T) {
	p := newPerson(t, shared.social(t))
	p.open("/registration")
	p.pictures("registration-social")
	told := p.claims()
	told.email = ""
	p.goTo("provider", acme)
	p.allow(told)
	p.expect("/registration", msgMissing)
	p.pictures("registration-social-incomplete")
	p.Fill("traits.email", p.email)
	p.PressEnter(`[name="traits.email"]`)
	p.WaitFor(chrome.TestID("provider-login"))
	p.allow(told)
	p.expect("/")
	p.mustBeSignedIn("aal1")
	p.signOut()

	p.open("/login")
	p.pictures("login-social")
	p.goTo("provider", acme)
	p.allow(told)
	p.expect("/")
	p.mustBeSignedIn("aal1")

	p.open("/login?refresh=true")
	p.expect("/login", msgConfirmIdentity)
	p.pictures("login-social-refresh")
	p.goTo("provider", acme)
	p.allow(told)
	p.expect("/")
}

func TestChromiumSocialLinkAndUnlink(t *testing.T) {
	p := newMember(t, shared.social(t)).atChromium()
	p.signIn()
	p.open("/settings")
	p.goTo("link", google)
	p.deny()
	p.expect("/settings", msgGeneric)
	p.goTo("link", google)
	p.allow(p.claims())
	p.expect("/settings", msgSettingsSaved)
	p.WaitFor(chrome.Button("unlink", google))
	p.pictures("settings-social")
	p.Submit(chrome.Button("unlink", google))
	p.expect("/settings", msgSettingsSaved)
	p.WaitFor(chrome.Button("link", google))
}

func TestChromiumSocialAccountLinking(t *testing.T) {
	p := newMember(t, shared.social(t)).atChromium()
	p.open("/login")
	p.goTo("provider", acme)
	p.deny()
	p.expect("/login", msgGeneric)
	p.pictures("login-social-refused")
	p.goTo("provider", acme)
	p.allow(p.claims())
	p.expect("/login", msgLinkAccount)
	p.pictures("login-social-linking")
	p.Fill("password", p.password)
	p.PressEnter("[name=password]")
	p.expect("/")
	p.open("/settings")
	p.WaitFor(chrome.Button("unlink", acme))
}

// The form posts to Kratos, which sends the browser on to a third origin: form-action must allow both.
func TestChromiumReturnToAnotherOrigin(t *testing.T) {
	s := shared.social(t)
	login := "/login?return_to=" + url.QueryEscape(shared.shop.URL+"/door?from=thyra")
	atTheDoor := func(u *url.URL) bool { return u.String() == shared.shop.URL+"/door?from=thyra" }
	t.Run("password", func(t *testing.T) {
		p := newMember(t, s).atChromium()
		p.open(login)
		p.Fill("identifier", p.email)
		p.Fill("password", p.password)
		p.PressEnter("[name=password]")
		p.WaitURL(atTheDoor)
		p.WaitFor(chrome.TestID(shopDoor))
		p.mustBeSignedIn("aal1")
	})
	t.Run("provider", func(t *testing.T) {
		p := newPerson(t, s)
		p.open(login)
		p.goTo("provider", acme)
		p.allow(p.claims())
		p.WaitURL(atTheDoor)
		p.WaitFor(chrome.TestID(shopDoor))
		p.mustBeSignedIn("aal1")
	})
}

// An operator who knows every origin lists them, and Chromium lets a post end nowhere else.
func TestChromiumExactFormActions(t *testing.T) {
	if err := shared.open(shared.ctx); err != nil {
		t.Fatal(err)
	}
	provider := originOf(t, shared.providers[acme].IssuerURL)
	login := "/login?return_to=" + url.QueryEscape(shared.shop.URL+"/door")
	t.Run("all that is needed", func(t *testing.T) {
		p := newPerson(t, shared.exact(t, provider, shared.shop.URL))
		p.open(login)
		p.goTo("provider", acme)
		p.allow(p.claims())
		p.WaitFor(chrome.TestID(shopDoor))
		p.mustBeSignedIn("aal1")
	})
	t.Run("the provider is missing", func(t *testing.T) {
		p := newPerson(t, shared.exact(t, shared.shop.URL))
		p.Allow(`form-action`)
		p.open(login)
		p.Click(chrome.Button("provider", acme))
		p.AwaitConsole("form-action")
		p.expect("/login")
	})
}

func originOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Scheme + "://" + u.Host
}
