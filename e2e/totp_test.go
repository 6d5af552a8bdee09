package e2e_test

import (
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

const (
	msgSecondFactor = 1010004
	msgWrongTOTP    = 4000008
	secretKey       = "node/text/totp_secret_key/text"
	qrCode          = "node/image/totp_qr"
)

// phone is an authenticator app that has read a secret key.
type phone struct {
	t   *testing.T
	key string
}

// code is what the app shows now. Kratos accepts neighbours too, so the turn of a half minute does not matter.
func (p phone) code() string {
	p.t.Helper()
	code, err := totp.GenerateCode(p.key, time.Now())
	if err != nil {
		p.t.Fatalf("the page shows no secret key: %q: %v", p.key, err)
	}
	return code
}

// setUpTOTP starts signed in and ends on the settings page.
func (v *visitor) setUpTOTP() phone {
	v.t.Helper()
	v.open("/settings")
	app := phone{v.t, v.TestID(secretKey).Text()}
	v.Fill("totp_code", app.code())
	v.PressEnter("totp_code")
	v.expect("/settings", msgSettingsSaved)
	if !v.HasButton("totp_unlink", "true") || v.Has(qrCode) {
		v.t.Fatal("the authenticator app is not set up")
	}
	return app
}

// enterPassword fills the sign-in form and presses Enter, wherever that leads.
func (v *visitor) enterPassword() {
	v.t.Helper()
	v.open("/login")
	v.Fill("identifier", v.email)
	v.Fill("password", v.password)
	v.PressEnter("password")
}

func TestTOTP(t *testing.T) {
	v := newMember(t, shared.stack(t))
	v.signIn()
	v.open("/settings")
	if img := v.TestID(qrCode).Find("img"); !strings.HasPrefix(img.AttrOr("src", ""), "data:image/") || img.AttrOr("alt", "") == "" {
		t.Error("no picture for the app, or no words for it")
	}
	if node := v.TestID(secretKey); !node.Is("code") || strings.ContainsAny(node.Text(), " \n\t") {
		t.Errorf("the key is %q", node.Text())
	}
	v.Fill("totp_code", "000000")
	v.PressEnter("totp_code")
	v.expect("/settings", msgWrongTOTP)
	app := v.setUpTOTP()
	v.signOut()

	v.enterPassword()
	v.expect("/login", msgSecondFactor)
	if v.signedIn() {
		t.Error("the password alone is enough")
	}
	v.Fill("totp_code", wrong(app.code()))
	v.PressEnter("totp_code")
	v.expect("/login", msgWrongTOTP)
	v.Fill("totp_code", app.code())
	v.Click("method", "totp")
	v.expect("/")
	if s, ok := v.whoami(); !ok || s.AAL != "aal2" {
		t.Errorf("session %+v (valid: %t)", s, ok)
	}

	v.open("/settings")
	v.Click("totp_unlink", "true")
	v.expect("/settings", msgSettingsSaved)
	if !v.Has(qrCode) {
		t.Error("the app can't be set up again")
	}
	v.signOut()
	v.signIn()
}

// The same in Chromium, with the key selected on the page and a code as people type it.
func TestTOTPInChromium(t *testing.T) {
	p := newMember(t, shared.stack(t)).atChromium()
	p.signIn()
	p.open("/settings")
	code := chrome.TestID(secretKey)
	if got, want := chrome.Eval[string](p.Tab, `document.querySelector('`+code+`').textContent`), strings.Join(strings.Fields(p.Text(code)), ""); got != want {
		t.Errorf("the element holds %q, a person sees %q", got, want)
	}
	// What a person selects and copies is the key, without the gaps they see.
	selected := chrome.Eval[string](p.Tab, `(() => { getSelection().selectAllChildren(document.querySelector('`+code+`')); return getSelection().toString(); })()`)
	app := phone{t, selected}
	p.pictures("settings-totp")
	p.Fill("totp_code", app.code())
	p.PressEnter("[name=totp_code]")
	p.expect("/settings", msgSettingsSaved)
	p.pictures("settings-totp-on")
	p.signOut()

	p.enterPassword()
	p.expect("/login", msgSecondFactor)
	p.Until(`document.activeElement.name === "totp_code"`)
	p.pictures("login-totp")
	p.Fill("totp_code", wrong(app.code()))
	p.PressEnter("[name=totp_code]")
	p.expect("/login", msgWrongTOTP)
	p.pictures("login-totp-wrong")

	// Apps show the code in two halves.
	now := app.code()
	p.Fill("totp_code", now[:3]+" "+now[3:])
	if got := chrome.Eval[string](p.Tab, `document.querySelector("[name=totp_code]").value`); got != now {
		t.Errorf("the field holds %q, want %q", got, now)
	}
	p.PressEnter("[name=totp_code]")
	p.expect("/")
	p.mustBeSignedIn("aal2")

	p.open("/settings")
	p.Submit(chrome.Button("totp_unlink", "true"))
	p.expect("/settings", msgSettingsSaved)
	p.WaitFor(chrome.TestID(qrCode))
	p.signOut()
	p.signIn()
	p.mustBeSignedIn("aal1")
}
