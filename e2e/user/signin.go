package user

import (
	"net/http"
	"strings"
	"time"

	"github.com/thyra-ui/thyra/e2e/ui"
)

// EnterPassword opens the sign-in page and signs in with the password, wherever that leads.
func (u *User) EnterPassword() {
	u.T.Helper()
	u.Open("/login")
	u.SubmitCredentials()
}

// SubmitCredentials fills the sign-in form that shows, and presses Enter.
func (u *User) SubmitCredentials() {
	u.T.Helper()
	u.Fill("identifier", u.Email)
	u.Fill("password", u.Password)
	u.PressEnter("password")
}

// SignIn signs in with the password and the Enter key, and ends on the account home.
func (u *User) SignIn() {
	u.T.Helper()
	u.EnterPassword()
	u.Expect("/")
	if !u.SignedIn() {
		u.T.Fatal("no session after signing in")
	}
}

// SignOut signs out by whatever carries the test id of signing out: a link, a button, or a link to a page that asks first.
func (u *User) SignOut() {
	u.T.Helper()
	u.Open("/")
	u.Follow("logout-link")
	if u.Path() == PathAt(u.T, u.Stack, "/logout") && u.Status == http.StatusOK {
		u.ClickOn(`form[action$="/logout"] button`)
	}
	if u.SignedIn() {
		u.T.Fatal("still signed in after signing out")
	}
	u.Open("/settings")
	u.Expect("/login")
}

// SignOutHere presses the logout button of the page that shows, such as that for a second factor.
func (u *User) SignOutHere() {
	u.T.Helper()
	u.Follow("logout-link")
	u.Expect("/login")
	u.Open("/login")
	if u.HasMessage(ui.MsgSecondFactor) || u.HasMessage(ui.MsgConfirmIdentity) {
		u.T.Fatal("still half signed in after signing out")
	}
}

// SignedIn reports whether Kratos, not the page, says so.
func (u *User) SignedIn() bool {
	u.T.Helper()
	_, ok := u.Whoami()
	return ok
}

// Whoami asks Kratos for the session of this browser.
func (u *User) Whoami() (Session, bool) {
	u.T.Helper()
	return Whoami(u.T, u.Stack, u.Cookies(u.Stack.KratosURL))
}

// AwaitStaleSignIn returns when the sign-in is older than Kratos accepts for changing a credential, on stacks with the overlay
// shortpriv.
func (u *User) AwaitStaleSignIn() {
	u.T.Helper()
	s, ok := u.Whoami()
	awaitStale(u.T, s, ok)
}

// VerifyByCode starts where registration ends, mistypes the code of the mail that came since then once, and ends on the
// account home.
func (u *User) VerifyByCode(since time.Time) {
	u.T.Helper()
	u.Expect("/verification", ui.MsgVerifyCodeSent)
	m := u.Mail(since, HasCode)
	if !strings.HasPrefix(m.Link, u.Stack.KratosURL) {
		u.T.Errorf("the mail links to %q", m.Link)
	}
	u.Fill("code", WrongCode(m.Code))
	u.PressEnter("code")
	u.Expect("/verification", 4070006)
	u.Fill("code", m.Code)
	u.PressEnter("code")
	u.Expect("/verification", ui.MsgVerified)
	u.Follow("node/anchor/continue")
	u.Expect("/")
}
