package social_test

import (
	"net/url"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// Chromium applies the page's policy to every redirect, also to those of the provider.
func TestSocialInChromiumRegistrationAndLogin(t *testing.T) {
	p := user.NewInChromium(t, shared.stack(t))
	p.Open("/registration")
	p.Capture("registration-social")
	given := claimsOf(p.Email)
	given.email = ""
	goToInChromium(p, "provider", acme)
	allowInChromium(p, given)
	p.Expect("/registration", ui.MsgMissing)
	p.Capture("registration-social-incomplete")
	p.Fill("traits.email", p.Email)
	p.PressEnter(`[name="traits.email"]`)
	p.WaitFor(chrome.TestID("provider-login"))
	allowInChromium(p, given)
	p.Expect("/")
	p.MustBeSignedIn("aal1")
	p.SignOut()

	p.Open("/login")
	p.Capture("login-social")
	goToInChromium(p, "provider", acme)
	allowInChromium(p, given)
	p.Expect("/")
	p.MustBeSignedIn("aal1")

	p.Open("/login?refresh=true")
	p.Expect("/login", ui.MsgConfirmIdentity)
	p.Capture("login-social-refresh")
	goToInChromium(p, "provider", acme)
	allowInChromium(p, given)
	p.Expect("/")
}

func TestSocialInChromiumLinkAndUnlink(t *testing.T) {
	p := user.NewRegistered(t, shared.stack(t)).InChromium()
	p.SignIn()
	p.Open("/settings")
	goToInChromium(p, "link", google)
	denyInChromium(p)
	p.Expect("/settings", ui.MsgGeneric)
	goToInChromium(p, "link", google)
	allowInChromium(p, claimsOf(p.Email))
	p.Expect("/settings", ui.MsgSettingsSaved)
	p.WaitFor(chrome.Button("unlink", google))
	p.Capture("settings-social")
	p.Submit(chrome.Button("unlink", google))
	p.Expect("/settings", ui.MsgSettingsSaved)
	p.WaitFor(chrome.Button("link", google))
}

func TestSocialInChromiumAccountLinking(t *testing.T) {
	p := user.NewRegistered(t, shared.stack(t)).InChromium()
	p.Open("/login")
	goToInChromium(p, "provider", acme)
	denyInChromium(p)
	p.Expect("/login", ui.MsgGeneric)
	p.Capture("login-social-refused")
	goToInChromium(p, "provider", acme)
	allowInChromium(p, claimsOf(p.Email))
	p.Expect("/login", ui.MsgLinkAccount)
	p.Capture("login-social-linking")
	p.Fill("password", p.Password)
	p.PressEnter("[name=password]")
	p.Expect("/")
	p.Open("/settings")
	p.WaitFor(chrome.Button("unlink", acme))
}

// The form posts to Kratos, which sends the browser on to a third origin: form-action must allow both.
func TestSocialInChromiumReturnToAnotherOrigin(t *testing.T) {
	s := shared.stack(t)
	login := "/login?return_to=" + url.QueryEscape(shared.shop.URL+"/page?from=thyra")
	atTheShop := func(u *url.URL) bool { return u.String() == shared.shop.URL+"/page?from=thyra" }
	t.Run("password", func(t *testing.T) {
		p := user.NewRegistered(t, s).InChromium()
		p.Open(login)
		p.SubmitCredentials()
		p.WaitURL(atTheShop)
		p.WaitFor(chrome.TestID(shopPage))
		p.MustBeSignedIn("aal1")
	})
	t.Run("provider", func(t *testing.T) {
		p := user.NewInChromium(t, s)
		p.Open(login)
		goToInChromium(p, "provider", acme)
		allowInChromium(p, claimsOf(p.Email))
		p.WaitURL(atTheShop)
		p.WaitFor(chrome.TestID(shopPage))
		p.MustBeSignedIn("aal1")
	})
}

// When an operator has listed the origins, Chromium blocks posts that end at others.
func TestSocialInChromiumExactFormActions(t *testing.T) {
	shared.open(t)
	provider := originOf(t, shared.providers[acme].IssuerURL)
	login := "/login?return_to=" + url.QueryEscape(shared.shop.URL+"/page")
	t.Run("all that is needed", func(t *testing.T) {
		p := user.NewInChromium(t, shared.exact(t, provider, shared.shop.URL))
		p.Open(login)
		goToInChromium(p, "provider", acme)
		allowInChromium(p, claimsOf(p.Email))
		p.WaitFor(chrome.TestID(shopPage))
		p.MustBeSignedIn("aal1")
	})
	t.Run("the provider is missing", func(t *testing.T) {
		p := user.NewInChromium(t, shared.exact(t, shared.shop.URL))
		p.Allow(`form-action`)
		p.Open(login)
		p.Click(chrome.Button("provider", acme))
		p.AwaitConsole("form-action")
		p.Expect("/login")
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
