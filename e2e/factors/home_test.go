package factors_test

import (
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/user"
)

// The home shows the newest devices, counts the others, and knows of a new factor at once, though it does not ask Kratos on each
// visit.
func TestHomeKnowsFactorsAndDevices(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	for _, other := range []*user.User{u.AnotherBrowser(), u.AnotherBrowser(), u.AnotherBrowser()} {
		other.SignIn()
	}
	u.SignIn()
	home := func(on bool) {
		t.Helper()
		u.Open("/")
		way := u.TestID("account-home").Find(`a[href$="/settings#totp"]`)
		if way.Length() != 1 || (way.Find(".badge-success").Length() == 1) != on {
			t.Errorf("the home says of the app %q, which is on: %t", way.Text(), on)
		}
		devices := u.TestID("account-home").Find(`[aria-labelledby="home-sessions"]`)
		if n := devices.Find(".facts li").Length(); n != 3 || !strings.Contains(devices.Text(), "and 1 more") {
			t.Errorf("the home shows %d devices: %s", n, devices.Text())
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
