package flows_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// nextButtons lists every text field and the first button below it. Then it records which buttons are pressed and prevents the
// page from submitting.
const nextButtons = `(() => {
  for (const folded of document.querySelectorAll('main details')) folded.open = true;
  const seen = (e) => e.offsetParent !== null && !e.disabled;
  const fields = [...document.querySelectorAll('form input:not([type=hidden],[type=checkbox],[readonly])')].filter(seen);
  const buttons = [...document.querySelectorAll('main form button:not(.reveal,[data-copy])')].filter(seen);
  const name = (b) => b.name + '=' + b.value.slice(0, 40);
  window.pressed = [];
  document.addEventListener('click', (e) => {
    const b = e.target.closest('button');
    if (b) { window.pressed.push(name(b)); e.preventDefault(); e.stopImmediatePropagation(); }
  }, true);
  document.addEventListener('submit', (e) => { window.pressed.push('submit without a button'); e.preventDefault(); }, true);
  window.fields = fields;
  return fields.map((f) => {
    const bottom = f.getBoundingClientRect().bottom - 1;
    const below = buttons.filter((b) => b.getBoundingClientRect().top >= bottom);
    below.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
    return {field: f.name, button: below.length ? name(below[0]) : ''};
  });
})()`

// TestEnterPressesTheButtonBelow goes through every recorded flow of both versions (recordings, not a live Kratos) and
// presses Enter in each field.
func TestEnterPressesTheButtonBelow(t *testing.T) {
	t.Parallel()
	r, s := shared.Replay(t)
	tab := chrome.Start(t, chrome.Options{Viewport: chrome.Desktop()})
	names := make([]string, 0, len(r.Pages))
	for name := range r.Pages {
		names = append(names, name)
	}
	slices.Sort(names)
	tried := 0
	for _, name := range names {
		tab.Goto(s.UIURL + r.Pages[name])
		type expectation struct{ Field, Button string }
		for i, want := range chrome.Eval[[]expectation](tab, nextButtons) {
			chrome.Eval[any](tab, "window.fields["+strconv.Itoa(i)+"].focus()")
			tab.Enter()
			got := chrome.Eval[[]string](tab, "window.pressed.splice(0)")
			if len(got) == 0 || got[0] != want.Button {
				t.Errorf("%s: Enter in %s pressed %q, the button below is %q", name, want.Field, strings.Join(got, ", "), want.Button)
			}
			tried++
		}
	}
	if tried < 500 {
		t.Errorf("only %d fields were tried: are the recordings read?", tried)
	}
}

// Enter in every field does what the main button says.
func TestEnterInEveryField(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	p := u.InChromium()
	p.Open("/login")
	for _, name := range []string{"identifier", "password"} {
		p.Fill("identifier", p.Email)
		p.Fill("password", "not-the-password-1")
		p.PressEnter("[name=" + name + "]")
		p.Expect("/login", ui.MsgBadCredentials)
	}
	p.Open("/recovery")
	p.Fill("email", p.Email)
	p.PressEnter("[name=email]")
	p.Expect("/recovery", ui.MsgRecoveryCodeSent)

	traits := registrationValues("new." + p.Email)
	for name := range traits {
		p.Open("/registration")
		p.Fill("traits.email", "new."+p.Email)
		p.PressEnter(enterable(name))
		p.Expect("/registration", ui.MsgChooseCredential)
	}
	p.SignIn()
	for name := range traits {
		p.Open("/settings")
		p.PressEnter(enterable(name))
		p.Expect("/settings", ui.MsgSettingsSaved)
	}
	p.Fill("totp_code", "000000")
	p.PressEnter("[name=totp_code]")
	p.Expect("/settings", ui.MsgWrongTOTP)
	p.Open("/settings")
	p.Fill("password", "another-key-for-the-door-7")
	p.PressEnter("[name=password]")
	p.Expect("/settings", ui.MsgSettingsSaved)
}
