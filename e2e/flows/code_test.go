package flows_test

import (
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/inbox"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// codeWay is a flow that asks for a mailed code.
type codeWay struct {
	name        string
	start       func(v *user.User)
	sent, wrong int
	resend      string // the button's name; its value is "code" or the address
}

func codeWays() []codeWay {
	return []codeWay{
		{"login", func(u *user.User) {
			u.Open("/login")
			u.Fill("identifier", u.Email)
			u.Click("method", "code")
		}, ui.MsgLoginCodeSent, ui.MsgWrongLoginCode, "resend"},
		{"registration", func(u *user.User) {
			u.Email = "new." + u.Email
			u.Open("/registration")
			u.Fill("traits.email", u.Email)
			u.PressEnter("traits.email")
			u.Click("method", "code")
		}, ui.MsgRegistrationCodeSent, ui.MsgWrongRegistrationCode, "resend"},
		{"recovery", func(u *user.User) {
			u.Open("/recovery")
			u.Fill("email", u.Email)
			u.PressEnter("email")
		}, ui.MsgRecoveryCodeSent, 4060006, "email"},
		{"verification", func(u *user.User) {
			u.Open("/verification")
			u.Fill("email", u.Email)
			u.PressEnter("email")
		}, ui.MsgVerifyCodeSent, 4070006, "email"},
	}
}

// A mistyped code can be corrected, and a lost mail can be sent again.
func TestCodeByMail(t *testing.T) {
	for _, way := range codeWays() {
		t.Run(way.name, func(t *testing.T) {
			u := user.NewRegistered(t, shared.Stack(t))
			begin := time.Now()
			way.start(u)
			u.Expect("/"+way.name, way.sent)
			first := u.Mail(begin, user.HasCode)
			if n := u.Find("input[name=code][autocomplete=one-time-code]").Length(); n != 1 {
				t.Errorf("%d fields for the code, want 1", n)
			}
			u.Fill("code", user.WrongCode(first.Code))
			u.PressEnter("code")
			u.Expect("/"+way.name, way.wrong)

			again := time.Now()
			value := "code"
			if way.resend == "email" {
				value = u.Email
			}
			u.Click(way.resend, value)
			u.Expect("/"+way.name, way.sent)
			second := u.Mail(again, func(m inbox.Mail) bool { return m.Code != "" && m.Code != first.Code })
			u.Fill("code", second.Code)
			u.Click("method", "code")
			if way.name == "verification" {
				u.Expect("/verification", ui.MsgVerified)
			} else if !u.SignedIn() {
				t.Errorf("no session at %s, messages %v", u.URL, u.Messages())
			}
		})
	}
}

// After five wrong codes Kratos v1.3.1 refuses every code in the same flow, even a new one. The page must offer to start
// again.
func TestCodeTooOftenWrong(t *testing.T) {
	for _, way := range codeWays() {
		t.Run(way.name, func(t *testing.T) {
			u := user.NewRegistered(t, shared.Stack(t))
			begin := time.Now()
			way.start(u)
			code := u.Mail(begin, user.HasCode).Code
			for range 5 {
				u.Fill("code", user.WrongCode(code))
				u.PressEnter("code")
				u.Expect("/"+way.name, way.wrong)
			}
			u.Fill("code", code)
			u.PressEnter("code")
			u.Expect("/"+way.name, ui.MsgGeneric)
			if u.Find("input[name=code]:not([type=hidden])").Length() > 0 {
				for _, link := range []string{"restart-link", "change-account"} {
					if u.Has(link) {
						u.Follow(link)
						break
					}
				}
				if u.HasMessage(ui.MsgGeneric) {
					t.Fatal("no link begins again")
				}
			}
			begin = time.Now()
			switch way.name {
			case "login", "registration":
				way.start(u)
			default:
				u.Fill("email", u.Email)
				u.PressEnter("email")
			}
			u.Fill("code", u.Mail(begin, user.HasCode).Code)
			u.PressEnter("code")
			if u.HasMessage(ui.MsgGeneric) || u.HasMessage(way.wrong) {
				t.Errorf("the code of the new attempt is refused: %v", u.Messages())
			}
		})
	}
}

// fastSeconds makes a page's countdowns and clock run fifty times as fast.
const fastSeconds = `{ const real = setTimeout; window.setTimeout = (run, ms, ...rest) => real(run, ms === 1000 ? 20 : ms, ...rest);
	const clock = Date.now.bind(Date), start = clock(); Date.now = () => start + 50 * (clock() - start); }`

// In Chromium the button that sends again shows a countdown. Codes may have spaces and dashes.
func TestCodeByMailInChromium(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	p.OnNewPage(chrome.FreezeTimers(1000))
	begin := time.Now()
	p.Open("/login")
	p.Fill("identifier", p.Email)
	p.Submit(chrome.Button("method", "code"))
	p.Expect("/login", ui.MsgLoginCodeSent)
	p.Until(`document.activeElement.name === "code"`)
	p.Until(`(b => b.disabled && /\(\d+\)/.test(b.textContent))(document.querySelector("` + ui.Resend + `"))`)
	p.Capture("login-code")
	first := user.AwaitMail(t, p.Stack, p.Email, begin, user.HasCode)
	p.Fill("code", user.WrongCode(first.Code))
	p.OnNewPage(fastSeconds)
	p.PressEnter("[name=code]")
	p.Expect("/login", ui.MsgWrongLoginCode)
	p.Capture("login-code-wrong")

	again := time.Now()
	p.WaitFor(ui.Resend + ":enabled")
	p.Submit(ui.Resend)
	p.Expect("/login", ui.MsgLoginCodeSent)
	code := user.AwaitMail(t, p.Stack, p.Email, again, func(m inbox.Mail) bool { return m.Code != "" && m.Code != first.Code }).Code
	p.Fill("code", code[:2]+"-"+code[2:4]+" "+code[4:])
	if got := chrome.Eval[string](p.Tab, `document.querySelector("input[name=code]:not([type=hidden])").value`); got != code {
		t.Errorf("the field holds %q, want %q", got, code)
	}
	p.PressEnter("[name=code]")
	p.Expect("/")
	p.MustBeSignedIn("aal1")
}
