package flows_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// A page that needs a session leads through sign-in and back to itself.
func TestReturnToThePageAskedFor(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	u.Open("/sessions")
	u.Expect("/login")
	u.SubmitCredentials()
	u.Expect("/sessions")
}

// Links between login and registration keep return_to.
func TestReturnToThroughRegistration(t *testing.T) {
	s := shared.Stack(t)
	u := user.New(t, s)
	u.Open("/login?return_to=" + url.QueryEscape(s.UIURL+"/sessions"))
	u.Follow("signup-link")
	u.Expect("/registration")
	u.Fill("traits.email", u.Email)
	u.PressEnter("traits.email")
	u.Click("method", "code")
	u.Fill("code", u.Mail(time.Time{}, user.HasCode).Code)
	u.PressEnter("code")
	u.Expect("/sessions")
}

// appURL is the address of an application on the user's device (RFC 8252). No program answers it here.
const appURL = "com.example.app://done"

// appStacks allow a return to an application: with the default policy, and with form actions that an operator has listed.
func appStacks() map[string]stack.Options {
	return map[string]stack.Options{
		"any":   {ReturnURLs: []string{appURL}},
		"exact": {ReturnURLs: []string{appURL}, UIEnv: []string{"FORM_ACTION_ORIGINS=https://accounts.example"}},
	}
}

// Chromium asks the page's policy before it hands a post's last redirect to an application.
func TestReturnToApp(t *testing.T) {
	for name, options := range appStacks() {
		s := shared.SharedStack(t, "app "+name, options)
		from := func(page string) string { return page + "?return_to=" + url.QueryEscape(appURL) }
		t.Run(name+"/sign-in", func(t *testing.T) {
			p := user.NewRegistered(t, s).InChromium()
			p.Open(from("/login"))
			p.Fill("identifier", p.Email)
			p.Fill("password", p.Password)
			p.Follows(appURL, func() { p.Click(chrome.Button("method", "password")) })
			p.MustBeSignedIn("aal1")
		})
		t.Run(name+"/confirm", func(t *testing.T) {
			p := user.NewRegistered(t, s).InChromium()
			p.SignIn()
			p.Open(from("/login") + "&refresh=true")
			p.Fill("password", p.Password)
			p.Follows(appURL, func() { p.Click(chrome.Button("method", "password")) })
		})
		t.Run(name+"/settings", func(t *testing.T) {
			p := user.NewRegistered(t, s).InChromium()
			p.SignIn()
			p.Open(from("/settings"))
			p.Fill("password", "another-door-43")
			p.Follows(appURL, func() { p.Click(chrome.Button("method", "password")) })
		})
		t.Run(name+"/sign-up", func(t *testing.T) {
			p := user.NewInChromium(t, s)
			p.Open(from("/registration") + "&after_verification_return_to=" + url.QueryEscape(appURL))
			p.Fill("traits.email", p.Email)
			p.PressEnter(`[name="traits.email"]`)
			p.WaitFor(chrome.Message(ui.MsgChooseCredential))
			p.Fill("password", p.Password)
			start := time.Now()
			p.PressEnter("[name=password]")
			p.WaitFor(chrome.Message(ui.MsgVerifyCodeSent))
			p.Fill("code", user.AwaitMail(t, s, p.Email, start, user.HasCode).Code)
			p.PressEnter("[name=code]")
			p.WaitFor(chrome.Message(ui.MsgVerified))
			p.Follows(appURL, func() { p.Click(chrome.TestID("node/anchor/continue")) })
		})
	}
}

// Native applications may also wait at a loopback address, of IPv4 or IPv6.
func TestReturnToDevice(t *testing.T) {
	for name, address := range map[string]string{"v4": "127.0.0.1:0", "v6": "[::1]:0", "name": "localhost:0"} {
		t.Run(name, func(t *testing.T) {
			l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", address)
			if err != nil {
				t.Fatal(err)
			}
			waiting := &httptest.Server{Listener: l, Config: &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(
				func(w http.ResponseWriter, _ *http.Request) {
					_, _ = w.Write([]byte(`<!doctype html><link rel="icon" href="data:,"><p data-testid="app">`))
				})}}
			waiting.Start()
			t.Cleanup(waiting.Close)
			_, port, _ := net.SplitHostPort(l.Addr().String())
			host, _, _ := net.SplitHostPort(address)
			to := "http://" + net.JoinHostPort(host, port) + "/"
			p := user.NewRegistered(t, shared.SharedStack(t, to, stack.Options{
				ReturnURLs: []string{to}, UIEnv: []string{"FORM_ACTION_ORIGINS=https://accounts.example"},
			})).InChromium()
			p.Open("/login?return_to=" + url.QueryEscape(to))
			p.SubmitCredentials()
			p.WaitFor(chrome.TestID("app"))
		})
	}
}

// A long return_to with characters that usually separate parameters comes through Kratos unchanged.
func TestReturnToLongAddress(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	want := u.Stack.UIURL + "/sessions;jsessionid=1/?off=100%25&x=" + strings.Repeat("long-", 9<<10/5)
	u.Open("/login?return_to=" + strings.ReplaceAll(url.QueryEscape(want), "%3B", ";"))
	u.Expect("/login")
	link, err := url.Parse(u.Find("[data-testid=signup-link]").AttrOr("href", ""))
	if err != nil || link.Query().Get("return_to") != want {
		t.Errorf("sign-up would lead back to %d bytes, want %d (%v)", len(link.Query().Get("return_to")), len(want), err)
	}
	u.SubmitCredentials()
	if got := u.URL.String(); got != want {
		t.Errorf("signing in leads to %.80s (%d bytes), want %d bytes", got, len(got), len(want))
	}
}

// Kratos loses the way back to the settings when it asks for a login, so the page has to keep it.
func TestReturnToSettings(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	u.Open("/settings")
	u.Expect("/login")
	u.SubmitCredentials()
	u.Expect("/settings")
}
