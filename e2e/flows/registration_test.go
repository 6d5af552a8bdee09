package flows_test

import (
	"maps"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

func TestRegistrationInTwoSteps(t *testing.T) {
	u := user.New(t, shared.Stack(t))
	start := time.Now()
	u.Open("/registration")
	if !u.Has("registration-flow") {
		t.Fatal("no registration form")
	}
	u.Fill("traits.email", u.Email)
	u.Fill("traits.name.first", "Ann")
	u.Check("traits.newsletter", true)
	u.PressEnter("traits.email")
	u.Expect("/registration", ui.MsgChooseCredential)

	// Nothing that was typed gets lost on the way back.
	u.Click("screen", "previous")
	if got := u.Value("traits.email"); got != u.Email {
		t.Errorf("after going back the address is %q", got)
	}
	u.PressEnter("traits.email")
	u.Expect("/registration", ui.MsgChooseCredential)

	u.Fill("password", u.Password)
	u.PressEnter("password")
	u.VerifyByCode(start)

	u.Open("/settings")
	if !u.Find(`[name="traits.newsletter"][type=checkbox]`).Is("[checked]") {
		t.Error("the newsletter tick was lost")
	}
	u.SignOut()
	u.SignIn()
}

func TestRegistrationInOneStep(t *testing.T) {
	u := user.New(t, shared.Stack(t, "onestep"))
	start := time.Now()
	u.Open("/registration")
	u.Fill("traits.email", u.Email)
	u.Fill("traits.name.first", "Ann")
	u.Fill("password", u.Password)
	u.PressEnter("password")
	u.VerifyByCode(start)
	u.SignOut()
	u.SignIn()
}

// Without a session hook, registration does not sign in, and the user can still go on.
func TestRegistrationMustVerifyFirst(t *testing.T) {
	u := user.New(t, shared.Stack(t, "require-verified"))
	start := time.Now()
	u.Open("/registration")
	u.Fill("traits.email", u.Email)
	u.PressEnter("traits.email")
	u.Fill("password", u.Password)
	u.Click("method", "password")
	u.Expect("/verification", ui.MsgVerifyCodeSent)
	first := u.Mail(start, user.HasCode)

	// Signing in before that leads to a new verification, not to an error.
	again := u.AnotherBrowser()
	again.Open("/login")
	again.Fill("identifier", u.Email)
	again.Fill("password", u.Password)
	again.PressEnter("password")
	again.Expect("/verification")

	u.Fill("code", first.Code)
	u.PressEnter("code")
	u.Expect("/verification", ui.MsgVerified)
	u.SignIn()
}

func TestRegistrationWithCode(t *testing.T) {
	u := user.New(t, shared.Stack(t))
	start := time.Now()
	u.Open("/registration")
	u.Fill("traits.email", u.Email)
	u.PressEnter("traits.email")
	u.Click("method", "code")
	u.Fill("code", u.Mail(start, user.HasCode).Code)
	u.PressEnter("code")
	if !u.SignedIn() {
		t.Fatalf("no session at %s, messages %v", u.URL, u.Messages())
	}
	u.SignOut()

	// Sign in again without a password.
	start = time.Now()
	u.Open("/login")
	u.Fill("identifier", u.Email)
	u.Click("method", "code")
	u.Fill("code", u.Mail(start, user.HasCode).Code)
	u.PressEnter("code")
	u.Expect("/")
	if !u.SignedIn() {
		t.Error("no session after the code")
	}
}

// registrationValues returns a value for every kind of field.
func registrationValues(email string) map[string]string {
	return map[string]string{
		"traits.email": email, "traits.name.first": "Änne <b>", "traits.name.last": "O'Hara", "traits.age": "42",
		"traits.website": "https://example.org/?a=b&c=d", "traits.birthday": "1990-12-31", "traits.color": "green", "traits.nick": "anne",
	}
}

// Nothing that was typed gets lost when a user goes back twice between the steps of registration.
func TestRegistrationBackAndForth(t *testing.T) {
	u := user.New(t, shared.Stack(t))
	typed := registrationValues(u.Email)
	held := func() map[string]string {
		values := map[string]string{}
		for name := range typed {
			values[name] = u.Value(name)
		}
		return values
	}
	u.Open("/registration")
	for name, value := range typed {
		u.Fill(name, value)
	}
	u.Check("traits.newsletter", true)
	u.PressEnter("traits.email")
	u.Expect("/registration", ui.MsgChooseCredential)
	u.Click("screen", "previous")
	if got := held(); !maps.Equal(got, typed) || !u.Find(`[name="traits.newsletter"][type=checkbox]`).Is("[checked]") {
		t.Errorf("after going back the form holds %q, want %q", got, typed)
	}
	u.PressEnter("traits.nick")
	u.Expect("/registration", ui.MsgChooseCredential)
	begin := time.Now()
	u.Click("method", "code")
	u.Expect("/registration", ui.MsgRegistrationCodeSent)
	u.Mail(begin, user.HasCode)
	u.Click("screen", "credential-selection")
	u.Expect("/registration", ui.MsgChooseCredential)
	u.Fill("password", u.Password)
	u.PressEnter("password")
	u.Expect("/verification", ui.MsgVerifyCodeSent)
	u.Open("/settings")
	if got := held(); !maps.Equal(got, typed) {
		t.Errorf("the account holds %q, want %q", got, typed)
	}
}

// In one step, the code button needs no password.
func TestRegistrationInOneStepWithCode(t *testing.T) {
	u := user.New(t, shared.Stack(t, "onestep"))
	begin := time.Now()
	u.Open("/registration")
	u.Fill("traits.email", u.Email)
	u.Click("method", "code")
	u.Expect("/registration", ui.MsgRegistrationCodeSent)
	u.Fill("code", u.Mail(begin, user.HasCode).Code)
	u.PressEnter("code")
	if !u.SignedIn() {
		t.Errorf("no session at %s, messages %v", u.URL, u.Messages())
	}
}
