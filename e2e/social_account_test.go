package e2e_test

import "testing"

func TestSocialLinkAndUnlink(t *testing.T) {
	v := newMember(t, shared.social(t))
	v.signIn()
	v.open("/settings")
	v.goTo("link", acme)
	v.allow(v.claims())
	v.expect("/settings", msgSettingsSaved)
	if !v.HasButton("unlink", acme) || v.HasButton("link", acme) || !v.HasButton("link", google) {
		t.Error("the page does not show which provider is linked")
	}

	other := v.anotherBrowser()
	other.open("/login")
	other.goTo("provider", acme)
	other.allow(v.claims())
	other.expect("/")
	other.open("/settings")
	if got := other.Value("traits.email"); got != v.email || !other.HasButton("unlink", acme) {
		t.Errorf("the provider opens another account, of %q", got)
	}

	v.Click("unlink", acme)
	v.expect("/settings", msgSettingsSaved)
	if !v.HasButton("link", acme) || v.HasButton("unlink", acme) {
		t.Error("the page does not show that the provider is gone")
	}
}

// The last way in can't be given up.
func TestSocialUnlinkNeedsAnotherWayIn(t *testing.T) {
	v := newSocialMember(t, shared.social(t, "nocode"))
	v.open("/settings")
	if v.HasButton("unlink", acme) {
		t.Fatal("the only way in can be unlinked")
	}
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.expect("/settings", msgSettingsSaved)
	v.Click("unlink", acme)
	v.expect("/settings", msgSettingsSaved)
	v.signOut()
	v.signIn()
}

func TestSocialLinkRefused(t *testing.T) {
	v := newMember(t, shared.social(t))
	v.signIn()
	v.open("/settings")
	v.goTo("link", acme)
	v.deny()
	v.expect("/settings", msgGeneric)
	if !v.HasButton("link", acme) {
		t.Error("linked, or not to be linked any more")
	}
}

// The address at the provider belongs to an account with a password: its owner proves that it is theirs.
func TestSocialAccountLinking(t *testing.T) {
	s := shared.social(t)
	v, stranger := newMember(t, s), newMember(t, s)
	v.open("/login")
	v.goTo("provider", acme)
	v.allow(v.claims())
	v.expect("/login", msgLinkAccount)
	if v.HasButton("provider", acme) {
		t.Error("the provider is offered that leads here again")
	}
	if got := v.Value("identifier"); got != v.email {
		t.Fatalf("the page is about %q", got)
	}

	// The form names the account in a hidden field. Someone who changes it to another account must not get in.
	v.Find("input[name=identifier]").SetAttr("value", stranger.email)
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.expect("/login", msgWrongAccount)
	if v.signedIn() {
		t.Fatal("signed in to another account")
	}

	v.open("/login")
	v.goTo("provider", acme)
	v.allow(v.claims())
	v.expect("/login", msgLinkAccount)
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.expect("/")
	v.open("/settings")
	if !v.HasButton("unlink", acme) {
		t.Error("not linked")
	}
	v.signOut()
	v.open("/login")
	v.goTo("provider", acme)
	v.allow(v.claims())
	v.expect("/")
}

func TestSocialReauthentication(t *testing.T) {
	v := newSocialMember(t, shared.social(t))
	before, _ := v.whoami()
	v.open("/login?refresh=true")
	v.expect("/login", msgConfirmIdentity)
	if v.Find(`input[name="password"]`).Length() > 0 || v.HasButton("provider", google) {
		t.Error("ways are offered that this account does not have")
	}
	v.goTo("provider", acme)
	v.allow(v.claims())
	v.expect("/")
	after, ok := v.whoami()
	if !ok || !after.AuthenticatedAt.After(before.AuthenticatedAt) {
		t.Errorf("session %v before and %v after", before, after)
	}
}

// Re-authentication in the middle of a change: the change goes on afterwards.
func TestSocialPasswordChangeAsksTheProvider(t *testing.T) {
	v := newSocialMember(t, shared.social(t, "shortpriv"))
	v.awaitStaleSignIn(privilegedAge)
	v.open("/settings")
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.expect("/login", msgConfirmIdentity)
	v.goTo("provider", acme)
	v.allow(v.claims())
	v.expect("/settings", msgSettingsSaved)
	v.signOut()
	v.signIn()
}
