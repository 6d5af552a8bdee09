package e2e_test

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

// notePointers remembers, over all pages of the UI, what only a pointer does. A click by keyboard has detail 0.
const notePointers = `for (const type of ["pointerdown", "mousedown", "touchstart", "click"]) {
  addEventListener(type, (e) => {
    if (type !== "click" || e.detail > 0) sessionStorage.pointed = (sessionStorage.pointed ?? "") + type + " ";
  }, true);
}`

// typist is a person with a keyboard and nothing else.
type typist struct{ *person }

// mostStops is more than any page has places for the focus.
const mostStops = 60

// reach presses Tab, or Shift and Tab, until an element has the focus.
func (p *typist) reach(css string, modifiers ...chromedp.Modifier) {
	p.t.Helper()
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
	p.t.Fatalf("no Tab leads to %s at %s, only to %s", css, p.URL(), strings.Join(passed, ", "))
}

// enter reaches a field and types; what the field held is selected by then and replaced.
func (p *typist) enter(name, text string) {
	p.t.Helper()
	p.reach(`[name="` + name + `"]`)
	p.Keys(text)
}

// press reaches something and presses a key there that leads to a page with these messages.
func (p *typist) press(css, key, path string, messages ...int) {
	p.t.Helper()
	p.reach(css)
	p.KeysLoad(key)
	p.expect(path, messages...)
	if with := chrome.Eval[string](p.Tab, `sessionStorage.pointed ?? ""`); with != "" {
		p.t.Fatalf("on the way to %s there was a pointer: %s", path, with)
	}
}

// TestKeyboardOnly goes from sign-up to signing in again without a pointer (WCAG 2.1.1).
func TestKeyboardOnly(t *testing.T) {
	p := &typist{newPerson(t, shared.stack(t))}
	p.OnNewPage(notePointers)
	p.open("/login")
	p.press(chrome.TestID("signup-link"), kb.Enter, "/registration")

	p.enter("traits.email", p.email)
	p.enter("traits.name.first", "Ann")
	p.press(chrome.Button("method", "profile"), " ", "/registration", msgChooseCredential)
	begin := time.Now()
	p.enter("password", p.password)
	p.press(chrome.Button("method", "password"), " ", "/verification", msgVerifyCodeSent)
	p.enter("code", awaitMail(t, p.s, p.email, begin, hasCode).Code)
	p.press("[name=code]", kb.Enter, "/verification", msgVerified)
	p.press(chrome.TestID("node/anchor/continue"), kb.Enter, "/")

	p.press(chrome.TestID("settings"), kb.Enter, "/settings")
	p.enter("traits.name.first", "Anne")
	p.press(chrome.Button("method", "profile"), " ", "/settings", msgSettingsSaved)
	if got := chrome.Eval[string](p.Tab, `document.querySelector("[name='traits.name.first']").value`); got != "Anne" {
		t.Errorf("the name is now %q", got)
	}
	p.press(chrome.TestID("sessions"), kb.Enter, "/sessions")
	p.WaitFor(chrome.TestID("current-session"))
	p.press(chrome.TestID("logout-link"), " ", "/login")

	p.enter("password", p.password)
	p.reach("[name=identifier]", chromedp.ModifierShift)
	p.Keys(p.email)
	p.press("[name=password]", kb.Enter, "/")
	p.mustBeSignedIn("aal1")
}

// A pointer would not go unnoticed.
func TestPointersAreNoticed(t *testing.T) {
	t.Parallel()
	v := looks()[0].see(t)
	v.OnNewPage(notePointers)
	v.show(v.gallery.States[0])
	v.Click("[name=identifier]")
	if noticed := chrome.Eval[string](v.Tab, `sessionStorage.pointed ?? ""`); noticed != "pointerdown mousedown click " {
		t.Errorf("of a click was noticed: %q", noticed)
	}
}
