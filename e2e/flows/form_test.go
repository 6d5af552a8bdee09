package flows_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// form is a form of the UI: its page, what is filled in, its button, and the element that shows that it was sent.
type form struct {
	path   string
	fill   map[string]string
	button string
	then   string
}

func forms(p *user.Chromium) map[string]form {
	byEmail := map[string]string{"email": p.Email}
	return map[string]form{
		"password": {
			"/login",
			map[string]string{"identifier": p.Email, "password": p.Password},
			chrome.Button("method", "password"), chrome.TestID("account-home"),
		},
		"code":         {"/login", map[string]string{"identifier": p.Email}, chrome.Button("method", "code"), chrome.Message(ui.MsgLoginCodeSent)},
		"sign-up":      {"/registration", map[string]string{"traits.email": "new." + p.Email}, chrome.Button("method", "profile"), chrome.Message(ui.MsgChooseCredential)},
		"recovery":     {"/recovery", byEmail, chrome.Button("method", "code"), chrome.Message(ui.MsgRecoveryCodeSent)},
		"verification": {"/verification", byEmail, chrome.Button("method", "code"), chrome.Message(ui.MsgVerifyCodeSent)},
	}
}

func settingsForms() map[string]form {
	return map[string]form{
		"profile":      {"/settings", map[string]string{"traits.name.first": "Anne"}, chrome.Button("method", "profile"), chrome.Message(ui.MsgSettingsSaved)},
		"new password": {"/settings", map[string]string{"password": "another-key-for-the-door-7"}, chrome.Button("method", "password"), chrome.Message(ui.MsgSettingsSaved)},
		"backup codes": {"/settings", nil, chrome.Button("lookup_secret_regenerate", "true"), chrome.TestID(ui.BackupCodes)},
	}
}

// fillIn opens a form's page and fills it in.
func fillIn(p *user.Chromium, f form) {
	p.T.Helper()
	p.Open(f.path)
	for name, value := range f.fill {
		p.Fill(name, value)
	}
}

// everyForm calls a function for each form, signed in for those of the settings page.
func everyForm(t *testing.T, try func(p *user.Chromium, f form)) {
	t.Helper()
	tried := func(name string, f func(p *user.Chromium) form, signedIn bool) {
		u := user.NewRegistered(t, shared.Stack(t)) // named after the outer test: an address has no room for the inner one
		t.Run(name, func(t *testing.T) {
			u.T = t
			p := u.InChromium()
			if signedIn {
				p.SignIn()
			}
			try(p, f(p))
		})
	}
	for name := range forms(&user.Chromium{}) {
		tried(name, func(p *user.Chromium) form { return forms(p)[name] }, false)
	}
	for name, f := range settingsForms() {
		tried("settings "+name, func(*user.Chromium) form { return f }, true)
	}
}

// After the page was stopped, the button can be pressed again at once.
func TestFormAfterStop(t *testing.T) {
	everyForm(t, func(p *user.Chromium, f form) {
		posts := p.WatchPosts(chrome.Kept)
		fillIn(p, f)
		p.Click(f.button)
		posts.Await(1)
		p.Stop()
		p.Until(`!document.querySelector("[aria-busy]")`)
		p.Click(f.button)
		posts.Await(2)
		p.WaitFor(f.then)
	})
}

// A form whose answer is no page can be sent again after a moment: browsers don't report that they stay.
func TestFormAfterAnAnswerWithoutAPage(t *testing.T) {
	for name, fate := range map[string]chrome.Fate{"nothing": chrome.NoAnswer, "a file": chrome.Download, "an app": chrome.App} {
		t.Run(name, func(t *testing.T) {
			p := user.NewRegistered(t, shared.Stack(t)).InChromium()
			p.Allow("nosuchapp|form-action") // no app opens it here
			posts := p.WatchPosts(fate)
			f := forms(p)["password"]
			fillIn(p, f)
			p.Click(f.button)
			posts.Await(1)
			begin := time.Now()
			chrome.Eval[any](p.Tab, `{ const pressing = setInterval(() => document.querySelector('`+f.button+`').click(), 250);
				addEventListener("submit", (e) => { if (!e.defaultPrevented) clearInterval(pressing); }); }`)
			posts.Await(2)
			if took := time.Since(begin); took > 10*time.Second {
				t.Errorf("the button did nothing for %s", took)
			}
			p.WaitFor(f.then)
		})
	}
}

// Forms work after going back, from the browser's error page or from the next step.
func TestFormAfterBack(t *testing.T) {
	everyForm(t, func(p *user.Chromium, f form) {
		p.Allow("ERR_CONNECTION_RESET")
		posts := p.WatchPosts(chrome.Lost)
		fillIn(p, f)
		p.Submit(f.button)
		p.Until(`location.protocol === "chrome-error:"`)
		p.Back()
		p.Expect(f.path)
		// Chromium may restore the page from its cache, which its protocol does not report: only the page can be asked.
		p.Until("document.querySelector(`" + f.button + "`)")
		for name, value := range f.fill {
			chrome.Eval[any](p.Tab, fmt.Sprintf("document.querySelector('input[name=%q]:not([type=hidden])').value = %q", name, value))
		}
		chrome.Eval[any](p.Tab, "document.querySelector(`"+f.button+"`).click()")
		posts.Await(2)
		p.Until("document.querySelector(`" + f.then + "`)")
	})
}

// After the policy blocked a form, its button can be pressed again.
func TestFormAfterAPolicyRefused(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	p.Allow("form-action")
	f := forms(p)["password"]
	fillIn(p, f)
	chrome.Eval[any](p.Tab, `(() => {
		const meta = document.createElement("meta");
		meta.httpEquiv = "Content-Security-Policy";
		meta.content = "form-action 'none'";
		document.head.append(meta);
		window.violations = 0;
		document.addEventListener("securitypolicyviolation", () => violations++);
	})()`)
	for tries := range 3 {
		p.Click(f.button)
		p.Until("violations === " + string(rune('1'+tries)))
		p.Until(`!document.querySelector("[aria-busy]")`)
	}
}

// One form of a settings page that is being sent does not block the others.
func TestFormsDoNotBlockEachOther(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	p.SignIn()
	posts := p.WatchPosts(chrome.NoAnswer)
	all := settingsForms()
	fillIn(p, all["profile"])
	p.Fill("password", all["new password"].fill["password"])
	p.Click(all["profile"].button)
	posts.Await(1)
	p.Click(all["new password"].button)
	posts.Await(2)
	p.WaitFor(all["new password"].then)
	if last := posts.Bodies()[1]; !strings.Contains(last, "method=password") {
		t.Errorf("the second form sent %q", last)
	}
}
