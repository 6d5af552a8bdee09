package e2e_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

// notesKept tells what a page finds in the storage before its script runs.
const notesKept = `window.kept = sessionStorage.getItem("thyra:" + location.pathname);`

// renew presses the link of the notice, which need not show yet, and tells what was kept on the way.
func (p *person) renew() string {
	p.t.Helper()
	before := p.URL()
	chrome.Eval[any](p.Tab, `document.querySelector("[data-renew]").click()`)
	p.Until(fmt.Sprintf("location.href !== %q && document.readyState === 'complete'", before))
	return chrome.Eval[string](p.Tab, `window.kept ?? ""`)
}

// What a field is for decides whether it is kept, not its type: passwords that are shown, codes of all kinds.
func TestRenewKeepsNoSecret(t *testing.T) {
	v := newMember(t, shared.stack(t))
	v.signIn()
	v.makeBackupCodes()
	p := v.atChromium()
	p.OnNewPage(notesKept)
	secret := "qstnynpg-42"
	p.open("/login")
	p.Fill("identifier", p.email)
	p.Fill("password", secret)
	p.Click("[data-reveal]")
	p.Until(`document.querySelector("[name=password]").type === "text"`)
	kept := p.renew()
	if strings.Contains(kept, secret) || !strings.Contains(kept, p.email) {
		t.Errorf("login: kept %s", kept)
	}
	p.giveCredentials()
	p.expect("/login", msgSecondFactor)
	p.Fill("lookup_secret", secret)
	if kept := chrome.Eval[string](p.Tab, `document.querySelector("[data-renew]").addEventListener("click", (e) => e.preventDefault()),
		document.querySelector("[data-renew]").click(), JSON.stringify(sessionStorage)`); strings.Contains(kept, secret) {
		t.Errorf("second factor: kept %s", kept)
	}
}

func TestRenewKeepsNoCode(t *testing.T) {
	p := newMember(t, shared.stack(t)).atChromium()
	p.OnNewPage(notesKept)
	p.signIn()
	p.open("/settings")
	p.Fill("totp_code", "123456")
	p.Fill("password", "another-key-for-the-door-7")
	p.Click("[data-reveal]")
	p.Fill("traits.name.first", "Anne")
	kept := p.renew()
	if strings.Contains(kept, "123456") || strings.Contains(kept, "another-key") {
		t.Errorf("kept %s", kept)
	}
	if got := chrome.Eval[string](p.Tab, `document.querySelector("[name='traits.name.first']").value`); got != "Anne" {
		t.Errorf("the new name is %q after renewing", got)
	}
}

// Fields of one name each keep their own, texts of many lines too, and what nobody touched is the server's.
func TestRenewKeepsListsAndTexts(t *testing.T) {
	p := newPerson(t, shared.stack(t, "onestep"))
	p.OnNewPage(notesKept + `document.addEventListener("readystatechange", () => {
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
	p.open("/registration")
	chrome.Eval[any](p.Tab, `document.querySelectorAll("[name='traits.tags']").forEach((f, i) => { f.value = ["alpha", "", "gamma"][i]; });
		document.querySelector("[name='traits.about']").value = "one\ntwo"`)
	p.renew()
	got := chrome.Eval[[]string](p.Tab, `[...document.querySelectorAll("[name='traits.tags'], [name='traits.about']")].map((f) => f.value)`)
	if fmt.Sprintf("%q", got) != `["one\ntwo" "alpha" "" "gamma"]` {
		t.Errorf("after renewing the fields hold %q", got)
	}
	if !chrome.Eval[bool](p.Tab, `(f => f.value === f.defaultValue)(document.querySelector("[name='traits.servers']"))`) {
		t.Error("an old value replaces what the server says now")
	}
}

// Where nothing can be stored, the link is still one.
func TestRenewWithoutStorage(t *testing.T) {
	p := newPerson(t, shared.stack(t))
	p.Allow("thyra:")
	p.OnNewPage(surroundings()["storage forbidden"])
	p.open("/login")
	p.renew()
	p.expect("/login")
}

// A refused clipboard is told beside the button, and leaves the text selected.
func TestCopyRefused(t *testing.T) {
	p := newMember(t, shared.stack(t)).atChromium()
	p.signIn()
	p.OnNewPage(`navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));`)
	p.open("/settings")
	p.Click("[data-copy]")
	p.WaitFor(`[id$="-refused"]`)
	key := chrome.Eval[string](p.Tab, `document.querySelector("code.secret").textContent.trim()`)
	if got := chrome.Eval[string](p.Tab, "getSelection().toString().trim()"); got != key || key == "" {
		t.Errorf("selected is %q, want %q", got, key)
	}
	if chrome.Eval[bool](p.Tab, `(b => b.textContent === b.dataset.copied)(document.querySelector("[data-copy]"))`) {
		t.Error("the button says that it copied")
	}
	p.pictures("settings-copy-refused")
	p.Submit(chrome.Button("lookup_secret_regenerate", "true"))
	p.WaitFor(chrome.TestID(backupCodes))
	p.Click("[data-codes] [data-copy]")
	p.WaitFor(`[data-codes] + [id$="-refused"]`)
	p.pictures("backup-codes-copy-refused")
}
