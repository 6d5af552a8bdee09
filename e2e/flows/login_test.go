package flows_test

import (
	"net/http"
	"testing"

	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

func TestLoginAfterAWrongPassword(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	u.Open("/login")
	u.Fill("identifier", u.Email)
	u.Fill("password", "not-the-password-1")
	u.PressEnter("identifier")
	u.Expect("/login", ui.MsgBadCredentials)
	if got := u.Value("identifier"); got != u.Email {
		t.Errorf("the identifier is now %q", got)
	}
	u.Fill("password", u.Password)
	u.PressEnter("password")
	u.Expect("/")
}

// Disabled flows answer at once with an error page that says so.
func TestFlowDisabled(t *testing.T) {
	for _, kind := range []string{"registration", "recovery", "verification"} {
		t.Run(kind, func(t *testing.T) {
			u := user.New(t, shared.Stack(t, "disabled"))
			u.OnPage = nil
			u.Open("/" + kind)
			if u.Status != http.StatusBadRequest || !u.Has("error/disabled") {
				t.Errorf("%d %s, want 400 and error/disabled", u.Status, u.URL)
			}
			if len(u.Hops) > 3 {
				t.Errorf("%d requests until the page was there", len(u.Hops))
			}
			if u.Find("main a[href], main form").Length() == 0 {
				t.Error("the page offers no way on")
			}
		})
	}
}

func TestLoginWhenSignedIn(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	u.Open("/login")
	login := u.URL.String()
	u.Open("/registration")
	registration := u.URL.String()
	u.SignIn()
	// Also by the Back button, to earlier pages.
	for _, address := range []string{"/login", "/registration", "/recovery", login, registration} {
		u.Goto(address)
		u.Expect("/")
	}
}
