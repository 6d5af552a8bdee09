package browsers_test

import (
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/child"
	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
	"github.com/thyra-ui/thyra/e2e/webdriver"
)

func TestFirefox(t *testing.T) {
	t.Parallel()
	testJourneys(t, webdriver.Firefox, webdriver.Options{})
}

func TestFirefoxWithoutScript(t *testing.T) {
	t.Parallel()
	testJourneys(t, webdriver.Firefox, webdriver.Options{NoScript: true})
}

func TestWebKit(t *testing.T) {
	t.Parallel()
	testJourneys(t, webdriver.WebKit, webdriver.Options{})
}

// testJourneys goes through the main journeys in a browser that is no Chromium, each with a profile of its own. The browser
// reports violations of the policy to the UI.
func testJourneys(t *testing.T, engine webdriver.Engine, opts webdriver.Options) {
	t.Helper()
	violations := &reports{}
	s := shared.SharedStack(t, t.Name(), stack.Options{
		Proxy: stack.TLSProxy, Hosts: []string{"localhost"}, UIEnv: []string{"CSP_REPORTS=true"}, UILog: violations,
	})
	for name, journey := range map[string]func(*webdriverUser){
		"sign up to sign out": signUpToSignOut, "wrong password": signInAtSecondTry, "recovery": recoverByCode, "right to left": readRightToLeft,
		"back": goBack, "back through Kratos": goBackThroughKratos, "back after sign-out": goBackAfterSignOut,
	} {
		t.Run(name, func(t *testing.T) {
			journey(&webdriverUser{Tab: webdriver.Start(t, engine, opts), t: t, s: s, email: user.UniqueEmail(t), password: "open-the-door-42"})
		})
	}
	if n := violations.count(); n > 0 {
		t.Errorf("%s reported %d times that something is against the policy; see the UI's log", engine, n)
	}
	t.Run("itself", func(t *testing.T) {
		o := &webdriverUser{Tab: webdriver.Start(t, engine, opts), t: t, s: s}
		o.open("/login")
		if o.Has(".reveal[hidden]") != opts.NoScript {
			t.Errorf("without script %t, and our script has run or not all the same", opts.NoScript)
		}
		if !opts.NoScript {
			webdriver.Eval[any](o.Tab, `document.body.appendChild(document.createElement("img")).src = "https://another.example/"`)
			if err := child.Poll(t.Context(), 50*time.Millisecond, violations.any); err != nil {
				t.Error("an image of another origin is not reported")
			}
		}
	})
}

func signUpToSignOut(o *webdriverUser) {
	since := time.Now()
	o.open("/login")
	o.Submit(chrome.TestID("signup-link"))
	o.expect("/registration")
	o.Fill("traits.email", o.email)
	o.Fill("traits.name.first", "Ann")
	o.PressEnter("traits.email")
	o.expect("/registration", ui.MsgChooseCredential)
	o.Fill("password", "short")
	o.PressEnter("password")
	o.expect("/registration", 4000032)
	o.WaitFocus(chrome.TestID(ui.ErrorSummary))
	o.Fill("password", o.password)
	o.PressEnter("password")
	o.expect("/verification", ui.MsgVerifyCodeSent)
	o.enterCode(since)
	o.expect("/verification", ui.MsgVerified)
	o.Submit(chrome.TestID("node/anchor/continue"))
	o.expect("/")

	o.Submit(chrome.TestID("settings"))
	o.expect("/settings")
	o.Fill("traits.name.first", "Anne")
	o.PressEnter("traits.name.first")
	o.expect("/settings", ui.MsgSettingsSaved)
	if got := webdriver.Property[string](o.Tab, `[name="traits.name.first"]`, "value"); got != "Anne" {
		o.t.Errorf("the name is %q after saving", got)
	}
	o.Submit(chrome.TestID("sessions"))
	o.expect("/sessions")
	o.WaitFor(chrome.TestID("current-session"))
	o.Submit(chrome.TestID("logout-link"))
	o.expect("/login")
	o.open("/settings")
	o.expect("/login")
}

func signInAtSecondTry(o *webdriverUser) {
	o.register()
	o.open("/login")
	o.Fill("identifier", o.email)
	o.Fill("password", "not-the-password-1")
	o.PressEnter("password")
	o.expect("/login", ui.MsgBadCredentials)
	if got := webdriver.Property[string](o.Tab, "[name=identifier]", "value"); got != o.email {
		o.t.Errorf("the identifier is now %q", got)
	}
	o.Fill("password", o.password)
	o.PressEnter("password")
	o.expect("/")
}

func recoverByCode(o *webdriverUser) {
	o.register()
	since := time.Now()
	o.open("/login")
	o.Submit(chrome.TestID("forgot-password-link"))
	o.expect("/recovery")
	o.Fill("email", o.email)
	o.PressEnter("email")
	o.expect("/recovery", ui.MsgRecoveryCodeSent)
	o.enterCode(since)
	o.expect("/settings", ui.MsgRecovered)
	o.password = "another-door-43"
	o.Fill("password", o.password)
	o.PressEnter("password")
	o.expect("/settings", ui.MsgSettingsSaved)
	o.Submit(chrome.TestID("logout-link"))
	o.expect("/login")
	o.signIn()
}

func readRightToLeft(o *webdriverUser) {
	o.open("/login")
	o.SetCookie("lang", "ar")
	o.open("/login")
	o.WaitFor(chrome.TestID("login-flow"))
	if lang, dir := webdriver.Property[string](o.Tab, "html", "lang"), webdriver.Property[string](o.Tab, "html", "dir"); lang != "ar" || dir != "rtl" {
		o.t.Errorf("lang %q, dir %q", lang, dir)
	}
	if page, window := webdriver.Property[int](o.Tab, "html", "scrollWidth"), webdriver.Property[int](o.Tab, "html", "clientWidth"); page > window {
		o.t.Errorf("the page is %d pixels wide in a window of %d", page, window)
	}
}

// goBack goes from one page of the UI back to another.
func goBack(o *webdriverUser) {
	o.register()
	o.signIn()
	o.Submit(chrome.TestID("settings"))
	o.expect("/settings")
	o.Back()
	o.expect("/")
	o.WaitFor(chrome.TestID("logout-link"))
}

// goBackThroughKratos goes back to an address from which a redirect leads through Kratos again. The page finishes loading.
func goBackThroughKratos(o *webdriverUser) {
	o.register()
	o.signIn()
	o.Back()
	o.expect("/") // a user who is signed in needs no sign-in page
	o.WaitFor(chrome.TestID("logout-link"))
}

// goBackAfterSignOut shows nothing of the account to the next user of the browser.
func goBackAfterSignOut(o *webdriverUser) {
	o.register()
	o.signIn()
	o.Submit(chrome.TestID("sessions"))
	o.expect("/sessions")
	o.Submit(chrome.TestID("logout-link"))
	o.expect("/login")
	o.Back()
	o.expect("/login")
	o.WaitFor(chrome.TestID("login-flow"))
}
