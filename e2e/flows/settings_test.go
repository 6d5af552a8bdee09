package flows_test

import (
	"testing"

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
