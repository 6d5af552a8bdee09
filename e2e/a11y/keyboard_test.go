package a11y_test

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
	"github.com/thyra-ui/thyra/e2e/view"
)

// notePointers records, over all pages of the UI, the events of pointers. A click by keyboard has detail 0.
const notePointers = `for (const type of ["pointerdown", "mousedown", "touchstart", "click"]) {
  addEventListener(type, (e) => {
    if (type !== "click" || e.detail > 0) sessionStorage.pointed = (sessionStorage.pointed ?? "") + type + " ";
  }, true);
}`

// keyboardUser is a user with a keyboard and no pointer.
type keyboardUser struct{ *user.Chromium }

// mostStops is more than the focusable elements of any page.
const mostStops = 60

// reach presses Tab, or Shift and Tab, until an element has the focus.
func (p *keyboardUser) reach(css string, modifiers ...chromedp.Modifier) {
	p.T.Helper()
	var passed []string
	for range mostStops {
		at := chrome.Eval[string](p.Tab, "document.activeElement.matches(`"+css+"`) ? '' : "+
			"document.activeElement.dataset.testid || document.activeElement.name || document.activeElement.tagName")
		if at == "" {
			return
		}
		passed = append(passed, at)
		p.Keys(kb.Tab, modifiers...)
	}
	p.T.Fatalf("no Tab leads to %s at %s, only to %s", css, p.URL(), strings.Join(passed, ", "))
}

// enter reaches a field and types; what the field held is selected by then and replaced.
func (p *keyboardUser) enter(name, text string) {
	p.T.Helper()
	p.reach(`[name="` + name + `"]`)
	p.Keys(text)
}

// press reaches something and presses a key there that leads to a page with these messages.
func (p *keyboardUser) press(css, key, path string, messages ...int) {
	p.T.Helper()
	p.reach(css)
	p.KeysLoad(key)
	p.Expect(path, messages...)
	if with := chrome.Eval[string](p.Tab, `sessionStorage.pointed ?? ""`); with != "" {
		p.T.Fatalf("on the way to %s there was a pointer: %s", path, with)
	}
}

// TestKeyboardOnly goes from sign-up to signing in again without a pointer (WCAG 2.1.1).
func TestKeyboardOnly(t *testing.T) {
	p := &keyboardUser{user.NewInChromium(t, shared.Stack(t))}
	p.OnNewPage(notePointers)
	p.Open("/login")
	p.press(chrome.TestID("signup-link"), kb.Enter, "/registration")

	p.enter("traits.email", p.Email)
	p.enter("traits.name.first", "Ann")
	p.press(chrome.Button("method", "profile"), " ", "/registration", ui.MsgChooseCredential)
	begin := time.Now()
	p.enter("password", p.Password)
	p.press(chrome.Button("method", "password"), " ", "/verification", ui.MsgVerifyCodeSent)
	p.enter("code", user.AwaitMail(t, p.Stack, p.Email, begin, user.HasCode).Code)
	p.press("[name=code]", kb.Enter, "/verification", ui.MsgVerified)
	p.press(chrome.TestID("node/anchor/continue"), kb.Enter, "/")

	p.press(chrome.TestID("settings"), kb.Enter, "/settings")
	p.enter("traits.name.first", "Anne")
	p.press(chrome.Button("method", "profile"), " ", "/settings", ui.MsgSettingsSaved)
	if got := chrome.Eval[string](p.Tab, `document.querySelector("[name='traits.name.first']").value`); got != "Anne" {
		t.Errorf("the name is now %q", got)
	}
	p.press(chrome.TestID("sessions"), kb.Enter, "/sessions")
	p.WaitFor(chrome.TestID("current-session"))
	p.press(chrome.TestID("logout-link"), " ", "/login")

	p.enter("password", p.Password)
	p.reach("[name=identifier]", chromedp.ModifierShift)
	p.Keys(p.Email)
	p.press("[name=password]", kb.Enter, "/")
	p.MustBeSignedIn("aal1")
}

// The script that watches for pointers sees a click.
func TestKeyboardOnlyNoticesPointers(t *testing.T) {
	t.Parallel()
	v := view.Modes()[0].Open(t, shared.Gallery(t))
	v.OnNewPage(notePointers)
	v.Show(v.Gallery.States[0])
	v.Click("[name=identifier]")
	if noticed := chrome.Eval[string](v.Tab, `sessionStorage.pointed ?? ""`); noticed != "pointerdown mousedown click " {
		t.Errorf("of a click was noticed: %q", noticed)
	}
}

// TestKeyboardShowsPassword: the button has a name, says whether it is pressed, and shows the password.
func TestKeyboardShowsPassword(t *testing.T) {
	t.Parallel()
	v := view.Mode{Viewport: chrome.Desktop()}.Open(t, shared.Gallery(t))
	v.Goto(v.Gallery.URL + "/states/login-initial-v26.2.0")
	const state = `(() => {
		const button = document.querySelector(".reveal");
		return [button.ariaLabel, button.ariaPressed, document.querySelector("[name=password]").type].join();
	})()`
	for _, want := range []string{"Show password,false,password", "Show password,true,text", "Show password,false,password"} {
		if got := chrome.Eval[string](v.Tab, state); got != want {
			t.Fatalf("name, pressed and type of the field: %s, want %s", got, want)
		}
		chrome.Eval[any](v.Tab, `document.querySelector(".reveal").focus()`)
		v.Keys(" ")
	}
}
