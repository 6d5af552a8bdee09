package e2e_test

import (
	"maps"
	"net/http"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

const msgNoAccount = 4000037

func TestIdentifierFirstInChromium(t *testing.T) {
	p := newMember(t, shared.stack(t, "idfirst")).atChromium()
	p.open("/login")
	if p.Has("[name=password]") {
		t.Error("the first step asks for the password")
	}
	p.pictures("login-idfirst")
	p.Fill("identifier", "nobody@example.org")
	p.PressEnter("[name=identifier]")
	p.expect("/login", msgNoAccount)
	p.pictures("login-idfirst-unknown")
	p.Fill("identifier", p.email)
	p.PressEnter("[name=identifier]")
	p.WaitFor("[name=password]")
	p.Until(`document.activeElement.name === "password"`)
	p.pictures("login-idfirst-password")

	// Another account after all.
	p.Submit(chrome.TestID("change-account"))
	p.expect("/login")
	p.Until(`document.activeElement.name === "identifier"`)
	p.Fill("identifier", p.email)
	p.PressEnter("[name=identifier]")
	p.Fill("password", p.password)
	p.PressEnter("[name=password]")
	p.expect("/")
}

func TestIdentifierFirst(t *testing.T) {
	v := newMember(t, shared.stack(t, "idfirst"))
	v.open("/login?return_to=" + v.s.UIURL + "/sessions")
	v.Fill("identifier", "nobody@example.org")
	v.PressEnter("identifier")
	v.expect("/login", msgNoAccount)
	if got := v.Value("identifier"); got != "nobody@example.org" {
		t.Errorf("the identifier is now %q", got)
	}
	v.Fill("identifier", v.email)
	v.PressEnter("identifier")
	if got := v.Find(".account-name").Text(); got != v.email {
		t.Errorf("the second step says that %q signs in", got)
	}
	v.Follow("change-account")
	v.Fill("identifier", v.email)
	v.Click("method", "identifier_first")
	v.Fill("password", "not-the-password-1")
	v.PressEnter("password")
	v.expect("/login", msgBadCredentials)
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.expect("/sessions")
}

// Where accounts must not be guessed, nobody is told that one does not exist.
func TestIdentifierFirstKeepsSecrets(t *testing.T) {
	v := newVisitor(t, shared.stack(t, "idfirst-mitigate"))
	v.open("/login")
	v.Fill("identifier", v.email)
	v.PressEnter("identifier")
	if v.HasMessage(msgNoAccount) {
		t.Error("the page says that there is no such account")
	}
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.expect("/login", msgBadCredentials)
}

// typedAtSignUp is one value for every kind of field.
func typedAtSignUp(email string) map[string]string {
	return map[string]string{
		"traits.email": email, "traits.name.first": "Änne <b>", "traits.name.last": "O'Hara", "traits.age": "42",
		"traits.website": "https://example.org/?a=b&c=d", "traits.birthday": "1990-12-31", "traits.color": "green", "traits.nick": "anne",
	}
}

// Between the steps of sign-up a visitor goes back twice, and nothing that was typed may get lost.
func TestSignUpBackAndForth(t *testing.T) {
	v := newVisitor(t, shared.stack(t))
	typed := typedAtSignUp(v.email)
	held := func() map[string]string {
		values := map[string]string{}
		for name := range typed {
			values[name] = v.Value(name)
		}
		return values
	}
	v.open("/registration")
	for name, value := range typed {
		v.Fill(name, value)
	}
	v.Check("traits.newsletter", true)
	v.PressEnter("traits.email")
	v.expect("/registration", msgChooseCredential)
	v.Click("screen", "previous")
	if got := held(); !maps.Equal(got, typed) || !v.Find(`[name="traits.newsletter"][type=checkbox]`).Is("[checked]") {
		t.Errorf("after going back the form holds %q, want %q", got, typed)
	}
	v.PressEnter("traits.nick")
	v.expect("/registration", msgChooseCredential)
	begin := time.Now()
	v.Click("method", "code")
	v.expect("/registration", msgSignUpCodeSent)
	v.mail(begin, hasCode)
	v.Click("screen", "credential-selection")
	v.expect("/registration", msgChooseCredential)
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.expect("/verification", msgVerifyCodeSent)
	v.open("/settings")
	if got := held(); !maps.Equal(got, typed) {
		t.Errorf("the account holds %q, want %q", got, typed)
	}
}

// On one page, the code button must not ask for a password, nor the password button for a code.
func TestSignUpInOneStepWithCode(t *testing.T) {
	v := newVisitor(t, shared.stack(t, "onestep"))
	begin := time.Now()
	v.open("/registration")
	v.Fill("traits.email", v.email)
	v.Click("method", "code")
	v.expect("/registration", msgSignUpCodeSent)
	v.Fill("code", v.mail(begin, hasCode).Code)
	v.PressEnter("code")
	if !v.signedIn() {
		t.Errorf("no session at %s, messages %v", v.URL, v.Messages())
	}
}

// What the operator switched off answers with an error page, at once and for good.
func TestSwitchedOff(t *testing.T) {
	for kind, page := range map[string]string{
		// Kratos v1.3.1 gives a reason only for sign-up.
		"registration": "error/disabled", "recovery": "", "verification": "",
	} {
		t.Run(kind, func(t *testing.T) {
			v := newVisitor(t, shared.stack(t, "disabled"))
			v.OnPage = nil
			v.open("/" + kind)
			if v.Status != http.StatusBadRequest || page != "" && !v.Has(page) {
				t.Errorf("%d %s, want 400 and %s", v.Status, v.URL, page)
			}
			if len(v.Hops) > 3 {
				t.Errorf("%d requests until the page was there", len(v.Hops))
			}
			if v.Find("main a[href], main form").Length() == 0 {
				t.Error("the page offers no way on")
			}
		})
	}
}

func TestSignedInAlready(t *testing.T) {
	v := newMember(t, shared.stack(t))
	v.open("/login")
	login := v.URL.String()
	v.open("/registration")
	registration := v.URL.String()
	v.signIn()
	// Also by the back button, to pages from before.
	for _, address := range []string{"/login", "/registration", "/recovery", login, registration} {
		v.Visit(address)
		v.expect("/")
	}
}

// Kratos forgets on the way to sign-in that somebody wanted the settings, so the page has to remember.
func TestSettingsAfterSignIn(t *testing.T) {
	v := newMember(t, shared.stack(t))
	v.open("/settings")
	v.expect("/login")
	v.Fill("identifier", v.email)
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.expect("/settings")
}
