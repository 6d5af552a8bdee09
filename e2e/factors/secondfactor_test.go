package factors_test

import (
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// registeredWithTOTP returns a user whose account has an authenticator app, and who is signed out.
func registeredWithTOTP(t *testing.T, overlays ...string) (*user.User, totpApp) {
	t.Helper()
	u := user.NewRegistered(t, shared.Stack(t, overlays...))
	u.SignIn()
	app := setUpTOTP(u)
	u.SignOut()
	return u, app
}

func TestSecondFactorSignOutInstead(t *testing.T) {
	u, _ := registeredWithTOTP(t)
	u.EnterPassword()
	u.Expect("/login", ui.MsgSecondFactor)
	if u.Has("signup-link") || u.Has("forgot-password-link") {
		t.Error("somebody who is half signed in is offered another account")
	}
	u.SignOutHere()
}

// Every page of the account asks for the second factor and shows afterwards.
func TestSecondFactorBeforeEveryPage(t *testing.T) {
	u, app := registeredWithTOTP(t)
	for _, path := range []string{"/", "/settings", "/sessions"} {
		t.Run("path"+path, func(t *testing.T) {
			u := u.AnotherBrowser()
			u.T = t
			u.EnterPassword()
			u.Expect("/login", ui.MsgSecondFactor)
			u.Open(path)
			u.Expect("/login", ui.MsgSecondFactor)
			u.Fill("totp_code", app.code())
			u.PressEnter("totp_code")
			u.Expect(path)
		})
	}
}

// A mailed code alone must not open an account with a second factor.
func TestSecondFactorAfterRecovery(t *testing.T) {
	u, app := registeredWithTOTP(t)
	start := time.Now()
	u.Open("/recovery")
	u.Fill("email", u.Email)
	u.PressEnter("email")
	u.Expect("/recovery", ui.MsgRecoveryCodeSent)
	u.Fill("code", u.Mail(start, user.HasCode).Code)
	u.PressEnter("code")
	u.Expect("/login", ui.MsgSecondFactor)
	u.Fill("totp_code", app.code())
	u.PressEnter("totp_code")
	u.Expect("/settings", ui.MsgRecovered)
	u.Password = "found-another-key-9"
	u.Fill("password", u.Password)
	u.PressEnter("password")
	u.Expect("/settings", ui.MsgSettingsSaved)
	u.SignOut()
	u.EnterPassword()
	u.Fill("totp_code", app.code())
	u.PressEnter("totp_code")
	u.Expect("/")
}

// A user may give a second factor where one is enough.
func TestSecondFactorOnRequest(t *testing.T) {
	u, app := registeredWithTOTP(t, "aal1")
	u.SignIn()
	u.Open("/login?aal=aal2")
	u.Expect("/login", ui.MsgSecondFactor)
	u.Fill("totp_code", app.code())
	u.PressEnter("totp_code")
	u.Expect("/")
	if s, ok := u.Whoami(); !ok || s.AAL != "aal2" {
		t.Errorf("session %+v (valid: %t)", s, ok)
	}
}

// A user without a second factor gets an explanation and can sign out.
func TestSecondFactorMissing(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	u.SignIn()
	u.Open("/login?aal=aal2")
	u.Expect("/login", ui.MsgSecondFactor)
	if !u.Has("no-method") {
		t.Error("the page does not say that there is nothing to do")
	}
	u.SignOutHere()
}

// Any of three second factors is enough, and each button and Enter key submits its own.
func TestSecondFactorChoice(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	p := u.InChromium()
	p.AddSecurityKey()
	p.SignIn()
	addKey(p, "One of three")
	p.Fill("totp_code", totpApp{t, totpSecret(p)}.code())
	app := totpApp{t, totpSecret(p)}
	p.PressEnter("[name=totp_code]")
	p.Expect("/settings", ui.MsgSettingsSaved)
	p.Submit(chrome.Button("lookup_secret_regenerate", "true"))
	p.WaitFor(chrome.TestID(ui.BackupCodes))
	codes := chrome.Eval[[]string](p.Tab, `[...document.querySelectorAll('`+chrome.TestID(ui.BackupCodes)+` code')].map((c) => c.textContent)`)
	p.Submit(chrome.Button("lookup_secret_confirm", "true"))
	p.Expect("/settings", ui.MsgSettingsSaved)
	p.Capture("settings-everything")

	ways := map[string]func(){
		"key": func() { p.Submit(ui.KeySignIn) },
		"app": func() { p.Fill("totp_code", app.code()); p.PressEnter("[name=totp_code]") },
		"app by button": func() {
			p.Fill("totp_code", app.code())
			p.Submit(chrome.Button("method", "totp"))
		},
		"backup code": func() {
			p.Click("details.more > summary")
			p.Fill("lookup_secret", codes[0])
			p.PressEnter("[name=lookup_secret]")
		},
		"backup code by button": func() {
			p.Click("details.more > summary")
			p.Fill("lookup_secret", codes[1])
			p.Submit(chrome.Button("method", "lookup_secret"))
		},
	}
	for name, way := range ways {
		p.SignOut()
		p.EnterPassword()
		p.Expect("/login", ui.MsgSecondFactor)
		if name == "key" {
			p.Capture("login-three-factors")
		}
		t.Log("by", name)
		way()
		p.Expect("/")
		p.MustBeSignedIn("aal2")
	}

	// The same without JavaScript, where the security key can't be used.
	u.EnterPassword()
	u.Expect("/login", ui.MsgSecondFactor)
	u.Fill("lookup_secret", codes[2])
	u.PressEnter("lookup_secret")
	u.Expect("/")
}
