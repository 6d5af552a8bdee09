package e2e_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

// One person, one browser, from the first page to the last, with pictures on the way.
func TestChromiumSignUpToSignOut(t *testing.T) {
	s := shared.stack(t)
	email, password := uniqueEmail(t), "open-the-door-42"
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
	tab.WaitFor(message(msgChooseCredential))
	tab.Screenshots("registration-credential")
	tab.Fill("password", "short")
	tab.PressEnter("[name=password]")
	tab.WaitFor(message(4000032))
	tab.Screenshots("registration-error")
	tab.Fill("password", password)
	start := time.Now()
	tab.PressEnter("[name=password]")

	tab.WaitFor(message(msgVerifyCodeSent))
	tab.Screenshots("verification")
	tab.Fill("code", awaitMail(t, s, email, start, hasCode).Code)
	tab.PressEnter("[name=code]")
	tab.WaitFor(message(msgVerified))
	tab.Screenshots("verification-done")
	tab.Submit(chrome.TestID("node/anchor/continue"))
	tab.WaitURL(atPath("/"))
	tab.Screenshots("home")

	tab.Goto(s.UIURL + "/settings")
	tab.WaitFor(chrome.TestID("profile-flow"))
	tab.Screenshots("settings")
	tab.Fill("traits.name.first", "Anne")
	tab.PressEnter(`[name="traits.name.first"]`)
	tab.WaitFor(message(msgSettingsSaved))
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

func message(id int) string { return chrome.Message(strconv.Itoa(id)) }

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
