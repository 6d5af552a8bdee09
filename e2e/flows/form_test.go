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

// Two clicks are one order, and the button's own value is still sent along.
func TestFormDoubleClick(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	p.OnNewPage(`addEventListener("submit", (e) => {
		const sent = e.defaultPrevented ? "kept" : e.submitter.value;
		sessionStorage.setItem("sent", (sessionStorage.getItem("sent") ?? "") + sent + " ");
	});`)
	p.Open("/login")
	p.Fill("identifier", p.Email)
	chrome.Eval[any](p.Tab, `{ const b = document.querySelector('`+chrome.Button("method", "code")+`'); b.click(); b.click(); }`)
	p.Expect("/login", ui.MsgLoginCodeSent)
	if got := chrome.Eval[string](p.Tab, `sessionStorage.getItem("sent")`); got != "code kept " {
		t.Errorf("the form was sent as %q", got)
	}
}

// form is one that a visitor meets: where, what is filled in, the button, and what shows that it has arrived.
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

// everyForm tries something on each form, those of a settings page while signed in.
func everyForm(t *testing.T, try func(p *user.Chromium, f form)) {
	t.Helper()
	tried := func(name string, f func(p *user.Chromium) form, signedIn bool) {
		u := user.NewRegistered(t, shared.Stack(t)) // by the outer name: an address has no room for the inner
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

// Whoever stops the page after pressing a button can press it again, at once.
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

// A form whose answer is no page can be sent again in a moment: no browser says that it stays.
func TestFormAfterAnAnswerWithoutAPage(t *testing.T) {
	for name, fate := range map[string]chrome.Fate{"nothing": chrome.NoAnswer, "a file": chrome.Download, "an app": chrome.App} {
		t.Run(name, func(t *testing.T) {
			p := user.NewRegistered(t, shared.Stack(t)).InChromium()
			p.Allow("nosuchapp|form-action") // nothing opens it here
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

// The browser goes back to the page, from its own page about the network, or from the next step.
func TestFormAfterBack(t *testing.T) {
	everyForm(t, func(p *user.Chromium, f form) {
		p.Allow("ERR_CONNECTION_RESET")
		posts := p.WatchPosts(chrome.Lost)
		fillIn(p, f)
		p.Submit(f.button)
		p.Until(`location.protocol === "chrome-error:"`)
		p.Back()
		p.Expect(f.path)
		// Chromium may have kept the page as it was, which its protocol does not tell of: only the page can be asked.
		p.Until("document.querySelector(`" + f.button + "`)")
		for name, value := range f.fill {
			chrome.Eval[any](p.Tab, fmt.Sprintf("document.querySelector('input[name=%q]:not([type=hidden])').value = %q", name, value))
		}
		chrome.Eval[any](p.Tab, "document.querySelector(`"+f.button+"`).click()")
		posts.Await(2)
		p.Until("document.querySelector(`" + f.then + "`)")
	})
}

// A policy that refuses the post says so to the page.
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

// A settings page has many forms, and one that is under way does not hold the others.
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

// Two clicks are one order on every form, however the second comes, while the first is under way.
func TestFormDoubleClickOnEveryForm(t *testing.T) {
	everyForm(t, func(p *user.Chromium, f form) {
		posts := p.WatchPosts()
		fillIn(p, f)
		// The browser answers no questions while a page is leaving, so the page itself clicks.
		chrome.Eval[any](p.Tab, `{ const button = document.querySelector(`+"`"+f.button+"`"+`);
			for (const wait of [0, 30, 150]) setTimeout(() => button.click(), wait); }`)
		p.WaitFor(f.then)
		if n := len(posts.Bodies()); n != 1 {
			p.T.Errorf("the form was sent %d times", n)
		}
	})
}
