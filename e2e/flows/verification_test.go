package flows_test

import (
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

func TestVerificationByLink(t *testing.T) {
	u := user.New(t, shared.Stack(t, "link"))
	start := time.Now()
	u.Open("/registration")
	u.Fill("traits.email", u.Email)
	u.PressEnter("traits.email")
	u.Fill("password", u.Password)
	u.Click("method", "password")
	u.Expect("/verification") // Kratos v1.3.1 sends no message here
	u.Goto(u.Mail(start, user.HasLink).Link)
	u.Expect("/verification", ui.MsgVerified)
}
