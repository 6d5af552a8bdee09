package flows_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// A page about to expire says so, and renewing keeps what was typed, but never a password.
func TestRenewKeepsWhatWasTyped(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t, "onestep", "shortlife"))
	typed := registrationValues(p.Email)
	delete(typed, "traits.birthday") // typed differently in each language
	p.Open("/registration")
	for name, value := range typed {
		p.Fill(name, value)
	}
	p.Click(`[type=checkbox][name="traits.newsletter"]`)
	p.Fill("password", p.Password)
	p.WaitFor("[data-expires]")
	p.Capture("registration-expires")
	before := p.URL()
	p.Submit("[data-renew]")
	p.WaitURL(func(u *url.URL) bool { return u.Path == "/registration" && u.String() != before })
	for name, want := range typed {
		if got := chrome.Eval[string](p.Tab, `document.querySelector('form [name="`+name+`"]').value`); got != want {
			t.Errorf("%s is %q after renewing, want %q", name, got, want)
		}
	}
	if !chrome.Eval[bool](p.Tab, `document.querySelector('[type=checkbox][name="traits.newsletter"]').checked`) {
		t.Error("the newsletter tick was lost")
	}
	if got := chrome.Eval[string](p.Tab, `document.querySelector("[name=password]").value + JSON.stringify(sessionStorage)`); got != "{}" {
		t.Errorf("a password or what was typed is still kept: %q", got)
	}
}

// recordStorage records what is in the storage of a page before its script runs.
const recordStorage = `window.kept = sessionStorage.getItem("thyra:" + location.pathname);`

// renew presses the link of the notice, which may still be hidden, and returns what was stored meanwhile.
func renew(p *user.Chromium) string {
	p.T.Helper()
	before := p.URL()
	chrome.Eval[any](p.Tab, `document.querySelector("[data-renew]").click()`)
	p.Until(fmt.Sprintf("location.href !== %q && document.readyState === 'complete'", before))
	return chrome.Eval[string](p.Tab, `window.kept ?? ""`)
}

// Passwords are not stored even when they are shown as text, nor are codes of any kind.
func TestRenewKeepsNoSecret(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t))
	u.SignIn()
	u.CreateBackupCodes()
	p := u.InChromium()
	p.OnNewPage(recordStorage)
	secret := "qstnynpg-42"
	p.Open("/login")
	p.Fill("identifier", p.Email)
	p.Fill("password", secret)
	p.Click("[data-reveal]")
	p.Until(`document.querySelector("[name=password]").type === "text"`)
	kept := renew(p)
	if strings.Contains(kept, secret) || !strings.Contains(kept, p.Email) {
		t.Errorf("login: kept %s", kept)
	}
	p.SubmitCredentials()
	p.Expect("/login", ui.MsgSecondFactor)
	p.Fill("lookup_secret", secret)
	if kept := chrome.Eval[string](p.Tab, `document.querySelector("[data-renew]").addEventListener("click", (e) => e.preventDefault()),
		document.querySelector("[data-renew]").click(), JSON.stringify(sessionStorage)`); strings.Contains(kept, secret) {
		t.Errorf("second factor: kept %s", kept)
	}
}

func TestRenewKeepsNoCode(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	p.OnNewPage(recordStorage)
	p.SignIn()
	p.Open("/settings")
	p.Fill("totp_code", "123456")
	p.Fill("password", "another-key-for-the-door-7")
	p.Click("[data-reveal]")
	p.Fill("traits.name.first", "Anne")
	kept := renew(p)
	if strings.Contains(kept, "123456") || strings.Contains(kept, "another-key") {
		t.Errorf("kept %s", kept)
	}
	if got := chrome.Eval[string](p.Tab, `document.querySelector("[name='traits.name.first']").value`); got != "Anne" {
		t.Errorf("the new name is %q after renewing", got)
	}
}

// Several fields of one name and multiline texts are kept; unchanged fields take the server's new value.
func TestRenewKeepsListsAndTexts(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t, "onestep"))
	p.OnNewPage(recordStorage + `document.addEventListener("readystatechange", () => {
		if (document.readyState !== "interactive") return;
		const form = document.querySelector("[name='traits.email']").form;
		const add = (tag, name, value) => {
			const field = document.createElement(tag);
			[field.name, field.defaultValue] = [name, value];
			form.prepend(field);
		};
		for (const _ of [1, 2, 3]) add("input", "traits.tags", "");
		add("textarea", "traits.about", "");
		add("input", "traits.servers", new Date().toISOString());
	});`)
	p.Open("/registration")
	chrome.Eval[any](p.Tab, `document.querySelectorAll("[name='traits.tags']").forEach((f, i) => { f.value = ["alpha", "", "gamma"][i]; });
		document.querySelector("[name='traits.about']").value = "one\ntwo"`)
	renew(p)
	got := chrome.Eval[[]string](p.Tab, `[...document.querySelectorAll("[name='traits.tags'], [name='traits.about']")].map((f) => f.value)`)
	if fmt.Sprintf("%q", got) != `["one\ntwo" "alpha" "" "gamma"]` {
		t.Errorf("after renewing the fields hold %q", got)
	}
	if !chrome.Eval[bool](p.Tab, `(f => f.value === f.defaultValue)(document.querySelector("[name='traits.servers']"))`) {
		t.Error("an old value replaces what the server says now")
	}
}

// Without storage the link still works.
func TestRenewWithoutStorage(t *testing.T) {
	p := user.NewInChromium(t, shared.Stack(t))
	p.Allow("thyra:")
	p.OnNewPage(ui.Environments()["storage forbidden"])
	p.Open("/login")
	renew(p)
	p.Expect("/login")
}
