package flows_test

import (
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/user"
)

// lastUsed selects the mark of the way used last inside a button.
func lastUsed(button string) string { return button + " [data-testid=last-used]" }

// The way that Kratos accepted last in this browser is marked, and not one that failed since.
func TestLastUsed(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	signInByCode(u)
	u.SignOut()
	marked := func(want string) {
		t.Helper()
		u.Open("/login")
		if marks := u.TestID("last-used"); marks.Length() != 1 || marks.Closest("button").AttrOr("value", "") != want {
			t.Errorf("%d marks, at %q; want one at %q", marks.Length(), marks.Closest("button").AttrOr("value", ""), want)
		}
	}
	marked("code")
	u.Fill("identifier", u.Email)
	u.Fill("password", "not-the-password-1")
	u.PressEnter("password")
	marked("code")
	u.SignIn()
	u.SignOut()
	marked("password")
	other := u.AnotherBrowser()
	other.Open("/login")
	if other.Has("last-used") {
		t.Error("another browser is marked")
	}
}

func signInByCode(u *user.User) {
	begin := time.Now()
	u.Open("/login")
	u.Fill("identifier", u.Email)
	u.Click("method", "code")
	u.Fill("code", u.Mail(begin, user.HasCode).Code)
	u.PressEnter("code")
	u.Expect("/")
}

// A button with the mark works as one without it.
func TestLastUsedInChromium(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	c := u.InChromium()
	c.SignIn()
	c.SignOut()
	c.Open("/login")
	c.WaitFor(lastUsed(chrome.Button("method", "password")))
	c.Capture("login-last-used")
	c.SubmitCredentials()
	c.Expect("/")
}
