package e2e_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// The address of an application on the visitor's device, as RFC 8252 has it; no program answers it here.
const app = "com.example.app://done"

// appStacks let visitors return to an application: by the policy as it is, and where an operator lists what forms may end at.
func appStacks() map[string]stack.Options {
	return map[string]stack.Options{
		"any":   {ReturnURLs: []string{app}},
		"exact": {ReturnURLs: []string{app}, UIEnv: []string{"FORM_ACTION_ORIGINS=https://accounts.example"}},
	}
}

// Chromium asks the page's policy before it hands a post's last redirect to an application.
func TestChromiumReturnToApp(t *testing.T) {
	for name, options := range appStacks() {
		s := shared.running(t, "app "+name, options)
		from := func(page string) string { return page + "?return_to=" + url.QueryEscape(app) }
		t.Run(name+"/sign-in", func(t *testing.T) {
			p := newMember(t, s).atChromium()
			p.open(from("/login"))
			p.Fill("identifier", p.email)
			p.Fill("password", p.password)
			p.Follows(app, func() { p.Click(chrome.Button("method", "password")) })
			p.mustBeSignedIn("aal1")
		})
		t.Run(name+"/confirm", func(t *testing.T) {
			p := newMember(t, s).atChromium()
			p.signIn()
			p.open(from("/login") + "&refresh=true")
			p.Fill("password", p.password)
			p.Follows(app, func() { p.Click(chrome.Button("method", "password")) })
		})
		t.Run(name+"/settings", func(t *testing.T) {
			p := newMember(t, s).atChromium()
			p.signIn()
			p.open(from("/settings"))
			p.Fill("password", "another-door-43")
			p.Follows(app, func() { p.Click(chrome.Button("method", "password")) })
		})
		t.Run(name+"/sign-up", func(t *testing.T) {
			p := newPerson(t, s)
			p.open(from("/registration") + "&after_verification_return_to=" + url.QueryEscape(app))
			p.Fill("traits.email", p.email)
			p.PressEnter(`[name="traits.email"]`)
			p.WaitFor(message(msgChooseCredential))
			p.Fill("password", p.password)
			start := time.Now()
			p.PressEnter("[name=password]")
			p.WaitFor(message(msgVerifyCodeSent))
			p.Fill("code", awaitMail(t, s, p.email, start, hasCode).Code)
			p.PressEnter("[name=code]")
			p.WaitFor(message(msgVerified))
			p.Follows(app, func() { p.Click(chrome.TestID("node/anchor/continue")) })
		})
	}
}

// Native applications may also wait at an address of this device, of either family.
func TestChromiumReturnToDevice(t *testing.T) {
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
			p := newMember(t, shared.running(t, to, stack.Options{
				ReturnURLs: []string{to}, UIEnv: []string{"FORM_ACTION_ORIGINS=https://accounts.example"},
			})).atChromium()
			p.open("/login?return_to=" + url.QueryEscape(to))
			p.giveCredentials()
			p.WaitFor(chrome.TestID("app"))
		})
	}
}
