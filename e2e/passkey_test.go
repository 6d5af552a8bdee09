package e2e_test

import (
	"slices"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

// The buttons that ask the device, and what says why it refused.
const (
	passkeySignIn = "button[name=passkey_login_trigger]"
	passkeyAdd    = "button[name=passkey_register_trigger]"
	passkeyRemove = "button[name=passkey_remove]"
	keyStatus     = "#key-status"
)

// signUpWithPasskey ends on the account home, with one key in the device.
func (p *person) signUpWithPasskey(device *chrome.Authenticator) {
	p.t.Helper()
	p.open("/registration")
	p.Fill("traits.email", p.email)
	if !p.Has(passkeyAdd) {
		p.PressEnter(`[name="traits.email"]`)
		p.expect("/registration", msgChooseCredential)
	}
	p.Submit(passkeyAdd)
	p.expect("/")
	p.mustBeSignedIn("aal1")
	if n := device.Credentials(); n != 1 {
		p.t.Fatalf("the device holds %d passkeys, want 1", n)
	}
}

func TestPasskeySignUpAndIn(t *testing.T) {
	for _, overlays := range [][]string{nil, {"onestep"}} {
		t.Run(join("step", overlays), func(t *testing.T) {
			p := newPerson(t, shared.stack(t, overlays...))
			device := p.AddAuthenticator()
			p.signUpWithPasskey(device)

			// Nobody touches the device, so that the page itself can't sign in before the button is pressed.
			device.SetPresence(false)
			p.signOut()
			p.WaitFor(passkeySignIn)
			p.pictures(join("passkey-login", overlays))
			device.SetPresence(true)
			p.Submit(passkeySignIn)
			p.expect("/")
			p.mustBeSignedIn("aal1")
		})
	}
}

// The page asks for a passkey by itself, in the autofill of the identifier field.
func TestPasskeySignInByAutofill(t *testing.T) {
	for _, overlays := range [][]string{nil, {"idfirst"}} {
		t.Run(join("style", overlays), func(t *testing.T) {
			p := newPerson(t, shared.stack(t, overlays...))
			p.signUpWithPasskey(p.AddAuthenticator())
			p.Submit(chrome.TestID("logout-link"))
			p.expect("/")
			p.mustBeSignedIn("aal1")
		})
	}
}

// On one page, a passkey must not be made for an address that nobody typed.
func TestPasskeySignUpNeedsAnAddressFirst(t *testing.T) {
	p := newPerson(t, shared.stack(t, "onestep"))
	device := p.AddAuthenticator()
	p.open("/registration")
	p.Click(passkeyAdd)
	p.Until(`document.activeElement.name === "traits.email"`)
	p.Fill("traits.email", p.email)
	p.Submit(passkeyAdd)
	p.expect("/")
	if n := device.Credentials(); n != 1 {
		t.Errorf("the device holds %d passkeys, want 1", n)
	}
}

func TestPasskeyAddAndRemove(t *testing.T) {
	p := newMember(t, shared.stack(t)).atChromium()
	device := p.AddAuthenticator()
	p.signIn()
	p.open("/settings")
	p.Submit(passkeyAdd)
	p.expect("/settings", msgSettingsSaved)
	p.WaitFor(passkeyRemove)
	p.pictures("settings-passkey")
	if device.Credentials() != 1 {
		t.Error("the device holds no passkey")
	}
	device.SetPresence(false)
	p.signOut()
	device.SetPresence(true)
	p.Submit(passkeySignIn)
	p.expect("/")

	p.open("/settings")
	p.Submit(passkeyRemove)
	p.expect("/settings", msgSettingsSaved)
	if p.Has(passkeyRemove) {
		t.Error("the passkey is still listed")
	}
}

// Somebody who is signed in confirms it with the passkey. Only by the button: Kratos v1.3.1's script can't offer keys of a
// known person in the autofill.
func TestPasskeyConfirmsWhoIsThere(t *testing.T) {
	p := newPerson(t, shared.stack(t))
	p.signUpWithPasskey(p.AddAuthenticator())
	before, _ := whoami(t, p.s, p.Cookies(p.s.KratosURL))
	p.open("/login?refresh=true")
	p.expect("/login", msgConfirmIdentity)
	p.pictures("passkey-refresh")
	p.Submit(passkeySignIn)
	p.expect("/")
	if after, ok := whoami(t, p.s, p.Cookies(p.s.KratosURL)); !ok || !after.AuthenticatedAt.After(before.AuthenticatedAt) {
		t.Errorf("signed in at %s, before that at %s", after.AuthenticatedAt, before.AuthenticatedAt)
	}
}

// asksForKeys notes how pages ask the browser for keys.
const asksForKeys = `window.asked = [];
	for (const method of ["get", "create"]) {
		const original = navigator.credentials[method].bind(navigator.credentials);
		navigator.credentials[method] = (o) => { asked.push(o.mediation ?? method); return original(o); };
	}`

func TestPasskeyCancelled(t *testing.T) {
	p := newPerson(t, shared.stack(t))
	p.OnNewPage(asksForKeys)
	device := p.AddAuthenticator()
	p.signUpWithPasskey(device)
	device.SetUserVerified(false)
	p.signOut()
	p.Click(passkeySignIn)
	p.WaitFor(keyStatus)
	p.pictures("passkey-cancelled")
	// The autofill, which the button interrupted, is offered again.
	p.Until("asked.length > 2")
	if got, want := chrome.Eval[[]string](p.Tab, "asked"), []string{"conditional", "get", "conditional"}; !slices.Equal(got, want) {
		t.Errorf("the page asked for keys by %q, want %q", got, want)
	}
	// The next try clears the message and works; so does everything else on the page.
	device.SetUserVerified(true)
	p.Submit(passkeySignIn)
	p.expect("/")
	p.mustBeSignedIn("aal1")
}

func TestPasskeyCancelledWhileAdding(t *testing.T) {
	p := newMember(t, shared.stack(t)).atChromium()
	device := p.AddAuthenticator()
	p.signIn()
	p.open("/settings")
	device.SetUserVerified(false)
	p.Click(passkeyAdd)
	p.WaitFor(keyStatus)
	device.SetUserVerified(true)
	p.Submit(passkeyAdd)
	p.expect("/settings", msgSettingsSaved)
	p.WaitFor(passkeyRemove)
}

func TestPasskeyWithoutTheBrowsersHelp(t *testing.T) {
	p := newMember(t, shared.stack(t)).atChromium()
	p.OnNewPage("delete window.PublicKeyCredential")
	p.open("/login")
	p.Click(passkeySignIn)
	p.WaitFor(keyStatus)
	p.Until(`document.querySelector("` + keyStatus + `").textContent`)
	p.pictures("passkey-unsupported")
	p.signIn()
	p.open("/settings")
	p.Click(passkeyAdd)
	p.WaitFor(keyStatus)
}

// Passkeys are the one thing that needs JavaScript, and pages without it say so beside each button.
func TestPasskeyWithoutJavaScript(t *testing.T) {
	v := newMember(t, shared.stack(t))
	p := v.atChromium()
	p.DisableScript()
	p.open("/login")
	p.WaitFor(passkeySignIn + " + noscript > p")
	p.Screenshot("passkey-login-without-javascript")
	p.signIn()
	p.open("/settings")
	p.WaitFor(passkeyAdd + " + noscript > p")

	v.open("/login")
	if n := v.Find(passkeySignIn + " + noscript").Length(); n != 1 {
		t.Errorf("%d explanations beside the passkey button, want 1", n)
	}
}
