package flows_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

func TestSettingsProfile(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	u.SignIn()
	u.Open("/settings")
	u.Fill("traits.name.first", "Änne <b>")
	u.Fill("traits.name.last", "O'Hara")
	u.Click("method", "profile")
	u.Expect("/settings", ui.MsgSettingsSaved)
	u.Open("/settings")
	if first, last := u.Value("traits.name.first"), u.Value("traits.name.last"); first != "Änne <b>" || last != "O'Hara" {
		t.Errorf("name is %q %q", first, last)
	}
	if u.HasMessage(ui.MsgSettingsSaved) {
		t.Error("a fresh settings page says that something was saved")
	}

	// Enter in a field submits its own group only.
	u.Fill("traits.name.first", "Anne")
	u.PressEnter("traits.name.first")
	u.Expect("/settings", ui.MsgSettingsSaved)
}

func TestSettingsPassword(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	u.SignIn()
	u.Open("/settings")
	u.Password = "another-key-for-the-door-7"
	u.Fill("password", u.Password)
	u.PressEnter("password")
	u.Expect("/settings", ui.MsgSettingsSaved)
	u.SignOut()
	u.SignIn()
}

// When the last sign-in is too long ago, Kratos asks for the password before it changes it, and then finishes the change.
func TestSettingsPasswordNeedsAFreshLogin(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t, "shortpriv"))
	u.SignIn()
	u.AwaitStaleSignIn()
	u.Open("/settings")
	next := "another-key-for-the-door-7"
	u.Fill("password", next)
	u.PressEnter("password")
	u.Expect("/login", ui.MsgConfirmIdentity)

	if u.Find(`input[name="identifier"]`).Not("[type=hidden]").Length() == 1 {
		u.Fill("identifier", u.Email)
	}
	u.Fill("password", u.Password)
	u.PressEnter("password")
	u.Expect("/settings", ui.MsgSettingsSaved)
	u.Password = next
	u.SignOut()
	u.SignIn()
}

// A section that was saved says so itself, within sight of who saved it, and no other does.
func TestSavedSectionSaysSo(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	p := u.InChromium()
	p.SignIn()
	p.Open("/settings")
	p.Fill("password", "another-key-for-the-door-8")
	p.Submit(chrome.Button("method", "password"))
	p.Expect("/settings", ui.MsgSettingsSaved)
	p.Until(`document.querySelector("#password [data-saved]").checkVisibility()`)
	if shown := chrome.Eval[int](p.Tab, `[...document.querySelectorAll("[data-saved]")].filter((m) => m.checkVisibility()).length`); shown != 1 {
		t.Errorf("%d sections say that they were saved", shown)
	}
	p.Until(`(() => { const r = document.querySelector("#password [data-saved]").getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; })()`)
	p.Open("/settings")
	if shown := chrome.Eval[int](p.Tab, `[...document.querySelectorAll("[data-saved]")].filter((m) => m.checkVisibility()).length`); shown != 0 {
		t.Errorf("%d sections say later that they were saved", shown)
	}
}
