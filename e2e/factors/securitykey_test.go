package factors_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// countKeys returns the number of security keys on the settings page.
func countKeys(p *user.Chromium) int {
	p.T.Helper()
	return chrome.Eval[int](p.Tab, "document.querySelectorAll('"+ui.KeyRemove+"').length")
}

// addKey adds a security key. It starts signed in and ends on the settings page.
func addKey(p *user.Chromium, name string) {
	p.T.Helper()
	p.Open("/settings")
	p.Fill(ui.KeyName, name)
	p.Submit(ui.KeyAdd)
	p.Expect("/settings", ui.MsgSettingsSaved)
	p.WaitFor(ui.KeyRemove)
}

func TestSecurityKeyAsSecondFactor(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	key := p.AddSecurityKey()
	p.SignIn()
	addKey(p, "Blue key")
	p.Capture("settings-security-key")
	p.SignOut()

	p.EnterPassword()
	p.Expect("/login", ui.MsgSecondFactor)
	p.Capture("login-security-key")
	p.Submit(ui.KeySignIn)
	p.Expect("/")
	p.MustBeSignedIn("aal2")

	p.Open("/settings")
	p.Submit(ui.KeyRemove)
	p.Expect("/settings", ui.MsgSettingsSaved)
	if n := countKeys(p); n != 0 {
		t.Errorf("%d keys are left", n)
	}
	key.Remove()
	p.SignOut()
	p.SignIn()
	p.MustBeSignedIn("aal1")
}

// Enter in the field for a key's name adds a key of that name. It must never remove one, although those buttons are in the
// same card.
func TestSecurityKeyByEnter(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	p.SignIn()
	for i, name := range []string{"First", "Second"} {
		key := p.AddSecurityKey()
		p.Open("/settings")
		p.Fill(ui.KeyName, name)
		p.PressEnter("[name=" + ui.KeyName + "]")
		p.Expect("/settings", ui.MsgSettingsSaved)
		if n := countKeys(p); n != i+1 {
			t.Fatalf("%d keys after making key %d", n, i+1)
		}
		key.Remove()
	}
	// Removing one leaves the other.
	p.Submit(ui.KeyRemove)
	p.Expect("/settings", ui.MsgSettingsSaved)
	if n := countKeys(p); n != 1 {
		t.Errorf("%d keys are left, want 1", n)
	}
}

// Without the registered key the page stays and offers to sign out.
func TestSecurityKeyNotAtHand(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	key := p.AddSecurityKey()
	p.SignIn()
	addKey(p, "Forgotten")
	p.SignOut()
	key.Remove()
	other := p.AddSecurityKey()
	p.EnterPassword()
	p.Expect("/login", ui.MsgSecondFactor)
	p.Click(ui.KeySignIn)
	p.WaitFor(ui.KeyStatus)
	p.Capture("login-security-key-canceled")
	other.Remove()
	p.SignOut()
}

func TestSecurityKeyWithoutPassword(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t, "webauthn-passwordless")).InChromium()
	p.AddSecurityKey()
	p.SignIn()
	addKey(p, "Only key")
	p.SignOut()
	p.Fill("identifier", p.Email)
	p.Capture("login-webauthn-passwordless")
	p.Submit(chrome.Button("method", "webauthn"))
	p.Expect("/login", ui.MsgUseSecurityKey)
	p.Capture("login-webauthn-passwordless-key")
	p.Submit(ui.KeySignIn)
	p.Expect("/")
	p.MustBeSignedIn("aal1")
}

func TestSecurityKeyRegistration(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t, "webauthn-passwordless"))
	key := p.AddSecurityKey()
	p.Open("/registration")
	p.Fill("traits.email", p.Email)
	p.PressEnter(`[name="traits.email"]`)
	p.Expect("/registration", ui.MsgChooseCredential)
	p.Capture("registration-webauthn")
	p.Fill(ui.KeyName, "First key")
	p.PressEnter("[name=" + ui.KeyName + "]")
	p.Expect("/")
	p.MustBeSignedIn("aal1")
	if n := key.Credentials(); n != 1 {
		t.Errorf("the key holds %d credentials, want 1", n)
	}
}

// Without JavaScript, Enter in the name field does nothing, and the page says why.
func TestSecurityKeyWithoutJavaScript(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	p := u.InChromium()
	key := p.AddSecurityKey()
	p.SignIn()
	addKey(p, "Kept")
	p.DisableScript()
	p.Open("/settings")
	p.WaitFor(ui.KeyAdd + " + noscript > p")
	p.Fill(ui.KeyName, "Another")
	p.Enter()
	p.Open("/settings")
	if n := countKeys(p); n != 1 {
		t.Errorf("%d keys, want 1", n)
	}
	key.Remove()

	u.EnterPassword()
	u.Expect("/login", ui.MsgSecondFactor)
	if n := u.Find(ui.KeySignIn + " + noscript").Length(); n != 1 {
		t.Errorf("%d explanations beside the button, want 1", n)
	}
	u.SignOutHere()
}
