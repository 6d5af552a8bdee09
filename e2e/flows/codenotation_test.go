package flows_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// inArabic returns a code in Arabic digits.
func inArabic(code string) string {
	return strings.Map(func(r rune) rune { return r - '0' + '٠' }, code)
}

// Decimal digits of every script are accepted, alone and within copied text.
func TestCodeNotations(t *testing.T) {
	type pair struct{ Typed, Want string }
	codes := []pair{
		{"١٢٣٤٥٦", "123456"},
		{"۱۲۳۴۵۶", "123456"},
		{"１２３４５６", "123456"},
		{"१२३ ४५६", "123456"},
		{"𝟏𝟐𝟑𝟜𝟝𝟞", "123456"},
		{" 123-456 ", "123456"},
		{"123\u00a0456\n", "123456"},
		{"\u200e123\u200b456\u202c", "123456"},
		{"Your code is 123456", "123456"},
		{"Your code is 123 456. It is valid for 15 minutes.", "123456"},
		{"رمزك هو ١٢٣٤٥٦ وهو صالح ١٥ دقيقة", "123456"},
		{"12a", "12"},
		{"", ""},
	}
	for _, r := range unicode.Nd.R16 {
		for c := rune(r.Lo); c <= rune(r.Hi); c++ {
			codes = append(codes, pair{string(c), string('0' + (c-rune(r.Lo))%10)})
		}
	}
	for _, r := range unicode.Nd.R32 {
		for c := rune(r.Lo); c <= rune(r.Hi); c++ {
			codes = append(codes, pair{string(c), string('0' + (c-rune(r.Lo))%10)})
		}
	}
	backup := []pair{
		{" Qstn-ynpg ", "qstnynpg"},
		{"QSTN YNPG", "qstnynpg"},
		{"qs７nynp٣", "qs7nynp3"},
		{"\u200eqstn\u00adynpg\u200f", "qstnynpg"},
		{"ＱＳＴＮＹＮＰＧ", "qstnynpg"},
		{"Qstn", "Qstn"}, // incomplete
		{"No such code", "No such code"},
	}
	p := user.NewInChromium(t, shared.Stack(t))
	p.Open("/recovery") // has the second script, as each page with codes
	for clean, table := range map[string][]pair{"digits": codes, "backup": backup} {
		var typed []string
		for _, c := range table {
			typed = append(typed, c.Typed)
		}
		list, err := json.Marshal(typed)
		if err != nil {
			t.Fatal(err)
		}
		for i, got := range chrome.Eval[[]string](p.Tab, string(list)+".map(thyra.codes."+clean+")") {
			if got != table[i].Want {
				t.Errorf("%q (%U) becomes %q, want %q", typed[i], []rune(typed[i]), got, table[i].Want)
			}
		}
	}
}

// A code in digits of another script signs in, and the caret stays where a digit is corrected.
func TestCodeInDigitsOfAnotherScript(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	begin := time.Now()
	p.Open("/login")
	p.Fill("identifier", p.Email)
	p.Submit(chrome.Button("method", "code"))
	p.Expect("/login", ui.MsgLoginCodeSent)
	code := user.AwaitMail(t, p.Stack, p.Email, begin, user.HasCode).Code
	const field = `document.querySelector("input[name=code]:not([type=hidden])")`
	holds := func(want string, caret int) {
		t.Helper()
		if got := chrome.Eval[string](p.Tab, field+".value"); got != want {
			t.Errorf("the field holds %q, want %q", got, want)
		}
		if got := chrome.Eval[int](p.Tab, field+".selectionStart"); got != caret {
			t.Errorf("the caret is at %d, want %d", got, caret)
		}
	}
	p.Fill("code", "12")
	chrome.Eval[any](p.Tab, field+".setSelectionRange(1, 1)")
	p.Insert("٣")
	holds("132", 2)

	// Text that is being composed stays until it is committed.
	p.Fill("code", "")
	p.Compose("１２")
	if got := chrome.Eval[string](p.Tab, field+".value"); got != "１２" {
		t.Errorf("text in the making became %q", got)
	}
	p.Insert("１２")
	holds("12", 2)

	p.Fill("code", "")
	p.Insert("\u202b " + inArabic(code) + "\u00a0\u202c")
	holds(code, 6)
	p.PressEnter("[name=code]")
	p.MustBeSignedIn("aal1")
}

// Without the script the browser sends such a code, and Kratos says what is wrong.
func TestCodeInDigitsOfAnotherScriptWithoutJavaScript(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	p.DisableScript()
	p.Open("/recovery")
	p.Fill("email", p.Email)
	p.PressEnter("[name=email]")
	p.Expect("/recovery", ui.MsgRecoveryCodeSent)
	p.Fill("code", "١٢٣٤٥٦")
	p.PressEnter("[name=code]")
	p.WaitFor(chrome.Message(4060006))
}

// The countdown follows the clock, since timers stop while a page sleeps.
func TestCodeResendGoesByTheClock(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t)).InChromium()
	p.OnNewPage(chrome.FreezeTimers(1000))
	p.Open("/recovery")
	p.Fill("email", p.Email)
	p.PressEnter("[name=email]")
	p.WaitFor(ui.Resend + ":disabled")
	chrome.Eval[any](p.Tab, `{ const now = Date.now() + 31000; Date.now = () => now; dispatchEvent(new Event("pageshow")); }`)
	p.WaitFor(ui.Resend + ":enabled")
}
