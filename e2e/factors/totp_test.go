package factors_test

import (
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// totpApp is an authenticator app that has read a secret key.
type totpApp struct {
	t   testing.TB
	key string
}

// code returns the current code. Kratos also accepts the one before and after, so that the change of codes does not matter.
func (p totpApp) code() string {
	p.t.Helper()
	code, err := totp.GenerateCode(p.key, time.Now())
	if err != nil {
		p.t.Fatalf("the page shows no secret key: %q: %v", p.key, err)
	}
	return code
}

// setUpTOTP adds an authenticator app. It starts signed in and ends on the settings page.
func setUpTOTP(u *user.User) totpApp {
	u.T.Helper()
	u.Open("/settings")
	app := totpApp{u.T, u.TestID(ui.TOTPSecret).Text()}
	u.Fill("totp_code", app.code())
	u.PressEnter("totp_code")
	u.Expect("/settings", ui.MsgSettingsSaved)
	if !u.HasButton("totp_unlink", "true") || u.Has(ui.TOTPImage) {
		u.T.Fatal("the authenticator app is not set up")
	}
	return app
}

func TestTOTP(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	u.SignIn()
	u.Open("/settings")
	if img := u.TestID(ui.TOTPImage).Find("img"); !strings.HasPrefix(img.AttrOr("src", ""), "data:image/") || img.AttrOr("alt", "") == "" {
		t.Error("no picture for the app, or no words for it")
	}
	if node := u.TestID(ui.TOTPSecret); node.Find("code").Length() != 1 || strings.ContainsAny(node.Text(), " \n\t") {
		t.Errorf("the key is %q", node.Text())
	}
	u.Fill("totp_code", "000000")
	u.PressEnter("totp_code")
	u.Expect("/settings", ui.MsgWrongTOTP)
	app := setUpTOTP(u)
	u.SignOut()

	u.EnterPassword()
	u.Expect("/login", ui.MsgSecondFactor)
	if u.SignedIn() {
		t.Error("the password alone is enough")
	}
	u.Fill("totp_code", user.WrongCode(app.code()))
	u.PressEnter("totp_code")
	u.Expect("/login", ui.MsgWrongTOTP)
	u.Fill("totp_code", app.code())
	u.Click("method", "totp")
	u.Expect("/")
	if s, ok := u.Whoami(); !ok || s.AAL != "aal2" {
		t.Errorf("session %+v (valid: %t)", s, ok)
	}

	u.Open("/settings")
	u.Click("totp_unlink", "true")
	u.Expect("/settings", ui.MsgSettingsSaved)
	if !u.Has(ui.TOTPImage) {
		t.Error("the app can't be set up again")
	}
	u.SignOut()
	u.SignIn()
}

// The same in Chromium, with the key selected on the page and a code with a space.
func TestTOTPInChromium(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	p.SignIn()
	p.Open("/settings")
	code := chrome.TestID(ui.TOTPSecret)
	if got, want := chrome.Eval[string](p.Tab, `document.querySelector('`+code+`').textContent`), strings.Join(strings.Fields(p.Text(code)), ""); got != want {
		t.Errorf("the element holds %q, a person sees %q", got, want)
	}
	// The selected text is the key without the visible gaps.
	selected := chrome.Eval[string](p.Tab, `(() => { getSelection().selectAllChildren(document.querySelector('`+code+`')); return getSelection().toString(); })()`)
	app := totpApp{t, selected}
	p.Capture("settings-totp")
	p.Fill("totp_code", app.code())
	p.PressEnter("[name=totp_code]")
	p.Expect("/settings", ui.MsgSettingsSaved)
	p.Capture("settings-totp-on")
	p.SignOut()

	p.EnterPassword()
	p.Expect("/login", ui.MsgSecondFactor)
	p.Until(`document.activeElement.name === "totp_code"`)
	p.Capture("login-totp")
	p.Fill("totp_code", user.WrongCode(app.code()))
	p.PressEnter("[name=totp_code]")
	p.Expect("/login", ui.MsgWrongTOTP)
	p.Capture("login-totp-wrong")

	// Apps show the code in two halves.
	now := app.code()
	p.Fill("totp_code", now[:3]+" "+now[3:])
	if got := chrome.Eval[string](p.Tab, `document.querySelector("[name=totp_code]").value`); got != now {
		t.Errorf("the field holds %q, want %q", got, now)
	}
	p.PressEnter("[name=totp_code]")
	p.Expect("/")
	p.MustBeSignedIn("aal2")

	p.Open("/settings")
	p.Submit(chrome.Button("totp_unlink", "true"))
	p.Expect("/settings", ui.MsgSettingsSaved)
	p.WaitFor(chrome.TestID(ui.TOTPImage))
	p.SignOut()
	p.SignIn()
	p.MustBeSignedIn("aal1")
}
