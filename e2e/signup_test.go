package e2e_test

import (
	"strings"
	"testing"
	"time"
)

func TestSignUpInTwoSteps(t *testing.T) {
	v := newVisitor(t, shared.stack(t))
	start := time.Now()
	v.open("/registration")
	if !v.Has("registration-flow") {
		t.Fatal("no registration form")
	}
	v.Fill("traits.email", v.email)
	v.Fill("traits.name.first", "Ann")
	v.Check("traits.newsletter", true)
	v.PressEnter("traits.email")
	v.expect("/registration", msgChooseCredential)

	// Back and forth again: nothing that was typed may get lost.
	v.Click("screen", "previous")
	if got := v.Value("traits.email"); got != v.email {
		t.Errorf("after going back the address is %q", got)
	}
	v.PressEnter("traits.email")
	v.expect("/registration", msgChooseCredential)

	v.Fill("password", v.password)
	v.PressEnter("password")
	verifyByCode(v, start)

	v.open("/settings")
	if !v.Find(`[name="traits.newsletter"][type=checkbox]`).Is("[checked]") {
		t.Error("the newsletter tick was lost")
	}
	v.signOut()
	v.signIn()
}

func TestSignUpInOneStep(t *testing.T) {
	v := newVisitor(t, shared.stack(t, "onestep"))
	start := time.Now()
	v.open("/registration")
	v.Fill("traits.email", v.email)
	v.Fill("traits.name.first", "Ann")
	v.Fill("password", v.password)
	v.PressEnter("password")
	verifyByCode(v, start)
	v.signOut()
	v.signIn()
}

// Without a session hook, sign-up ends with nobody signed in, and the way on must survive that.
func TestSignUpThatMustVerifyFirst(t *testing.T) {
	v := newVisitor(t, shared.stack(t, "require-verified"))
	start := time.Now()
	v.open("/registration")
	v.Fill("traits.email", v.email)
	v.PressEnter("traits.email")
	v.Fill("password", v.password)
	v.Click("method", "password")
	v.expect("/verification", msgVerifyCodeSent)
	first := v.mail(start, hasCode)

	// Signing in before that leads to a new verification instead of to an error.
	again := v.anotherBrowser()
	again.open("/login")
	again.Fill("identifier", v.email)
	again.Fill("password", v.password)
	again.PressEnter("password")
	again.expect("/verification")

	v.Fill("code", first.Code)
	v.PressEnter("code")
	v.expect("/verification", msgVerified)
	v.signIn()
}

func TestSignUpWithCode(t *testing.T) {
	v := newVisitor(t, shared.stack(t))
	start := time.Now()
	v.open("/registration")
	v.Fill("traits.email", v.email)
	v.PressEnter("traits.email")
	v.Click("method", "code")
	v.Fill("code", v.mail(start, hasCode).Code)
	v.PressEnter("code")
	if !v.signedIn() {
		t.Fatalf("no session at %s, messages %v", v.URL, v.Messages())
	}
	v.signOut()

	// And back in without a password.
	start = time.Now()
	v.open("/login")
	v.Fill("identifier", v.email)
	v.Click("method", "code")
	v.Fill("code", v.mail(start, hasCode).Code)
	v.PressEnter("code")
	v.expect("/")
	if !v.signedIn() {
		t.Error("no session after the code")
	}
}

func TestVerifyByLink(t *testing.T) {
	v := newVisitor(t, shared.stack(t, "link"))
	start := time.Now()
	v.open("/registration")
	v.Fill("traits.email", v.email)
	v.PressEnter("traits.email")
	v.Fill("password", v.password)
	v.Click("method", "password")
	v.expect("/verification") // Kratos v1.3.1 sends no message here
	v.Visit(v.mail(start, hasLink).Link)
	v.expect("/verification", msgVerified)
}

// verifyByCode starts where sign-up ends, mistypes once, and ends on the account home.
func verifyByCode(v *visitor, since time.Time) {
	v.t.Helper()
	v.expect("/verification", msgVerifyCodeSent)
	m := v.mail(since, hasCode)
	if !strings.HasPrefix(m.Link, v.s.KratosURL) {
		v.t.Errorf("the mail links to %q", m.Link)
	}
	v.Fill("code", wrong(m.Code))
	v.PressEnter("code")
	v.expect("/verification", 4070006)
	v.Fill("code", m.Code)
	v.PressEnter("code")
	v.expect("/verification", msgVerified)
	v.Follow("node/anchor/continue")
	v.expect("/")
}

// wrong is a code that differs from the right one.
func wrong(code string) string {
	last := code[len(code)-1]
	return code[:len(code)-1] + string('0'+(last-'0'+1)%10)
}
