package flows_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

func TestIdentifierFirstLogin(t *testing.T) {
	for _, overlay := range []string{"idfirst", "idfirst-mitigate"} {
		t.Run(overlay, func(t *testing.T) {
			u := user.NewRegistered(t, shared.Stack(t, overlay))
			u.Open("/login")
			u.Fill("identifier", u.Email)
			u.PressEnter("identifier")
			u.Fill("password", u.Password)
			u.PressEnter("password")
			u.Expect("/")
		})
	}
}

func TestIdentifierFirstInChromium(t *testing.T) {
	p := user.NewRegistered(t, shared.Stack(t, "idfirst")).InChromium()
	p.Open("/login")
	if p.Has("[name=password]") {
		t.Error("the first step asks for the password")
	}
	p.Capture("login-idfirst")
	p.Fill("identifier", "nobody@example.org")
	p.PressEnter("[name=identifier]")
	p.Expect("/login", ui.MsgNoAccount)
	p.Capture("login-idfirst-unknown")
	p.Fill("identifier", p.Email)
	p.PressEnter("[name=identifier]")
	p.WaitFor("[name=password]")
	p.Until(`document.activeElement.name === "password"`)
	p.Capture("login-idfirst-password")

	// The user goes back to choose another account.
	p.Submit(chrome.TestID("change-account"))
	p.Expect("/login")
	p.Until(`document.activeElement.name === "identifier"`)
	p.Fill("identifier", p.Email)
	p.PressEnter("[name=identifier]")
	p.Fill("password", p.Password)
	p.PressEnter("[name=password]")
	p.Expect("/")
}

func TestIdentifierFirst(t *testing.T) {
	u := user.NewRegistered(t, shared.Stack(t, "idfirst"))
	u.Open("/login?return_to=" + u.Stack.UIURL + "/sessions")
	u.Fill("identifier", "nobody@example.org")
	u.PressEnter("identifier")
	u.Expect("/login", ui.MsgNoAccount)
	if got := u.Value("identifier"); got != "nobody@example.org" {
		t.Errorf("the identifier is now %q", got)
	}
	u.Fill("identifier", u.Email)
	u.PressEnter("identifier")
	if got := u.Find(".account-name").Text(); got != u.Email {
		t.Errorf("the second step says that %q signs in", got)
	}
	u.Follow("change-account")
	u.Fill("identifier", u.Email)
	u.Click("method", "identifier_first")
	u.Fill("password", "not-the-password-1")
	u.PressEnter("password")
	u.Expect("/login", ui.MsgBadCredentials)
	u.Fill("password", u.Password)
	u.PressEnter("password")
	u.Expect("/sessions")
}

// With account enumeration mitigated, the page does not say that an account does not exist.
func TestIdentifierFirstKeepsSecrets(t *testing.T) {
	u := user.New(t, shared.Stack(t, "idfirst-mitigate"))
	u.Open("/login")
	u.Fill("identifier", u.Email)
	u.PressEnter("identifier")
	if u.HasMessage(ui.MsgNoAccount) {
		t.Error("the page says that there is no such account")
	}
	u.Fill("password", u.Password)
	u.PressEnter("password")
	u.Expect("/login", ui.MsgBadCredentials)
}
