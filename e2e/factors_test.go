package e2e_test

import (
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

// somebodyWithAnApp has an account with an authenticator app, and is signed out.
func somebodyWithAnApp(t *testing.T, overlays ...string) (*visitor, phone) {
	t.Helper()
	v := newMember(t, shared.stack(t, overlays...))
	v.signIn()
	app := v.setUpTOTP()
	v.signOut()
	return v, app
}

func TestSignOutBeforeTheSecondFactor(t *testing.T) {
	v, _ := somebodyWithAnApp(t)
	v.enterPassword()
	v.expect("/login", msgSecondFactor)
	if v.Has("signup-link") || v.Has("forgot-password-link") {
		t.Error("somebody who is half signed in is offered another account")
	}
	v.signOutHere()
}

// Every page of the account waits for the second factor and shows afterwards.
func TestPagesAskForTheSecondFactor(t *testing.T) {
	v, app := somebodyWithAnApp(t)
	for _, path := range []string{"/", "/settings", "/sessions"} {
		t.Run("path"+path, func(t *testing.T) {
			v := v.anotherBrowser()
			v.t = t
			v.enterPassword()
			v.expect("/login", msgSecondFactor)
			v.open(path)
			v.expect("/login", msgSecondFactor)
			v.Fill("totp_code", app.code())
			v.PressEnter("totp_code")
			v.expect(path)
		})
	}
}

// A mailed code alone must not open an account with a second factor.
func TestRecoveryAsksForTheSecondFactor(t *testing.T) {
	v, app := somebodyWithAnApp(t)
	start := time.Now()
	v.open("/recovery")
	v.Fill("email", v.email)
	v.PressEnter("email")
	v.expect("/recovery", msgRecoveryCodeSent)
	v.Fill("code", v.mail(start, hasCode).Code)
	v.PressEnter("code")
	v.expect("/login", msgSecondFactor)
	v.Fill("totp_code", app.code())
	v.PressEnter("totp_code")
	v.expect("/settings", msgRecovered)
	v.password = "found-another-key-9"
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.expect("/settings", msgSettingsSaved)
	v.signOut()
	v.enterPassword()
	v.Fill("totp_code", app.code())
	v.PressEnter("totp_code")
	v.expect("/")
}

// Where one factor is enough, a second one can still be shown.
func TestSecondFactorOfOnesOwnAccord(t *testing.T) {
	v, app := somebodyWithAnApp(t, "aal1")
	v.signIn()
	v.open("/login?aal=aal2")
	v.expect("/login", msgSecondFactor)
	v.Fill("totp_code", app.code())
	v.PressEnter("totp_code")
	v.expect("/")
	if s, ok := v.whoami(); !ok || s.AAL != "aal2" {
		t.Errorf("session %+v (valid: %t)", s, ok)
	}
}

// Who asks for a second factor and has none gets an explanation and a way out.
func TestNoSecondFactorToShow(t *testing.T) {
	v := newMember(t, shared.stack(t))
	v.signIn()
	v.open("/login?aal=aal2")
	v.expect("/login", msgSecondFactor)
	if !v.Has("no-method") {
		t.Error("the page does not say that there is nothing to do")
	}
	v.signOutHere()
}

// With three second factors, any of them will do, and each button or Enter belongs to its own.
func TestChooseTheSecondFactor(t *testing.T) {
	v := newMember(t, shared.stack(t))
	p := v.atChromium()
	p.AddSecurityKey()
	p.signIn()
	p.addKey("One of three")
	p.Fill("totp_code", phone{t, p.secretKey()}.code())
	app := phone{t, p.secretKey()}
	p.PressEnter("[name=totp_code]")
	p.expect("/settings", msgSettingsSaved)
	p.Submit(chrome.Button("lookup_secret_regenerate", "true"))
	p.WaitFor(chrome.TestID(backupCodes))
	codes := chrome.Eval[[]string](p.Tab, `[...document.querySelectorAll('`+chrome.TestID(backupCodes)+` code')].map((c) => c.textContent)`)
	p.Submit(chrome.Button("lookup_secret_confirm", "true"))
	p.expect("/settings", msgSettingsSaved)
	p.pictures("settings-everything")

	ways := map[string]func(){
		"key": func() { p.Submit(keySignIn) },
		"app": func() { p.Fill("totp_code", app.code()); p.PressEnter("[name=totp_code]") },
		"app by button": func() {
			p.Fill("totp_code", app.code())
			p.Submit(chrome.Button("method", "totp"))
		},
		"backup code": func() { p.Fill("lookup_secret", codes[0]); p.PressEnter("[name=lookup_secret]") },
		"backup code by button": func() {
			p.Fill("lookup_secret", codes[1])
			p.Submit(chrome.Button("method", "lookup_secret"))
		},
	}
	for name, way := range ways {
		p.signOut()
		p.enterPassword()
		p.expect("/login", msgSecondFactor)
		if name == "key" {
			p.pictures("login-three-factors")
		}
		t.Log("by", name)
		way()
		p.expect("/")
		p.mustBeSignedIn("aal2")
	}

	// The same without JavaScript, where the key is no choice.
	v.enterPassword()
	v.expect("/login", msgSecondFactor)
	v.Fill("lookup_secret", codes[2])
	v.PressEnter("lookup_secret")
	v.expect("/")
}
