package factors_test

import (
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/inbox"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// With the overlay mfa, codes by mail are a second factor that every account has.
func TestMailedCodeAsSecondFactor(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t, "mfa"))
	u.EnterPassword()
	u.Expect("/login", ui.MsgSecondFactor)
	if u.SignedIn() {
		t.Error("the password alone is enough")
	}
	begin := time.Now()
	u.Click("address", u.Email)
	u.Expect("/login", ui.MsgLoginCodeSent)
	first := u.Mail(begin, user.HasCode)
	u.Fill("code", user.WrongCode(first.Code))
	u.PressEnter("code")
	u.Expect("/login", ui.MsgWrongLoginCode)

	// Back to the choice, and once more.
	u.Follow("restart-link")
	u.Expect("/login", ui.MsgSecondFactor)
	anew := time.Now()
	u.Click("address", u.Email)
	u.Expect("/login", ui.MsgLoginCodeSent)
	second := u.Mail(anew, func(m inbox.Mail) bool { return m.Code != "" && m.Code != first.Code })

	again := time.Now()
	u.Click("resend", "code")
	u.Expect("/login", ui.MsgLoginCodeSent)
	u.Fill("code", u.Mail(again, func(m inbox.Mail) bool { return m.Code != "" && m.Code != first.Code && m.Code != second.Code }).Code)
	u.PressEnter("code")
	u.Expect("/")
	if s, ok := u.Whoami(); !ok || s.AAL != "aal2" {
		t.Errorf("session %+v (valid: %t)", s, ok)
	}
}

func TestMailedCodeAsSecondFactorInChromium(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t, "mfa")).InChromium()
	p.EnterPassword()
	p.Expect("/login", ui.MsgSecondFactor)
	p.Capture("login-mail-factor")
	begin := time.Now()
	p.Submit(chrome.Button("address", p.Email))
	p.Expect("/login", ui.MsgLoginCodeSent)
	p.Capture("login-mail-factor-code")
	p.Fill("code", user.AwaitMail(t, p.Stack, p.Email, begin, user.HasCode).Code)
	p.PressEnter("[name=code]")
	p.Expect("/")
	p.MustBeSignedIn("aal2")
}

// Both steps offer to sign out.
func TestMailedCodeSignOutInstead(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t, "mfa"))
	u.EnterPassword()
	u.Expect("/login", ui.MsgSecondFactor)
	u.SignOutHere()
	u.EnterPassword()
	u.Click("address", u.Email)
	u.Expect("/login", ui.MsgLoginCodeSent)
	u.SignOutHere()
}
