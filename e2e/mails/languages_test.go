package mails_test

import (
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/inbox"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// reader is a user at a Chromium in another language than English.
type reader struct {
	*user.Chromium
	look
	english []string  // the texts that this language has other words for
	begun   time.Time // of the step under way
}

func newReader(t *testing.T, lang, accept string) *reader {
	t.Helper()
	s := shared.Stack(t)
	r := &reader{look: look{lang, "Thyra"}}
	r.Chromium = &user.Chromium{
		Tab: chrome.Start(t, chrome.Options{Language: accept, Viewport: chrome.Phone()}), T: t, Stack: s, Email: user.UniqueEmail(t), Password: user.Password,
	}
	own := messages(t, lang)
	for key, text := range messages(t, "en") {
		if own[key] != text && !strings.Contains(text, "{{") && len(text) > 4 {
			r.english = append(r.english, text)
		}
	}
	return r
}

// sees waits for a message of Kratos and reads the page, on which nothing is in English.
func (r *reader) sees(message int) {
	r.T.Helper()
	r.WaitFor(chrome.Message(message))
	r.reads()
}

// reads looks for English on the page that shows.
func (r *reader) reads() {
	r.T.Helper()
	r.WaitFor("html[lang=" + r.lang + "]")
	lines := map[string]bool{}
	for line := range strings.Lines(r.Text("body")) {
		lines[strings.TrimSpace(line)] = true
	}
	for _, text := range r.english {
		if lines[text] {
			r.T.Errorf("%s says %q", r.URL(), text)
		}
	}
}

// mail is what came since the step began.
func (r *reader) mail(subject string) inbox.Mail {
	r.T.Helper()
	m := user.AwaitMail(r.T, r.Stack, r.Email, r.begun, func(inbox.Mail) bool { return true })
	r.check(r.T.(*testing.T), m, subject)
	return m
}

func (r *reader) enter(name, value string) {
	r.T.Helper()
	r.Fill(name, value)
	r.begun = time.Now()
	r.PressEnter(`[name="` + name + `"]`)
}

// A visitor signs up, verifies, changes a name, signs out, recovers and signs in by a code, and reads all of it in one language, with
// the mails: in one written from right to left, one without spaces, one with a region, and one whose plural forms differ from English.
func TestJourneyInOtherLanguages(t *testing.T) {
	for lang, accept := range map[string]string{"ar": "ar-EG,ar;q=0.9,en;q=0.5", "ja": "ja", "pt-BR": "pt-BR,pt;q=0.9", "fr": "fr-CA"} {
		t.Run(lang, func(t *testing.T) {
			r := newReader(t, lang, accept)
			r.Open("/registration")
			r.reads()
			r.Fill("traits.name.first", "Ann")
			r.enter("traits.email", r.Email)
			r.sees(ui.MsgChooseCredential)
			r.enter("password", "short")
			r.sees(4000032)
			r.enter("password", r.Password)
			r.sees(ui.MsgVerifyCodeSent)
			r.enter("code", r.mail("mail.verification.subject.code").Code)
			r.sees(ui.MsgVerified)

			r.Open("/")
			r.reads()
			r.Open("/sessions")
			r.reads()
			r.Open("/settings")
			r.reads()
			r.enter("traits.name.first", "Anne")
			r.sees(ui.MsgSettingsSaved)
			r.SignOut()
			r.reads()

			r.Open("/recovery")
			r.reads()
			r.enter("email", r.Email)
			r.sees(ui.MsgRecoveryCodeSent)
			r.enter("code", r.mail("mail.recovery.subject.code").Code)
			r.sees(ui.MsgRecovered)
			r.SignOut()

			r.Fill("identifier", r.Email)
			r.begun = time.Now()
			r.Submit("[name=method][value=code]")
			r.sees(ui.MsgLoginCodeSent)
			r.enter("code", r.mail("mail.login.subject").Code)
			r.Expect("/")
			r.MustBeSignedIn("aal1")
		})
	}
}
