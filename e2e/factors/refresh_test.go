package factors_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// Every change of a credential waits until the user has confirmed who they are, and is then made without asking again.
func TestRefreshBeforeChanges(t *testing.T) {
	changes := map[string]struct {
		change func(p *user.Chromium)
		done   string // what the settings page shows afterwards
	}{
		"password": {func(p *user.Chromium) {
			p.Fill("password", "another-key-for-the-door-7")
			p.PressEnter("[name=password]")
		}, chrome.Message(ui.MsgSettingsSaved)},
		"totp": {func(p *user.Chromium) {
			app := totpApp{p.T, totpSecret(p)}
			p.Fill("totp_code", app.code())
			p.PressEnter("[name=totp_code]")
		}, chrome.Button("totp_unlink", "true")},
		"lookup": {func(p *user.Chromium) { p.Submit(chrome.Button("lookup_secret_regenerate", "true")) }, chrome.TestID(ui.BackupCodes)},
		"passkey": {func(p *user.Chromium) {
			p.AddAuthenticator()
			p.Submit(ui.PasskeyAdd)
		}, ui.PasskeyRemove},
		"webauthn": {func(p *user.Chromium) {
			p.AddSecurityKey()
			p.Fill(ui.KeyName, "Late key")
			p.Submit(ui.KeyAdd)
		}, ui.KeyRemove},
	}
	for name, c := range changes {
		t.Run(name, func(t *testing.T) {
			p := user.NewRegistered(t, shared.Stack(t, "shortpriv")).InChromium()
			p.SignIn()
			p.AwaitStaleSignIn()
			p.Open("/settings")
			c.change(p)
			p.Expect("/login", ui.MsgConfirmIdentity)
			p.Until(`document.activeElement.name === "password"`)
			if name == "password" {
				p.Capture("login-refresh")
			}
			p.Fill("password", p.Password)
			p.PressEnter("[name=password]")
			p.Expect("/settings")
			p.WaitFor(c.done)
		})
	}
}

func totpSecret(p *user.Chromium) string {
	p.T.Helper()
	return chrome.Eval[string](p.Tab, `document.querySelector('`+chrome.TestID(ui.TOTPSecret)+`').textContent`)
}

// Two of the changes without JavaScript. The password has a test of its own.
func TestRefreshBeforeChangesWithoutJavaScript(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t, "shortpriv"))
	u.SignIn()
	u.AwaitStaleSignIn()
	u.Open("/settings")
	app := totpApp{t, u.TestID(ui.TOTPSecret).Text()}
	u.Fill("totp_code", app.code())
	u.PressEnter("totp_code")
	confirm(u)
	if !u.HasButton("totp_unlink", "true") {
		t.Fatal("the authenticator app is not set up")
	}
	u.AwaitStaleSignIn()
	u.Open("/settings")
	u.Click("totp_unlink", "true")
	confirm(u)
	if u.HasButton("totp_unlink", "true") {
		t.Error("the authenticator app is still set up")
	}
}

// confirm enters the password on the refresh page and ends on the settings page.
func confirm(u *user.User) {
	u.T.Helper()
	u.Expect("/login", ui.MsgConfirmIdentity)
	u.Fill("password", u.Password)
	u.PressEnter("password")
	u.Expect("/settings", ui.MsgSettingsSaved)
}

// A wrong password can be corrected.
func TestRefreshAfterAWrongPassword(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	u.SignIn()
	u.Open("/login?refresh=true")
	u.Expect("/login", ui.MsgConfirmIdentity)
	u.Fill("password", "not-the-password-1")
	u.PressEnter("password")
	u.Expect("/login", ui.MsgBadCredentials)
	u.Fill("password", u.Password)
	u.PressEnter("password")
	u.Expect("/")
}

func TestRefreshSignOutInstead(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	u.SignIn()
	u.Open("/login?refresh=true")
	u.Expect("/login", ui.MsgConfirmIdentity)
	if u.Has("signup-link") || u.Has("forgot-password-link") {
		t.Error("somebody who is signed in is offered another account")
	}
	u.SignOutHere()
}
