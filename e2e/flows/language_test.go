package flows_test

import (
	"net/url"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/user"
)

// chooseLanguage unfolds the language picker, presses a link, and checks that page and flow are the same in that language.
func chooseLanguage(p *user.Chromium, tag string) {
	p.T.Helper()
	flow := chrome.Eval[string](p.Tab, `new URLSearchParams(location.search).get("flow")`)
	path := chrome.Eval[string](p.Tab, `location.pathname`)
	p.Submit(`[data-testid=language-picker] a`)
	p.WaitURL(func(u *url.URL) bool {
		return u.Path == path && u.Query().Get("flow") == flow && u.Query().Has("languages")
	})
	p.Submit(`[data-testid=language-picker] a[hreflang=` + tag + `]`)
	p.WaitURL(func(u *url.URL) bool {
		return u.Path == path && u.Query().Get("lang") == tag && u.Query().Get("flow") == flow
	})
	p.WaitFor("html[lang=" + tag + "]")
}

// valueOf is what a field holds.
func valueOf(p *user.Chromium, name string) string {
	return chrome.Eval[string](p.Tab, `document.querySelector('main form [name="`+name+`"]:not([type=hidden])').value`)
}

// In the middle of signing up, of recovery and of settings the language changes, and flow and input stay, but no password does.
// Kratos's answers come in the language that was chosen.
func TestLanguageChosenInTheMiddle(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t, "onestep"))
	typed := registrationValues(p.Email)
	delete(typed, "traits.birthday") // typed differently in each language
	p.Open("/registration")
	for name, value := range typed {
		p.Fill(name, value)
	}
	p.Fill("password", p.Password)
	chooseLanguage(p, "ar")
	for name, want := range typed {
		if got := valueOf(p, name); got != want {
			t.Errorf("sign-up: %s is %q, want %q", name, got, want)
		}
	}
	if got := valueOf(p, "password") + chrome.Eval[string](p.Tab, `JSON.stringify(sessionStorage)`); got != "{}" {
		t.Errorf("a password or what was typed is still kept: %q", got)
	}
	p.Fill("password", "short")
	p.Submit("[name=method][value=password]")
	p.WaitFor("html[lang=ar][dir=rtl] [aria-invalid]")

	r := user.NewRegistered(t, shared.Stack(t)).InChromium()
	r.Open("/recovery")
	r.Fill("email", r.Email)
	chooseLanguage(r, "de")
	if got := valueOf(r, "email"); got != r.Email {
		t.Errorf("recovery: the address is %q", got)
	}
	r.Submit("[name=method][value=code]")
	r.WaitFor("html[lang=de] [name=code]")
	chooseLanguage(r, "ar")
	r.WaitFor("html[lang=ar] [name=code]")
}

func TestLanguageChosenInSettings(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	p.SignIn()
	p.Open("/settings")
	p.Fill("traits.name.first", "Änne")
	chooseLanguage(p, "de")
	if got := valueOf(p, "traits.name.first"); got != "Änne" {
		t.Errorf("settings: the name is %q", got)
	}
	p.Submit("[name=method][value=profile]")
	p.WaitFor("html[lang=de] [data-testid^='ui/message/1050001']")
	if got := valueOf(p, "traits.name.first"); got != "Änne" {
		t.Errorf("saved: %q", got)
	}
}
