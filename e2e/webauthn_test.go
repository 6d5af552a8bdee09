package e2e_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

const (
	msgUseSecurityKey = 1010012
	keyName           = "webauthn_register_displayname"
	keySignIn         = "button[name=webauthn_login_trigger]"
	keyAdd            = "button[name=webauthn_register_trigger]"
	keyRemove         = "button[name=webauthn_remove]"
)

// keys counts the security keys on the settings page.
func (p *person) keys() int {
	p.t.Helper()
	return chrome.Eval[int](p.Tab, "document.querySelectorAll('"+keyRemove+"').length")
}

// addKey starts signed in and ends on the settings page.
func (p *person) addKey(name string) {
	p.t.Helper()
	p.open("/settings")
	p.Fill(keyName, name)
	p.Submit(keyAdd)
	p.expect("/settings", msgSettingsSaved)
	p.WaitFor(keyRemove)
}

func TestSecurityKeyAsSecondFactor(t *testing.T) {
	p := newMember(t, shared.stack(t)).atChromium()
	key := p.AddSecurityKey()
	p.signIn()
	p.addKey("Blue key")
	p.pictures("settings-security-key")
	p.signOut()

	p.enterPassword()
	p.expect("/login", msgSecondFactor)
	p.pictures("login-security-key")
	p.Submit(keySignIn)
	p.expect("/")
	p.mustBeSignedIn("aal2")

	p.open("/settings")
	p.Submit(keyRemove)
	p.expect("/settings", msgSettingsSaved)
	if n := p.keys(); n != 0 {
		t.Errorf("%d keys are left", n)
	}
	key.Remove()
	p.signOut()
	p.signIn()
	p.mustBeSignedIn("aal1")
}

// Enter in the field for a key's name makes a key of that name. It must never remove one, although those buttons stand in
// the same card.
func TestSecurityKeyByEnter(t *testing.T) {
	p := newMember(t, shared.stack(t)).atChromium()
	p.signIn()
	for i, name := range []string{"First", "Second"} {
		key := p.AddSecurityKey()
		p.open("/settings")
		p.Fill(keyName, name)
		p.PressEnter("[name=" + keyName + "]")
		p.expect("/settings", msgSettingsSaved)
		if n := p.keys(); n != i+1 {
			t.Fatalf("%d keys after making key %d", n, i+1)
		}
		key.Remove()
	}
	// Removing one leaves the other.
	p.Submit(keyRemove)
	p.expect("/settings", msgSettingsSaved)
	if n := p.keys(); n != 1 {
		t.Errorf("%d keys are left, want 1", n)
	}
}

// A key that is not at hand leaves the page as it is, with a way out.
func TestSecurityKeyNotAtHand(t *testing.T) {
	p := newMember(t, shared.stack(t)).atChromium()
	key := p.AddSecurityKey()
	p.signIn()
	p.addKey("Forgotten")
	p.signOut()
	key.Remove()
	other := p.AddSecurityKey()
	p.enterPassword()
	p.expect("/login", msgSecondFactor)
	p.Click(keySignIn)
	p.WaitFor(keyStatus)
	p.pictures("login-security-key-cancelled")
	other.Remove()
	p.signOut()
}

func TestSecurityKeyWithoutPassword(t *testing.T) {
	p := newMember(t, shared.stack(t, "webauthn-passwordless")).atChromium()
	p.AddSecurityKey()
	p.signIn()
	p.addKey("Door opener")
	p.signOut()
	p.Fill("identifier", p.email)
	p.pictures("login-webauthn-passwordless")
	p.Submit(chrome.Button("method", "webauthn"))
	p.expect("/login", msgUseSecurityKey)
	p.pictures("login-webauthn-passwordless-key")
	p.Submit(keySignIn)
	p.expect("/")
	p.mustBeSignedIn("aal1")
}

func TestSecurityKeySignUp(t *testing.T) {
	p := newPerson(t, shared.stack(t, "webauthn-passwordless"))
	key := p.AddSecurityKey()
	p.open("/registration")
	p.Fill("traits.email", p.email)
	p.PressEnter(`[name="traits.email"]`)
	p.expect("/registration", msgChooseCredential)
	p.pictures("registration-webauthn")
	p.Fill(keyName, "First key")
	p.PressEnter("[name=" + keyName + "]")
	p.expect("/")
	p.mustBeSignedIn("aal1")
	if n := key.Credentials(); n != 1 {
		t.Errorf("the key holds %d credentials, want 1", n)
	}
}

// Without JavaScript Enter in the name field does nothing, least of all remove a key, and the page says why.
func TestSecurityKeyWithoutJavaScript(t *testing.T) {
	v := newMember(t, shared.stack(t))
	p := v.atChromium()
	key := p.AddSecurityKey()
	p.signIn()
	p.addKey("Kept")
	p.DisableScript()
	p.open("/settings")
	p.WaitFor(keyAdd + " + noscript > p")
	p.Fill(keyName, "Another")
	p.Enter()
	p.open("/settings")
	if n := p.keys(); n != 1 {
		t.Errorf("%d keys, want 1", n)
	}
	key.Remove()

	v.enterPassword()
	v.expect("/login", msgSecondFactor)
	if n := v.Find(keySignIn + " + noscript").Length(); n != 1 {
		t.Errorf("%d explanations beside the button, want 1", n)
	}
	v.signOutHere()
}
