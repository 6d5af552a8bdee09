package e2e_test

import (
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/inbox"
)

// With the overlay mfa, codes by mail are the second factor and everybody has it.
func TestMailedCodeAsSecondFactor(t *testing.T) {
	v := newMember(t, shared.stack(t, "mfa"))
	v.enterPassword()
	v.expect("/login", msgSecondFactor)
	if v.signedIn() {
		t.Error("the password alone is enough")
	}
	begin := time.Now()
	v.Click("address", v.email)
	v.expect("/login", msgLoginCodeSent)
	first := v.mail(begin, hasCode)
	v.Fill("code", wrong(first.Code))
	v.PressEnter("code")
	v.expect("/login", msgWrongLoginCode)

	again := time.Now()
	v.Click("resend", "code")
	v.expect("/login", msgLoginCodeSent)
	v.Fill("code", v.mail(again, func(m inbox.Mail) bool { return m.Code != "" && m.Code != first.Code }).Code)
	v.PressEnter("code")
	v.expect("/")
	if s, ok := v.whoami(); !ok || s.AAL != "aal2" {
		t.Errorf("session %+v (valid: %t)", s, ok)
	}
}

func TestMailedCodeAsSecondFactorInChromium(t *testing.T) {
	p := newMember(t, shared.stack(t, "mfa")).atChromium()
	p.enterPassword()
	p.expect("/login", msgSecondFactor)
	p.pictures("login-mail-factor")
	begin := time.Now()
	p.Submit(chrome.Button("address", p.email))
	p.expect("/login", msgLoginCodeSent)
	p.pictures("login-mail-factor-code")
	p.Fill("code", awaitMail(t, p.s, p.email, begin, hasCode).Code)
	p.PressEnter("[name=code]")
	p.expect("/")
	p.mustBeSignedIn("aal2")
}

// A way out is offered at both steps.
func TestSignOutInsteadOfMailedCode(t *testing.T) {
	v := newMember(t, shared.stack(t, "mfa"))
	v.enterPassword()
	v.expect("/login", msgSecondFactor)
	v.signOutHere()
	v.enterPassword()
	v.Click("address", v.email)
	v.expect("/login", msgLoginCodeSent)
	v.signOutHere()
}

// A link out of a mail works once, and a broken one leads to a page that can send another.
func TestMailedLinksThatDoNotWork(t *testing.T) {
	ways := map[string]int{"recovery": 4060004, "verification": 4070001}
	for kind, refused := range ways {
		t.Run(kind, func(t *testing.T) {
			v := newMember(t, shared.stack(t, "link"))
			begin := time.Now()
			v.open("/" + kind)
			v.Fill("email", v.email)
			v.PressEnter("email")
			link := v.mail(begin, hasLink).Link

			last := len(link) - 1
			broken := link[:last] + string('a'+(link[last]-'a'+1+26)%26)
			other := v.anotherBrowser()
			other.Visit(broken)
			other.expect("/"+kind, refused)

			v.Visit(link)
			if v.HasMessage(refused) {
				t.Error("the link is refused the first time")
			}
			other.Visit(link)
			other.expect("/"+kind, refused)
			again := time.Now()
			other.Fill("email", v.email)
			other.PressEnter("email")
			if second := v.mail(again, hasLink).Link; second == link {
				t.Error("the same link was sent again")
			}
		})
	}
}
