package e2e_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/inbox"
)

const (
	msgLoginCodeSent  = 1010014
	msgSignUpCodeSent = 1040005
	msgWrongLoginCode = 4010008
	msgWrongSignUp    = 4040003
	msgTooManyCodes   = 4000001
	resend            = "[data-resend]"
)

// asksForCode is a way to the page that asks for a mailed code.
type asksForCode struct {
	name        string
	start       func(v *visitor)
	sent, wrong int
	resend      string // the button's name; its value is "code" or the address
}

func waysToACode() []asksForCode {
	return []asksForCode{
		{"login", func(v *visitor) {
			v.open("/login")
			v.Fill("identifier", v.email)
			v.Click("method", "code")
		}, msgLoginCodeSent, msgWrongLoginCode, "resend"},
		{"registration", func(v *visitor) {
			v.email = "new." + v.email
			v.open("/registration")
			v.Fill("traits.email", v.email)
			v.PressEnter("traits.email")
			v.Click("method", "code")
		}, msgSignUpCodeSent, msgWrongSignUp, "resend"},
		{"recovery", func(v *visitor) {
			v.open("/recovery")
			v.Fill("email", v.email)
			v.PressEnter("email")
		}, msgRecoveryCodeSent, 4060006, "email"},
		{"verification", func(v *visitor) {
			v.open("/verification")
			v.Fill("email", v.email)
			v.PressEnter("email")
		}, msgVerifyCodeSent, 4070006, "email"},
	}
}

// A mistyped code can be corrected, and a lost mail can be sent again.
func TestMailedCodes(t *testing.T) {
	for _, way := range waysToACode() {
		t.Run(way.name, func(t *testing.T) {
			v := newMember(t, shared.stack(t))
			begin := time.Now()
			way.start(v)
			v.expect("/"+way.name, way.sent)
			first := v.mail(begin, hasCode)
			if n := v.Find("input[name=code][autocomplete=one-time-code]").Length(); n != 1 {
				t.Errorf("%d fields for the code, want 1", n)
			}
			v.Fill("code", wrong(first.Code))
			v.PressEnter("code")
			v.expect("/"+way.name, way.wrong)

			again := time.Now()
			value := "code"
			if way.resend == "email" {
				value = v.email
			}
			v.Click(way.resend, value)
			v.expect("/"+way.name, way.sent)
			second := v.mail(again, func(m inbox.Mail) bool { return m.Code != "" && m.Code != first.Code })
			v.Fill("code", second.Code)
			v.Click("method", "code")
			if way.name == "verification" {
				v.expect("/verification", msgVerified)
			} else if !v.signedIn() {
				t.Errorf("no session at %s, messages %v", v.URL, v.Messages())
			}
		})
	}
}

// Kratos stops counting after five mistakes and v1.3.1 then refuses every code in the same flow, the newest too. There must
// be a way to begin again.
func TestTooManyWrongCodes(t *testing.T) {
	for _, way := range waysToACode() {
		t.Run(way.name, func(t *testing.T) {
			v := newMember(t, shared.stack(t))
			begin := time.Now()
			way.start(v)
			code := v.mail(begin, hasCode).Code
			for range 5 {
				v.Fill("code", wrong(code))
				v.PressEnter("code")
				v.expect("/"+way.name, way.wrong)
			}
			v.Fill("code", code)
			v.PressEnter("code")
			v.expect("/"+way.name, msgTooManyCodes)
			if v.Find("input[name=code]:not([type=hidden])").Length() > 0 {
				for _, link := range []string{"restart-link", "change-account"} {
					if v.Has(link) {
						v.Follow(link)
						break
					}
				}
				if v.HasMessage(msgTooManyCodes) {
					t.Fatal("no link begins again")
				}
			}
			begin = time.Now()
			switch way.name {
			case "login", "registration":
				way.start(v)
			default:
				v.Fill("email", v.email)
				v.PressEnter("email")
			}
			v.Fill("code", v.mail(begin, hasCode).Code)
			v.PressEnter("code")
			if v.HasMessage(msgTooManyCodes) || v.HasMessage(way.wrong) {
				t.Errorf("the code of the new attempt is refused: %v", v.Messages())
			}
		})
	}
}

// fastSeconds lets a page's countdowns run fifty times as fast, and the clock that they go by.
const fastSeconds = `{ const real = setTimeout; window.setTimeout = (run, ms, ...rest) => real(run, ms === 1000 ? 20 : ms, ...rest);
	const clock = Date.now.bind(Date), start = clock(); Date.now = () => start + 50 * (clock() - start); }`

// standstill has a page's timers of so many milliseconds never end, however long it is looked at.
func standstill(ms int) string {
	return fmt.Sprintf(`{ const real = setTimeout; window.setTimeout = (run, ms, ...rest) => ms === %d ? 0 : real(run, ms, ...rest); }`, ms)
}

// Sending again waits visibly in Chromium. Codes are forgiven their spaces and dashes.
func TestMailedCodeInChromium(t *testing.T) {
	p := newMember(t, shared.stack(t)).atChromium()
	p.OnNewPage(standstill(1000))
	begin := time.Now()
	p.open("/login")
	p.Fill("identifier", p.email)
	p.Submit(chrome.Button("method", "code"))
	p.expect("/login", msgLoginCodeSent)
	p.Until(`document.activeElement.name === "code"`)
	p.Until(`(b => b.disabled && /\(\d+\)/.test(b.textContent))(document.querySelector("` + resend + `"))`)
	p.pictures("login-code")
	first := awaitMail(t, p.s, p.email, begin, hasCode)
	p.Fill("code", wrong(first.Code))
	p.OnNewPage(fastSeconds)
	p.PressEnter("[name=code]")
	p.expect("/login", msgWrongLoginCode)
	p.pictures("login-code-wrong")

	again := time.Now()
	p.WaitFor(resend + ":enabled")
	p.Submit(resend)
	p.expect("/login", msgLoginCodeSent)
	code := awaitMail(t, p.s, p.email, again, func(m inbox.Mail) bool { return m.Code != "" && m.Code != first.Code }).Code
	p.Fill("code", code[:2]+"-"+code[2:4]+" "+code[4:])
	if got := chrome.Eval[string](p.Tab, `document.querySelector("input[name=code]:not([type=hidden])").value`); got != code {
		t.Errorf("the field holds %q, want %q", got, code)
	}
	p.PressEnter("[name=code]")
	p.expect("/")
	p.mustBeSignedIn("aal1")
}
