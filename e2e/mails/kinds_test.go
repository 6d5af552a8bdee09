package mails_test

import (
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/inbox"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// visitor is a user at a host who should get mails in a look.
type visitor struct {
	*user.User
	look
	host, languages string
	begun           time.Time // of the step under way
}

// ask has Kratos send a mail to an address, from a new browser.
func (v *visitor) ask(kind, email string) {
	v.T.Helper()
	v.Email = email
	v.User, v.begun = v.At(v.host, v.languages), time.Now()
	v.Open("/" + kind)
	v.Fill("email", email)
	v.PressEnter("email")
	v.Expect("/" + kind)
}

// mail is what came since the step began.
func (v *visitor) mail(subject string) inbox.Mail {
	v.T.Helper()
	return v.await(v.User, v.begun, subject)
}

func (v *visitor) enter(code string) {
	v.T.Helper()
	v.Fill("code", code)
	v.PressEnter("code")
}

// visitors are one at each of two hosts.
func visitors(t *testing.T, s *stack.Stack) []*visitor {
	t.Helper()
	return []*visitor{
		{User: user.NewRegistered(t, s), look: shopGerman, host: shop, languages: "de"},
		{User: user.NewRegistered(t, s), look: railArabic, host: rail, languages: "ar-EG, en;q=0.5"},
	}
}

// Two visitors at two hosts recover and verify at the same time, each with mails in the language and the brand of the pages. They
// take turns at each step, since Kratos's database in memory has no two writers.
func TestMailsOfTwoVisitors(t *testing.T) {
	all := visitors(t, shared.SharedStack(t, "hosts", atHosts(t)))
	for _, step := range []func(v *visitor){
		func(v *visitor) { v.ask("recovery", v.Email) },
		func(v *visitor) {
			v.Expect("/recovery", ui.MsgRecoveryCodeSent)
			v.enter(v.mail("mail.recovery.subject.code").Code)
			v.Expect("/settings", ui.MsgRecovered)
		},
		func(v *visitor) { // a new address is verified
			v.Email, v.begun = user.UniqueEmail(v.T), time.Now()
			v.Fill("traits.email", v.Email)
			v.PressEnter("traits.email")
		},
		func(v *visitor) {
			v.Goto(v.mail("mail.verification.subject.code").Link)
			v.PressEnter("code") // which the link has filled in
			v.Expect("/verification", ui.MsgVerified)
		},
		func(v *visitor) { v.ask("verification", v.Email) },
		func(v *visitor) {
			v.Expect("/verification", ui.MsgVerifyCodeSent)
			v.mail("mail.verification.subject.code")
			v.begun = time.Now()
			v.Click("email", v.Email) // once more
		},
		func(v *visitor) {
			v.enter(v.mail("mail.verification.subject.code").Code)
			v.Expect("/verification", ui.MsgVerified)
		},
		func(v *visitor) { v.ask("recovery", "nobody."+user.UniqueEmail(v.T)) },
		func(v *visitor) { v.mail("mail.unknown.subject") },
		func(v *visitor) { v.ask("verification", "nobody."+user.UniqueEmail(v.T)) },
		func(v *visitor) { v.mail("mail.unknown.subject") },
	} {
		for _, v := range all {
			step(v)
		}
	}
}

// Codes to sign up and in with, and that for an address which signed up with a password.
func TestMailsOfSignUpAndSignIn(t *testing.T) {
	for _, v := range visitors(t, shared.SharedStack(t, "hosts", atHosts(t))) {
		v.signUp()
		v.begun = time.Now()
		v.Click("method", "code")
		v.Expect("/registration", ui.MsgRegistrationCodeSent)
		v.mail("mail.registration.subject")
		v.begun = time.Now()
		v.Click("resend", "code")
		v.enter(v.mail("mail.registration.subject").Code)
		v.Expect("/")

		v.User, v.begun = v.At(v.host, v.languages), time.Now()
		v.Open("/login")
		v.Fill("identifier", v.Email)
		v.Click("method", "code")
		v.Expect("/login", ui.MsgLoginCodeSent)
		v.enter(v.mail("mail.login.subject").Code)
		v.Expect("/")

		v.signUp()
		v.begun = time.Now()
		v.Fill("password", v.Password)
		v.PressEnter("password")
		v.Expect("/verification", ui.MsgVerifyCodeSent)
		v.enter(v.mail("mail.verification.subject.code").Code)
		v.Expect("/verification", ui.MsgVerified)
	}
}

// signUp goes to the choice of a credential, with an address and a browser of its own.
func (v *visitor) signUp() {
	v.T.Helper()
	v.Email = user.UniqueEmail(v.T)
	v.User = v.At(v.host, v.languages)
	v.Open("/registration")
	v.Fill("traits.email", v.Email)
	v.PressEnter("traits.email")
	v.Expect("/registration", ui.MsgChooseCredential)
}

// The same with links in place of codes.
func TestMailsWithLinks(t *testing.T) {
	for _, v := range visitors(t, shared.SharedStack(t, "hosts,link", atHosts(t, "link"))) {
		v.ask("recovery", v.Email)
		recovery := v.mail("mail.recovery.subject")
		v.ask("verification", v.Email)
		verification := v.mail("mail.verification.subject")
		for kind, m := range map[string]inbox.Mail{"recovery": recovery, "verification": verification} {
			if !strings.Contains(m.Link, "/self-service/"+kind+"?") {
				t.Errorf("%s links to %s", m.Subject, m.Link)
			}
			v.ask(kind, "nobody."+user.UniqueEmail(t))
			v.mail("mail.unknown.subject")
		}
		v.Goto(verification.Link)
		v.Expect("/verification", ui.MsgVerified)
		v.Goto(recovery.Link)
		v.Expect("/settings", ui.MsgRecovered)
	}
}
