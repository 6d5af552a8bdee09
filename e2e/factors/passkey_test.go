package factors_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// signUpWithPasskey registers an account with a passkey and ends on the account home.
func signUpWithPasskey(p *user.Chromium, device *chrome.Authenticator) {
	p.T.Helper()
	p.Open("/registration")
	p.Fill("traits.email", p.Email)
	if !p.Has(ui.PasskeyAdd) {
		p.PressEnter(`[name="traits.email"]`)
		p.Expect("/registration", ui.MsgChooseCredential)
	}
	p.Submit(ui.PasskeyAdd)
	p.Expect("/")
	p.MustBeSignedIn("aal1")
	if n := device.Credentials(); n != 1 {
		p.T.Fatalf("the device holds %d passkeys, want 1", n)
	}
}

func TestPasskeyRegistrationAndLogin(t *testing.T) {
	for _, overlays := range [][]string{nil, {"onestep"}} {
		t.Run(join("step", overlays), func(t *testing.T) {
			p := user.NewInChromium(t, shared.Stack(t, overlays...))
			device := p.AddAuthenticator()
			signUpWithPasskey(p, device)

			device.DisableAutofill()
			p.SignOut()
			p.WaitFor(ui.PasskeySignIn)
			p.Capture(join("passkey-login", overlays))
			p.Submit(ui.PasskeySignIn)
			p.Expect("/")
			p.MustBeSignedIn("aal1")
		})
	}
}

// The identifier field offers passkeys in its autofill.
func TestPasskeyLoginByAutofill(t *testing.T) {
	for _, overlays := range [][]string{nil, {"idfirst"}} {
		t.Run(join("style", overlays), func(t *testing.T) {
			p := user.NewInChromium(t, shared.Stack(t, overlays...))
			signUpWithPasskey(p, p.AddAuthenticator())
			p.Submit(chrome.TestID("logout-link"))
			p.Expect("/")
			p.MustBeSignedIn("aal1")
		})
	}
}

// In one step, no passkey is made before an address is typed.
func TestPasskeyRegistrationNeedsAnAddress(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t, "onestep"))
	device := p.AddAuthenticator()
	p.Open("/registration")
	p.Click(ui.PasskeyAdd)
	p.Until(`document.activeElement.name === "traits.email"`)
	p.Fill("traits.email", p.Email)
	p.Submit(ui.PasskeyAdd)
	p.Expect("/")
	if n := device.Credentials(); n != 1 {
		t.Errorf("the device holds %d passkeys, want 1", n)
	}
}

func TestPasskeyAddAndRemove(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	device := p.AddAuthenticator()
	p.SignIn()
	p.Open("/settings")
	p.Submit(ui.PasskeyAdd)
	p.Expect("/settings", ui.MsgSettingsSaved)
	p.WaitFor(ui.PasskeyRemove)
	p.Capture("settings-passkey")
	if device.Credentials() != 1 {
		t.Error("the device holds no passkey")
	}
	device.DisableAutofill()
	p.SignOut()
	p.Submit(ui.PasskeySignIn)
	p.Expect("/")

	p.Open("/settings")
	p.Submit(ui.PasskeyRemove)
	p.Expect("/settings", ui.MsgSettingsSaved)
	if p.Has(ui.PasskeyRemove) {
		t.Error("the passkey is still listed")
	}
}

// A signed-in user confirms with the passkey. Only the button does it: Kratos v1.3.1's script can't offer keys of a known user
// in the autofill.
func TestPasskeyRefresh(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t))
	signUpWithPasskey(p, p.AddAuthenticator())
	before, _ := user.Whoami(t, p.Stack, p.Cookies(p.Stack.KratosURL))
	p.Open("/login?refresh=true")
	p.Expect("/login", ui.MsgConfirmIdentity)
	p.Capture("passkey-refresh")
	p.Submit(ui.PasskeySignIn)
	p.Expect("/")
	if after, ok := user.Whoami(t, p.Stack, p.Cookies(p.Stack.KratosURL)); !ok || !after.AuthenticatedAt.After(before.AuthenticatedAt) {
		t.Errorf("signed in at %s, before that at %s", after.AuthenticatedAt, before.AuthenticatedAt)
	}
}

