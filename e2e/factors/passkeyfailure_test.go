package factors_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

const (
	beside = " + #key-status:not([hidden])"
)

// A message beside the passkey button says that it can't work, whatever happened to Kratos's script.
func TestPasskeyButtonExplainsFailure(t *testing.T) {
	for name, fate := range map[string]chrome.Fate{"blocked": chrome.Lost, "other bytes": chrome.Download, "never there": chrome.Kept} {
		t.Run(name, func(t *testing.T) {
			p := user.NewInChromium(t, shared.Stack(t))
			p.Allow("webauthn.js|ERR_|integrity")
			p.Spoil("*/webauthn.js*", fate)
			if fate == chrome.Kept { // the page never finishes loading
				chrome.Eval[any](p.Tab, `location.href = "`+p.Stack.UIURL+`/login"`)
				p.WaitFor("[data-reveal]") // shown by our script: until then, the button does nothing
			} else {
				p.Open("/login")
			}
			p.WaitFor(ui.PasskeySignIn)
			p.Click(ui.PasskeySignIn)
			p.WaitFor(ui.PasskeySignIn + beside)
			expectBeside(p, ui.PasskeySignIn, "missing")
		})
	}
	for _, name := range []string{"credentials throwing", "no credentials"} {
		t.Run(name, func(t *testing.T) {
			p := user.NewInChromium(t, shared.Stack(t))
			p.Allow("thyra:|exception") // Kratos's script asks for the autofill
			p.OnNewPage(ui.Environments()[name])
			p.Open("/login")
			p.Click(ui.PasskeySignIn)
			expectBeside(p, ui.PasskeySignIn, "failed")
		})
	}
	t.Run("no trigger", func(t *testing.T) {
		p := user.NewInChromium(t, shared.Stack(t))
		p.Tab = chrome.Start(t, chrome.Options{Language: "ar"})
		p.OnNewPage(`Object.defineProperty(window, "oryPasskeyLogin", { get: () => undefined, set() {} });`)
		p.Open("/login")
		p.Click(ui.PasskeySignIn)
		expectBeside(p, ui.PasskeySignIn, "missing")
		p.Capture("login-key-missing-ar")
	})
	t.Run("a trigger that does nothing", func(t *testing.T) {
		p := user.NewInChromium(t, shared.Stack(t))
		p.Open("/login")
		chrome.Eval[any](p.Tab, `document.querySelector("[name=passkey_challenge]").remove()`)
		p.Click(ui.PasskeySignIn)
		expectBeside(p, ui.PasskeySignIn, "failed")
	})
}

// expectBeside waits for a message beside a button and fails the test unless it is in sight, is announced and describes the
// button.
func expectBeside(p *user.Chromium, button, word string) {
	p.T.Helper()
	p.WaitFor(button + beside)
	p.Until(`document.querySelector("` + ui.KeyStatus + `").textContent.trim() === ` + `document.querySelector("` + ui.KeyStatus + `").dataset.` + word)
	if wrong := chrome.Eval[string](p.Tab, `(() => {
		const status = document.querySelector("`+ui.KeyStatus+`"), button = document.querySelector("`+button+`");
		const at = status.getBoundingClientRect();
		if (at.top < 0 || at.bottom > innerHeight) return "it is out of sight";
		if (status.getAttribute("role") !== "alert") return "it is not announced";
		if (!(button.getAttribute("aria-describedby") ?? "").split(" ").includes(status.id)) return "it does not describe the button";
		return button.hasAttribute("aria-busy") ? "the button is busy" : "";
	})()`); wrong != "" {
		p.T.Errorf("the message beside %s: %s", button, wrong)
	}
}

// When navigator.credentials can't be replaced, the page still reports a refusal, and a second try still works.
func TestPasskeyWithExtensions(t *testing.T) {
	for _, name := range []string{"credentials frozen", "credentials read-only", "credentials setter", "alert off"} {
		t.Run(name, func(t *testing.T) {
			p := user.NewRegistered(t, shared.Stack(t)).InChromium()
			p.Allow("thyra:|NotAllowedError") // Kratos's script logs it
			device := p.AddAuthenticator()
			p.OnNewPage(ui.Environments()[name])
			p.SignIn()
			p.Open("/settings")
			device.SetUserVerified(false)
			p.Click(ui.PasskeyAdd)
			expectBeside(p, ui.PasskeyAdd, "canceled")
			device.SetUserVerified(true)
			p.Submit(ui.PasskeyAdd)
			p.Expect("/settings", ui.MsgSettingsSaved)
			p.WaitFor(ui.PasskeyRemove)
		})
	}
}

// The message about a failure stands beside the button, far down on a settings page, on phones too.
func TestPasskeyMessagesStandBesideTheirButtons(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	device := p.AddAuthenticator()
	p.SignIn()
	for _, size := range []chrome.Viewport{chrome.Phone(), chrome.Desktop()} {
		p.Resize(size)
		p.Open("/settings")
		device.SetUserVerified(false)
		for _, button := range []string{ui.PasskeyAdd, ui.KeyAdd} {
			p.Click(button)
			expectBeside(p, button, "canceled")
		}
		if chrome.Eval[bool](p.Tab, "document.querySelector('"+ui.PasskeyAdd+"').hasAttribute('aria-describedby')") {
			t.Error("the button pressed before is still described by the message")
		}
		p.Capture("settings-key-refused-" + size.Name)
	}
}

// Two clicks ask the device for one passkey and show no failure meanwhile.
func TestPasskeyDoubleClick(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	p.OnNewPage(asksForKeys)
	p.AddAuthenticator().WaitForTouch()
	p.SignIn()
	p.Open("/settings")
	chrome.Eval[any](p.Tab, `{ const b = document.querySelector("`+ui.PasskeyAdd+`"); b.click(); b.click(); }`)
	p.Until("asked.length > 0")
	if asked := chrome.Eval[int](p.Tab, "asked.length"); asked != 1 || p.Has(ui.KeyStatus+":not([hidden])") {
		t.Errorf("the device was asked %d times", asked)
	}
}
