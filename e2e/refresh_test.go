package e2e_test

import (
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

// privilegedAge is how long a sign-in counts as fresh on stacks with the overlay shortpriv.
const privilegedAge = 4 * time.Second

// Every change of a credential waits until the visitor has confirmed who they are, and is then made without being asked
// for again.
func TestChangesAskWhoIsThere(t *testing.T) {
	changes := map[string]struct {
		change func(p *person)
		done   string // what the settings page shows afterwards
	}{
		"password": {func(p *person) {
			p.Fill("password", "another-key-for-the-door-7")
			p.PressEnter("[name=password]")
		}, message(msgSettingsSaved)},
		"totp": {func(p *person) {
			app := phone{p.t, p.secretKey()}
			p.Fill("totp_code", app.code())
			p.PressEnter("[name=totp_code]")
		}, chrome.Button("totp_unlink", "true")},
		"lookup": {func(p *person) { p.Submit(chrome.Button("lookup_secret_regenerate", "true")) }, chrome.TestID(backupCodes)},
		"passkey": {func(p *person) {
			p.AddAuthenticator()
			p.Submit(passkeyAdd)
		}, passkeyRemove},
		"webauthn": {func(p *person) {
			p.AddSecurityKey()
			p.Fill(keyName, "Late key")
			p.Submit(keyAdd)
		}, keyRemove},
	}
	for name, c := range changes {
		t.Run(name, func(t *testing.T) {
			p := newMember(t, shared.stack(t, "shortpriv")).atChromium()
			p.signIn()
			p.awaitStaleSignIn(privilegedAge)
			p.open("/settings")
			c.change(p)
			p.expect("/login", msgConfirmIdentity)
			p.Until(`document.activeElement.name === "password"`)
			if name == "password" {
				p.pictures("login-refresh")
			}
			p.Fill("password", p.password)
			p.PressEnter("[name=password]")
			p.expect("/settings")
			p.WaitFor(c.done)
		})
	}
}

func (p *person) secretKey() string {
	p.t.Helper()
	return chrome.Eval[string](p.Tab, `document.querySelector('`+chrome.TestID(secretKey)+`').textContent`)
}

// Two of the changes again without JavaScript; the password has a test of its own.
func TestChangesAskWhoIsThereWithoutJavaScript(t *testing.T) {
	v := newMember(t, shared.stack(t, "shortpriv"))
	v.signIn()
	v.awaitStaleSignIn(privilegedAge)
	v.open("/settings")
	app := phone{t, v.TestID(secretKey).Text()}
	v.Fill("totp_code", app.code())
	v.PressEnter("totp_code")
	v.confirm()
	if !v.HasButton("totp_unlink", "true") {
		t.Fatal("the authenticator app is not set up")
	}
	v.awaitStaleSignIn(privilegedAge)
	v.open("/settings")
	v.Click("totp_unlink", "true")
	v.confirm()
	if v.HasButton("totp_unlink", "true") {
		t.Error("the authenticator app is still set up")
	}
}

// confirm answers the question who is there with the password, and ends on the settings page.
func (v *visitor) confirm() {
	v.t.Helper()
	v.expect("/login", msgConfirmIdentity)
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.expect("/settings", msgSettingsSaved)
}

// A wrong password on the way is an ordinary mistake.
func TestConfirmAfterAMistake(t *testing.T) {
	v := newMember(t, shared.stack(t))
	v.signIn()
	v.open("/login?refresh=true")
	v.expect("/login", msgConfirmIdentity)
	v.Fill("password", "not-the-password-1")
	v.PressEnter("password")
	v.expect("/login", msgBadCredentials)
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.expect("/")
}

func TestSignOutWhileConfirming(t *testing.T) {
	v := newMember(t, shared.stack(t))
	v.signIn()
	v.open("/login?refresh=true")
	v.expect("/login", msgConfirmIdentity)
	if v.Has("signup-link") || v.Has("forgot-password-link") {
		t.Error("somebody who is signed in is offered another account")
	}
	v.signOutHere()
}
