package mails_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/inbox"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// text waits for a text message in this look, with the last line that phones want before they offer the code on pages of the host
// (origin-bound one-time codes), and returns its code.
func (v *visitor) text(key string) string {
	v.T.Helper()
	m := v.Mail(v.begun, func(inbox.Mail) bool { return true })
	want := v.message(v.T.(*testing.T), key, m.Code) + fmt.Sprintf("\n\n@%s #%s", v.host, m.Code)
	if m.Code == "" || strings.TrimSpace(m.Body) != want {
		v.T.Errorf("the text message is %q, want %q", m.Body, want)
	}
	if n := v.Find("input[name=code][autocomplete=one-time-code]").Length(); n != 1 {
		v.T.Errorf("%d fields that phones offer the code for, want 1", n)
	}
	return m.Code
}

// Codes by text message: to confirm a number, and to sign in with it.
func TestTextMessages(t *testing.T) {
	s := shared.SharedStack(t, "hosts,phone", atHosts(t, "phone", "onestep"))
	for i, v := range []*visitor{
		{User: user.New(t, s), look: shopGerman, host: shop, languages: "de"},
		{User: user.New(t, s), look: railArabic, host: rail, languages: "ar"},
		{User: user.New(t, s), look: plainEnglish, host: "localhost", languages: "en"},
	} {
		number := fmt.Sprintf("+49151%08d", time.Now().UnixNano()%1e7*10+int64(i))
		v.Email = number // where messages go
		v.User = v.At(v.host, v.languages)
		v.begun = time.Now()
		v.Open("/registration")
		v.Fill("traits.phone", number)
		v.Fill("password", v.Password)
		v.PressEnter("password")
		v.Expect("/verification", ui.MsgVerifyCodeSent)
		v.enter(v.text("mail.sms.verification"))
		v.Expect("/verification", ui.MsgVerified)

		v.User, v.begun = v.At(v.host, v.languages), time.Now()
		v.Open("/login")
		v.Fill("identifier", number)
		v.Click("method", "code")
		v.Expect("/login", ui.MsgLoginCodeSent)
		v.enter(v.text("mail.sms.login"))
		v.Expect("/")
	}
}
