package social_test

import (
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

func TestSocialLinkAndUnlink(t *testing.T) {
	u := user.NewRegistered(t, shared.stack(t))
	u.SignIn()
	u.Open("/settings")
	goTo(u, "link", acme)
	allow(u, claimsOf(u.Email))
	u.Expect("/settings", ui.MsgSettingsSaved)
	if !u.HasButton("unlink", acme) || u.HasButton("link", acme) || !u.HasButton("link", google) {
		t.Error("the page does not show which provider is linked")
	}

	other := u.AnotherBrowser()
	other.Open("/login")
	goTo(other, "provider", acme)
	allow(other, claimsOf(u.Email))
	other.Expect("/")
	other.Open("/settings")
	if got := other.Value("traits.email"); got != u.Email || !other.HasButton("unlink", acme) {
		t.Errorf("the provider opens another account, of %q", got)
	}

	u.Click("unlink", acme)
	u.Expect("/settings", ui.MsgSettingsSaved)
	if !u.HasButton("link", acme) || u.HasButton("unlink", acme) {
		t.Error("the page does not show that the provider is gone")
	}
}

// The last credential can't be removed.
func TestSocialUnlinkNeedsAnotherWayIn(t *testing.T) {
	u := registeredByAcme(t, shared.stack(t, "nocode"))
	u.Open("/settings")
	if u.HasButton("unlink", acme) {
		t.Fatal("the only way in can be unlinked")
	}
	u.Fill("password", u.Password)
	u.PressEnter("password")
	u.Expect("/settings", ui.MsgSettingsSaved)
	u.Click("unlink", acme)
	u.Expect("/settings", ui.MsgSettingsSaved)
	u.SignOut()
	u.SignIn()
}

func TestSocialLinkRefused(t *testing.T) {
	u := user.NewRegistered(t, shared.stack(t))
	u.SignIn()
	u.Open("/settings")
	goTo(u, "link", acme)
	deny(u)
	u.Expect("/settings", ui.MsgGeneric)
	if !u.HasButton("link", acme) {
		t.Error("linked, or not to be linked any more")
	}
}

// When the address at the provider belongs to an account with a password, its owner links it by that password.
func TestSocialAccountLinking(t *testing.T) {
	s := shared.stack(t)
	u, stranger := user.NewRegistered(t, s), user.NewRegistered(t, s)
	u.Open("/login")
	goTo(u, "provider", acme)
	allow(u, claimsOf(u.Email))
	u.Expect("/login", ui.MsgLinkAccount)
	if u.HasButton("provider", acme) {
		t.Error("the provider is offered that leads here again")
	}
	if got := u.Value("identifier"); got != u.Email {
		t.Fatalf("the page is about %q", got)
	}

	// The form names the account in a hidden field. Changing that to another account must not sign in.
	u.Find("input[name=identifier]").SetAttr("value", stranger.Email)
	u.Fill("password", u.Password)
	u.PressEnter("password")
	u.Expect("/login", ui.MsgWrongAccount, ui.MsgLinkAccount)
	if u.SignedIn() {
		t.Fatal("signed in to another account")
	}

	u.Open("/login")
	goTo(u, "provider", acme)
	allow(u, claimsOf(u.Email))
	u.Expect("/login", ui.MsgLinkAccount)
	u.Fill("password", "not-the-password-1")
	u.PressEnter("password")
	u.Expect("/login", ui.MsgBadCredentials, ui.MsgLinkAccount)
	since := time.Now()
	u.Click("method", "code")
	u.Expect("/login", ui.MsgLinkAccount)
	if u.Has("change-account") || u.Has("signup-link") {
		t.Error("the page for the code leads away from linking")
	}
	u.Fill("code", u.Mail(since, user.HasCode).Code)
	u.PressEnter("code")
	u.Expect("/")
	u.Open("/settings")
	if !u.HasButton("unlink", acme) {
		t.Error("not linked")
	}
	u.SignOut()
	u.Open("/login")
	goTo(u, "provider", acme)
	allow(u, claimsOf(u.Email))
	u.Expect("/")
}

func TestSocialRefresh(t *testing.T) {
	u := registeredByAcme(t, shared.stack(t))
	before, _ := u.Whoami()
	u.Open("/login?refresh=true")
	u.Expect("/login", ui.MsgConfirmIdentity)
	if u.Find(`input[name="password"]`).Length() > 0 || u.HasButton("provider", google) {
		t.Error("ways are offered that this account does not have")
	}
	goTo(u, "provider", acme)
	allow(u, claimsOf(u.Email))
	u.Expect("/")
	after, ok := u.Whoami()
	if !ok || !after.AuthenticatedAt.After(before.AuthenticatedAt) {
		t.Errorf("session %v before and %v after", before, after)
	}
}

// A refresh in the middle of a change goes on with the change afterwards.
func TestSocialRefreshBeforePasswordChange(t *testing.T) {
	u := registeredByAcme(t, shared.stack(t, "shortpriv"))
	u.AwaitStaleSignIn()
	u.Open("/settings")
	u.Fill("password", u.Password)
	u.PressEnter("password")
	u.Expect("/login", ui.MsgConfirmIdentity)
	goTo(u, "provider", acme)
	allow(u, claimsOf(u.Email))
	u.Expect("/settings", ui.MsgSettingsSaved)
	u.SignOut()
	u.SignIn()
}
