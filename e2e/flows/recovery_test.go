package flows_test

import (
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/inbox"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

func TestRecoveryByCode(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	start := time.Now()
	u.Open("/login")
	u.Follow("forgot-password-link")
	u.Expect("/recovery")
	u.Fill("email", u.Email)
	u.PressEnter("email")
	u.Expect("/recovery", ui.MsgRecoveryCodeSent)
	code := u.Mail(start, user.HasCode).Code
	u.Fill("code", user.WrongCode(code))
	u.PressEnter("code")
	u.Expect("/recovery", 4060006)
	u.Fill("code", code)
	u.PressEnter("code")
	choosePassword(u)
}

func TestRecoveryByLink(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t, "link"))
	start := time.Now()
	u.Open("/recovery")
	u.Fill("email", u.Email)
	u.PressEnter("email")
	u.Expect("/recovery", ui.MsgRecoveryLinkSent)
	u.Goto(u.Mail(start, func(m inbox.Mail) bool { return strings.Contains(m.Link, "/self-service/recovery") }).Link)
	choosePassword(u)
}

// A link of a mail works once, and a broken one leads to a page that can send another.
func TestMailedLinksThatDoNotWork(t *testing.T) {
	ways := map[string]int{"recovery": 4060004, "verification": 4070001}
	for kind, refused := range ways {
		t.Run(kind, func(t *testing.T) {
			u := user.NewRegistered(t, shared.Stack(t, "link"))
			begin := time.Now()
			u.Open("/" + kind)
			u.Fill("email", u.Email)
			u.PressEnter("email")
			link := u.Mail(begin, user.HasLink).Link

			last := len(link) - 1
			broken := link[:last] + string('a'+(link[last]-'a'+1+26)%26)
			other := u.AnotherBrowser()
			other.Goto(broken)
			other.Expect("/"+kind, refused)

			u.Goto(link)
			if u.HasMessage(refused) {
				t.Error("the link is refused the first time")
			}
			other.Goto(link)
			other.Expect("/"+kind, refused)
			again := time.Now()
			other.Fill("email", u.Email)
			other.PressEnter("email")
			if second := u.Mail(again, user.HasLink).Link; second == link {
				t.Error("the same link was sent again")
			}
		})
	}
}

// choosePassword sets a new password, with which recovery ends.
func choosePassword(u *user.User) {
	u.T.Helper()
	u.Expect("/settings", ui.MsgRecovered)
	u.Password = "found-another-key-9"
	u.Fill("password", u.Password)
	u.PressEnter("password")
	u.Expect("/settings", ui.MsgSettingsSaved)
	u.SignOut()
	u.SignIn()
}
