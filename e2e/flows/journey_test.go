package flows_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// The journey goes from the first page to the last in one browser, with pictures on the way.
func TestJourneyInChromium(t *testing.T) {
	s := shared.Stack(t)
	email, password := user.UniqueEmail(t), "open-the-door-42"
	tab := chrome.Start(t, chrome.Options{})

	tab.Goto(s.UIURL + "/login")
	tab.WaitFor(chrome.TestID("login-flow"))
	tab.Screenshots("login")

	tab.Submit(chrome.TestID("signup-link"))
	tab.WaitFor(chrome.TestID("registration-flow"))
	tab.Screenshots("registration")
	tab.Fill("traits.email", email)
	tab.Fill("traits.name.first", "Ann")
	tab.PressEnter(`[name="traits.email"]`)
	tab.WaitFor(chrome.Message(ui.MsgChooseCredential))
	tab.Screenshots("registration-credential")
	tab.Fill("password", "short")
	tab.PressEnter("[name=password]")
	tab.WaitFor(chrome.Message(4000032))
	tab.Screenshots("registration-error")
	tab.Fill("password", password)
	start := time.Now()
	tab.PressEnter("[name=password]")

	tab.WaitFor(chrome.Message(ui.MsgVerifyCodeSent))
	tab.Screenshots("verification")
	tab.Fill("code", user.AwaitMail(t, s, email, start, user.HasCode).Code)
	tab.PressEnter("[name=code]")
	tab.WaitFor(chrome.Message(ui.MsgVerified))
	tab.Screenshots("verification-done")
	tab.Submit(chrome.TestID("node/anchor/continue"))
	tab.WaitURL(atPath("/"))
	tab.Screenshots("home")

	tab.Goto(s.UIURL + "/settings")
	tab.WaitFor(chrome.TestID("profile-flow"))
	tab.Screenshots("settings")
	tab.Fill("traits.name.first", "Anne")
	tab.PressEnter(`[name="traits.name.first"]`)
	tab.WaitFor(chrome.Message(ui.MsgSettingsSaved))
	tab.Screenshots("settings-saved")

	tab.Goto(s.UIURL + "/sessions")
	tab.WaitFor(chrome.TestID("current-session"))
	tab.Screenshots("sessions")

	tab.Goto(s.UIURL + "/")
	tab.Submit(chrome.TestID("logout-link"))
	tab.WaitURL(func(u *url.URL) bool { return u.Path == "/login" || u.Path == "/logout" })
	if strings.HasSuffix(mustPath(t, tab.URL()), "/logout") {
		tab.Screenshots("logout")
		tab.Submit(`form[action$="/logout"] button`)
	}
	tab.WaitURL(atPath("/login"))
	tab.Goto(s.UIURL + "/recovery")
	tab.WaitFor(chrome.TestID("recovery-flow"))
	tab.Screenshots("recovery")
}

func atPath(path string) func(*url.URL) bool {
	return func(u *url.URL) bool { return u.Path == path }
}

func mustPath(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Path
}
