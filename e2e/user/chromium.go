package user

import (
	"net/url"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// Chromium is a user at a Chromium, for what needs JavaScript or a window. Methods that can't do what they say fail the test.
type Chromium struct {
	*chrome.Tab
	T        testing.TB // the test that this user is of
	Stack    *stack.Stack
	Email    string
	Password string
}

// NewInChromium returns a user without an account.
func NewInChromium(tb testing.TB, s *stack.Stack) *Chromium {
	tb.Helper()
	return &Chromium{Tab: chrome.Start(tb, chrome.Options{}), T: tb, Stack: s, Email: UniqueEmail(tb), Password: Password}
}

// InChromium returns the same user at a Chromium.
func (u *User) InChromium() *Chromium {
	u.T.Helper()
	return &Chromium{Tab: chrome.Start(u.T, chrome.Options{}), T: u.T, Stack: u.Stack, Email: u.Email, Password: u.Password}
}

// Open opens a page of the UI.
func (c *Chromium) Open(path string) {
	c.T.Helper()
	c.Goto(c.Stack.UIURL + path)
}

// Expect waits for a page of the UI and for these messages of Kratos on it.
func (c *Chromium) Expect(path string, messages ...int) {
	c.T.Helper()
	want := c.Stack.UIURL + path
	c.WaitURL(func(u *url.URL) bool { return u.Scheme+"://"+u.Host+u.Path == want })
	for _, id := range messages {
		c.WaitFor(chrome.Message(id))
	}
}

// Capture saves pictures of the page: on a desktop in light and on a phone in dark colors.
func (c *Chromium) Capture(name string) {
	c.T.Helper()
	c.Resize(chrome.Phone())
	c.SetDark(true)
	c.Screenshot(name + "-phone-dark")
	c.Resize(chrome.Desktop())
	c.SetDark(false)
	c.Screenshot(name + "-desktop-light")
}

// EnterPassword opens the sign-in page and signs in with the password, wherever that leads.
func (c *Chromium) EnterPassword() {
	c.T.Helper()
	c.Open("/login")
	c.SubmitCredentials()
}

// SubmitCredentials fills the sign-in form that shows, and presses Enter.
func (c *Chromium) SubmitCredentials() {
	c.T.Helper()
	c.Fill("identifier", c.Email)
	c.Fill("password", c.Password)
	c.PressEnter("[name=password]")
}

// SignIn signs in with the password alone, and ends on the account home.
func (c *Chromium) SignIn() {
	c.T.Helper()
	c.EnterPassword()
	c.Expect("/")
}

// SignOut presses the logout button of the page that shows.
func (c *Chromium) SignOut() {
	c.T.Helper()
	c.Submit(chrome.TestID("logout-link"))
	c.Expect("/login")
}

// MustBeSignedIn fails the test unless Kratos says that there is a session, and of this assurance level (aal1, aal2).
func (c *Chromium) MustBeSignedIn(aal string) {
	c.T.Helper()
	if s, ok := Whoami(c.T, c.Stack, c.Cookies(c.Stack.KratosURL)); !ok || s.AAL != aal {
		c.T.Fatalf("session %+v (valid: %t) at %s, want %s", s, ok, c.URL(), aal)
	}
}

// AwaitStaleSignIn is that of User.
func (c *Chromium) AwaitStaleSignIn() {
	c.T.Helper()
	s, ok := Whoami(c.T, c.Stack, c.Cookies(c.Stack.KratosURL))
	awaitStale(c.T, s, ok)
}
