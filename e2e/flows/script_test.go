package flows_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// The rest of the script works in every environment: passwords can be shown, codes are normalized, forms are sent once.
func TestScriptInOddEnvironments(t *testing.T) {
	for name, script := range ui.Environments() {
		t.Run(name, func(t *testing.T) {
			u := user.NewRegistered(t, shared.Stack(t))
			p := u.InChromium()
			p.Allow("thyra:|ory")
			p.OnNewPage(script)
			p.Open("/login")
			p.Fill("password", p.Password)
			p.Click("[data-reveal]")
			p.Until(`document.querySelector("[name=password]").type === "text"`)
			p.SignIn()
			p.Open("/settings")
			p.WaitFor(".section-nav [aria-current]")
			p.Fill("totp_code", "12-34 56")
			if got := chrome.Eval[string](p.Tab, `document.querySelector("[name=totp_code]").value`); got != "123456" {
				t.Errorf("the field for a code holds %q", got)
			}
		})
	}
}

// Invalid or missing parts of a page don't break the others.
func TestScriptOnOddPages(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	p.Allow("thyra:")
	p.OnNewPage(`document.addEventListener("readystatechange", () => {
		if (document.readyState !== "interactive") return;
		document.querySelector("form").insertAdjacentHTML("afterbegin", ` + "`" + `
			<button type=button data-reveal=nowhere></button><p data-capslock></p><input data-enter=nowhere>
			<button type=button data-resend=soon></button><button type=button data-copy=nowhere></button>
			<a data-download=nowhere></a><time data-local datetime=never>then</time><p data-expires=never></p>
			<nav class=section-nav><a href="#%"></a><a href="#nowhere"></a></nav>` + "`" + `);
	});`)
	p.IgnorePolicy() // which forbids scripts to write HTML
	p.Open("/login")
	p.Fill("password", p.Password)
	p.Click("[aria-pressed]")
	p.Until(`document.querySelector("[name=password]").type === "text"`)
	if got := chrome.Eval[string](p.Tab, `document.querySelector("time").textContent`); got != "then" {
		t.Errorf("a time that is none reads %q", got)
	}
	if chrome.Eval[bool](p.Tab, `document.querySelector("[data-resend]").disabled`) {
		t.Error("a wait that is no number never ends")
	}
}
