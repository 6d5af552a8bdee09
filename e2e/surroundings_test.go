package e2e_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

const (
	beside   = " + #key-status:not([hidden])"
	thing    = "document.querySelector"
	frozen   = `Object.freeze(navigator.credentials);`
	asFrozen = `{ const real = navigator.credentials;
		const held = Object.freeze({ get: real.get.bind(real), create: real.create.bind(real) });
		Object.defineProperty(navigator, "credentials", { get: () => held, configurable: false }); }`
)

// surroundings are what extensions, settings and old browsers do to a page before its script runs.
func surroundings() map[string]string {
	return map[string]string{
		"storage forbidden":      `Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("no", "SecurityError"); } });`,
		"credentials frozen":     frozen,
		"credentials read-only":  asFrozen,
		"credentials setter":     `for (const m of ["get", "create"]) { const v = navigator.credentials[m]; Object.defineProperty(navigator.credentials, m, { get: () => v, set() {} }); }`,
		"credentials throwing":   `Object.defineProperty(navigator, "credentials", { get() { throw new Error("no"); } });`,
		"no credentials":         `Object.defineProperty(navigator, "credentials", { value: undefined });`,
		"alert off":              `window.alert = undefined; window.print = undefined;`,
		"no Intl or clipboard":   `window.Intl = undefined; Object.defineProperty(navigator, "clipboard", { value: undefined });`,
		"Navigation API missing": `Object.defineProperty(window, "navigation", { value: undefined });`,
		"rubbish kept":           `sessionStorage.setItem("thyra:" + location.pathname, "{");`,
	}
}

// Whatever is around the script, the rest of it works: passwords are shown, codes tidied, a form is sent once.
func TestTheScriptSurvivesItsSurroundings(t *testing.T) {
	for name, script := range surroundings() {
		t.Run(name, func(t *testing.T) {
			v := newMember(t, shared.stack(t))
			p := v.atChromium()
			p.Allow("thyra:|ory")
			p.OnNewPage(script)
			p.open("/login")
			p.Fill("password", p.password)
			p.Click("[data-reveal]")
			p.Until(thing + `("[name=password]").type === "text"`)
			p.signIn()
			p.open("/settings")
			p.WaitFor(".section-nav [aria-current]")
			p.Fill("totp_code", "12-34 56")
			if got := chrome.Eval[string](p.Tab, thing+`("[name=totp_code]").value`); got != "123456" {
				t.Errorf("the field for a code holds %q", got)
			}
		})
	}
}

// A page with odd or missing parts still has the others.
func TestTheScriptSurvivesOddPages(t *testing.T) {
	p := newMember(t, shared.stack(t)).atChromium()
	p.Allow("thyra:")
	p.OnNewPage(`document.addEventListener("readystatechange", () => {
		if (document.readyState !== "interactive") return;
		document.querySelector("form").insertAdjacentHTML("afterbegin", ` + "`" + `
			<button type=button data-reveal=nowhere></button><p data-capslock></p><input data-enter=nowhere>
			<button type=button data-resend=soon></button><button type=button data-copy=nowhere></button>
			<a data-download=nowhere></a><time data-local datetime=never>then</time><p data-expires=never></p>
			<nav class=section-nav><a href="#%"></a><a href="#nowhere"></a></nav>` + "`" + `);
	});`)
	p.IgnorePolicy() // which lets no text become a page
	p.open("/login")
	p.Fill("password", p.password)
	p.Click("[aria-pressed]")
	p.Until(thing + `("[name=password]").type === "text"`)
	if got := chrome.Eval[string](p.Tab, thing+`("time").textContent`); got != "then" {
		t.Errorf("a time that is none reads %q", got)
	}
	if chrome.Eval[bool](p.Tab, thing+`("[data-resend]").disabled`) {
		t.Error("a wait that is no number never ends")
	}
}

