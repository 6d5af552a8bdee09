package factors_test

import (
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/user"
)

// The home counts every device and knows of a new factor at once, though it does not ask Kratos on each visit.
func TestHomeKnowsFactorsAndDevices(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	for _, other := range []*user.User{u.AnotherBrowser(), u.AnotherBrowser()} {
		other.SignIn()
	}
	u.SignIn()
	home := func(on bool) {
		t.Helper()
		u.Open("/")
		badge := u.TestID("account-home").Find(`a[href$="/settings#totp"] + .badge`)
		if badge.Length() != 1 || badge.HasClass("badge-success") != on {
			t.Errorf("the home says of the app %q, which is on: %t", badge.Text(), on)
		}
		if text := u.TestID("account-home").Text(); !strings.Contains(text, "Other devices signed in: 2") {
			t.Errorf("the home does not count two other devices: %s", text)
		}
	}
	home(false)
	home(false)
	setUpTOTP(u)
	home(true)
	u.Open("/settings")
	u.Click("totp_unlink", "true")
	home(false)
}