// asksForKeys records how pages ask the browser for keys.
const asksForKeys = `window.asked = [];
	for (const method of ["get", "create"]) {
		const original = navigator.credentials[method].bind(navigator.credentials);
		navigator.credentials[method] = (o) => { asked.push(o.mediation ?? method); return original(o); };
	}`

func TestPasskeyCancelled(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t))
	p.OnNewPage(asksForKeys)
	device := p.AddAuthenticator()
	signUpWithPasskey(p, device)
	device.SetUserVerified(false)
	p.SignOut()
	p.Click(ui.PasskeySignIn)
	p.WaitFor(ui.KeyStatus)
	p.Capture("passkey-canceled")
	// The autofill, which the button interrupted, starts again.
	p.Until("asked.length > 2")
	if got, want := chrome.Eval[[]string](p.Tab, "asked"), []string{"conditional", "get", "conditional"}; !slices.Equal(got, want) {
		t.Errorf("the page asked for keys by %q, want %q", got, want)
	}
	// The next try clears the message and works. It is the button's: the autofill is over before the device knows its user.
	chrome.Eval[any](p.Tab, "abortPasskeyConditionalUI.abort()")
	device.SetUserVerified(true)
	p.Submit(ui.PasskeySignIn)
	p.Expect("/")
	p.MustBeSignedIn("aal1")
}

func TestPasskeyCancelledWhileAdding(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	device := p.AddAuthenticator()
	p.SignIn()
	p.Open("/settings")
	device.SetUserVerified(false)
	p.Click(ui.PasskeyAdd)
	p.WaitFor(ui.KeyStatus)
	device.SetUserVerified(true)
	p.Submit(ui.PasskeyAdd)
	p.Expect("/settings", ui.MsgSettingsSaved)
	p.WaitFor(ui.PasskeyRemove)
}

func TestPasskeyWithoutBrowserSupport(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	p.OnNewPage("delete window.PublicKeyCredential")
	p.Open("/login")
	p.Click(ui.PasskeySignIn)
	p.WaitFor(ui.KeyStatus)
	p.Until(`document.querySelector("` + ui.KeyStatus + `").textContent`)
	p.Capture("passkey-unsupported")
	p.SignIn()
	p.Open("/settings")
	p.Click(ui.PasskeyAdd)
	p.WaitFor(ui.KeyStatus)
}

// Only passkeys need JavaScript. Pages without it say so beside each button.
func TestPasskeyWithoutJavaScript(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	p := u.InChromium()
	p.DisableScript()
	p.Open("/login")
	p.WaitFor(ui.PasskeySignIn + " + noscript > p")
	p.Screenshot("passkey-login-without-javascript")
	p.SignIn()
	p.Open("/settings")
	p.WaitFor(ui.PasskeyAdd + " + noscript > p")

	u.Open("/login")
	if n := u.Find(ui.PasskeySignIn + " + noscript").Length(); n != 1 {
		t.Errorf("%d explanations beside the passkey button, want 1", n)
	}
}

// join makes a name for a subtest or a picture from the overlays of a stack.
func join(name string, overlays []string) string {
	return strings.Join(append([]string{name}, overlays...), "-")
}

// The only passkey of an account that has no other way in can't be removed, and says why.
func TestOnlyPasskeyLeft(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t, "nocode"))
	signUpWithPasskey(p, p.AddAuthenticator())
	p.Open("/settings")
	p.WaitFor(ui.PasskeyRemove + ":disabled[aria-describedby]")
	const reason = `document.getElementById(document.querySelector("button[name=passkey_remove]").getAttribute("aria-describedby"))?.textContent`
	if chrome.Eval[string](p.Tab, reason) == "" {
		t.Error("nothing says why it can't be removed")
	}
	p.Capture("settings-only-passkey")
}
