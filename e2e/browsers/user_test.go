package browsers_test

import (
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/user"
	"github.com/thyra-ui/thyra/e2e/webdriver"
)

// webdriverUser is a user at a browser that is no Chromium.
type webdriverUser struct {
	*webdriver.Tab
	t        *testing.T
	s        *stack.Stack
	email    string
	password string
}

func (o *webdriverUser) open(path string) {
	o.t.Helper()
	o.Goto(o.s.UIURL + path)
}

func (o *webdriverUser) expect(path string, messages ...int) {
	o.t.Helper()
	o.WaitPath(path)
	for _, id := range messages {
		o.WaitFor(chrome.Message(id))
	}
}

// register makes the user's account.
func (o *webdriverUser) register() {
	o.t.Helper()
	_, err := o.s.CreateIdentity(o.t.Context(), stack.Identity{Email: o.email, Password: o.password, First: "Ann"})
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *webdriverUser) signIn() {
	o.t.Helper()
	o.open("/login")
	o.Fill("identifier", o.email)
	o.Fill("password", o.password)
	o.PressEnter("password")
	o.expect("/")
}

// enterCode types the code of the mail that came since.
func (o *webdriverUser) enterCode(since time.Time) {
	o.t.Helper()
	o.Fill("code", user.AwaitMail(o.t, o.s, o.email, since, user.HasCode).Code)
	o.PressEnter("code")
}