// A button that can't ask for a passkey says so beside itself, whatever became of Kratos's script.
func TestPasskeyButtonSaysThatItCannotWork(t *testing.T) {
	for name, fate := range map[string]chrome.Fate{"blocked": chrome.Lost, "other bytes": chrome.Download, "never there": chrome.Kept} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t, shared.stack(t))
			p.Allow("webauthn.js|ERR_|integrity")
			p.Spoil("*/webauthn.js*", fate)
			if fate == chrome.Kept { // the page is never loaded, so nothing waits for that
				chrome.Eval[any](p.Tab, `location.href = "`+p.s.UIURL+`/login"`)
			} else {
				p.open("/login")
			}
			p.WaitFor(passkeySignIn)
			p.Click(passkeySignIn)
			p.WaitFor(passkeySignIn + beside)
			p.saysBeside(passkeySignIn, "missing")
		})
	}
	for _, name := range []string{"credentials throwing", "no credentials"} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t, shared.stack(t))
			p.Allow("thyra:|exception") // Kratos's script asks for the autofill
			p.OnNewPage(surroundings()[name])
			p.open("/login")
			p.Click(passkeySignIn)
			p.saysBeside(passkeySignIn, "failed")
		})
	}
	t.Run("no trigger", func(t *testing.T) {
		p := newPerson(t, shared.stack(t))
		p.Tab = chrome.Start(t, chrome.Options{Language: "ar"})
		p.OnNewPage(`Object.defineProperty(window, "oryPasskeyLogin", { get: () => undefined, set() {} });`)
		p.open("/login")
		p.Click(passkeySignIn)
		p.saysBeside(passkeySignIn, "missing")
		p.pictures("login-key-missing-ar")
	})
	t.Run("a trigger that does nothing", func(t *testing.T) {
		p := newPerson(t, shared.stack(t))
		p.open("/login")
		chrome.Eval[any](p.Tab, thing+`("[name=passkey_challenge]").remove()`)
		p.Click(passkeySignIn)
		p.saysBeside(passkeySignIn, "failed")
	})
}

// saysBeside waits until a button has a message beside it that is in sight, is announced and describes the button.
func (p *person) saysBeside(button, word string) {
	p.t.Helper()
	p.WaitFor(button + beside)
	p.Until(thing + `("` + keyStatus + `").textContent.trim() === ` + thing + `("` + keyStatus + `").dataset.` + word)
	if wrong := chrome.Eval[string](p.Tab, `(() => {
		const status = document.querySelector("`+keyStatus+`"), button = document.querySelector("`+button+`");
		const at = status.getBoundingClientRect();
		if (at.top < 0 || at.bottom > innerHeight) return "it is out of sight";
		if (status.getAttribute("role") !== "alert") return "it is not announced";
		if (!(button.getAttribute("aria-describedby") ?? "").split(" ").includes(status.id)) return "it does not describe the button";
		return button.hasAttribute("aria-busy") ? "the button is busy" : "";
	})()`); wrong != "" {
		p.t.Errorf("the message beside %s: %s", button, wrong)
	}
}

// Where nothing can be put in place of navigator.credentials, a refusal is still told, and consent still works.
func TestPasskeysBesideExtensions(t *testing.T) {
	for _, name := range []string{"credentials frozen", "credentials read-only", "credentials setter", "alert off"} {
		t.Run(name, func(t *testing.T) {
			p := newMember(t, shared.stack(t)).atChromium()
			p.Allow("thyra:|NotAllowedError") // Kratos's script logs it
			device := p.AddAuthenticator()
			p.OnNewPage(surroundings()[name])
			p.signIn()
			p.open("/settings")
			device.SetUserVerified(false)
			p.Click(passkeyAdd)
			p.saysBeside(passkeyAdd, "cancelled")
			device.SetUserVerified(true)
			p.Submit(passkeyAdd)
			p.expect("/settings", msgSettingsSaved)
			p.WaitFor(passkeyRemove)
		})
	}
}

// A failure is said where the button is, far down on a settings page, on phones too.
func TestKeyMessagesStandBesideTheirButtons(t *testing.T) {
	p := newMember(t, shared.stack(t)).atChromium()
	device := p.AddAuthenticator()
	p.signIn()
	for _, size := range []chrome.Viewport{chrome.Phone(), chrome.Desktop()} {
		p.Resize(size)
		p.open("/settings")
		device.SetUserVerified(false)
		for _, button := range []string{passkeyAdd, keyAdd} {
			p.Click(button)
			p.saysBeside(button, "cancelled")
		}
		if chrome.Eval[bool](p.Tab, thing+"('"+passkeyAdd+"').hasAttribute('aria-describedby')") {
			t.Error("the button pressed before is still described by the message")
		}
		p.pictures("settings-key-refused-" + size.Name)
	}
}

// Two clicks ask for one passkey, and say nothing of a failure while the device is being asked.
func TestDoubleClickAsksForOnePasskey(t *testing.T) {
	p := newMember(t, shared.stack(t)).atChromium()
	p.OnNewPage(asksForKeys)
	p.AddAuthenticator().SetPresence(false) // it waits to be touched
	p.signIn()
	p.open("/settings")
	chrome.Eval[any](p.Tab, `{ const b = document.querySelector("`+passkeyAdd+`"); b.click(); b.click(); }`)
	p.Until("asked.length > 0")
	if asked := chrome.Eval[int](p.Tab, "asked.length"); asked != 1 || p.Has(keyStatus+":not([hidden])") {
		t.Errorf("the device was asked %d times", asked)
	}
}
