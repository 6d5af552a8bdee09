package social_test

import (
	"net/url"
	"testing"

	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// registeredByAcme returns a user who signed up through acme and has no other credential.
func registeredByAcme(t *testing.T, s *stack.Stack) *user.User {
	t.Helper()
	u := user.New(t, s)
	u.Open("/registration")
	goTo(u, "provider", acme)
	allow(u, claimsOf(u.Email))
	u.Expect("/")
	if !u.SignedIn() {
		t.Fatal("no session after signing up")
	}
	return u
}

func TestSocialRegistrationAndLogin(t *testing.T) {
	u := user.New(t, shared.stack(t))
	u.Open("/registration")
	for _, id := range []string{acme, google} {
		if !u.HasButton("provider", id) {
			t.Errorf("no button for %s", id)
		}
	}
	if n := u.Find(`button[value="` + google + `"] svg`).Length(); n != 1 {
		t.Errorf("%d drawings for a known provider", n)
	}
	if n := u.Find(`button[value="` + acme + `"] svg`).Length(); n != 0 {
		t.Errorf("%d drawings for an unknown provider", n)
	}
	goTo(u, "provider", acme)
	allow(u, claimsOf(u.Email))
	u.Expect("/")
	u.Open("/settings")
	if email, first := u.Value("traits.email"), u.Value("traits.name.first"); email != u.Email || first != "Ann" {
		t.Errorf("the account of %q, called %q", email, first)
	}
	u.SignOut()

	u.Open("/login")
	goTo(u, "provider", acme)
	allow(u, claimsOf(u.Email))
	u.Expect("/")
	if !u.SignedIn() {
		t.Error("no session after signing in")
	}
}

// Signing in without an account creates one.
func TestSocialLoginWithoutAnAccount(t *testing.T) {
	u := user.New(t, shared.stack(t))
	u.Open("/login")
	goTo(u, "provider", google)
	allow(u, claimsOf(u.Email))
	u.Expect("/")
	if !u.SignedIn() {
		t.Error("no session")
	}
}

// When the provider does not know all required traits, the page asks for the rest, and Kratos asks the provider again.
func TestSocialRegistrationWithoutAnAddress(t *testing.T) {
	for name, c := range map[string]struct {
		known string
		says  int
	}{
		"none":    {"", ui.MsgMissing},
		"invalid": {"not-an-address", ui.MsgGeneric},
	} {
		t.Run(name, func(t *testing.T) {
			u := user.New(t, shared.stack(t))
			given := claimsOf(u.Email)
			given.email = c.known
			u.Open("/registration")
			goTo(u, "provider", acme)
			allow(u, given)
			u.Expect("/registration", c.says)
			if u.TestID("node/input/traits.email").Find(`[data-testid^="ui/message/"]`).Length() != 1 {
				t.Error("the field does not say once what is wrong with it")
			}
			if email, first := u.Value("traits.email"), u.Value("traits.name.first"); email != c.known || first != "Ann" {
				t.Errorf("the form holds %q and %q, not what the provider said", email, first)
			}
			u.Fill("traits.email", u.Email)
			u.PressEnter("traits.email")
			allow(u, given)
			u.Expect("/")
			u.Open("/settings")
			if got := u.Value("traits.email"); got != u.Email {
				t.Errorf("the account has the address %q", got)
			}
		})
	}
}

func TestSocialRefused(t *testing.T) {
	for _, path := range []string{"/login", "/registration"} {
		t.Run(path[1:], func(t *testing.T) {
			u := user.New(t, shared.stack(t))
			u.Open(path)
			goTo(u, "provider", acme)
			deny(u)

			u.Expect(path, ui.MsgGeneric)
			if u.SignedIn() {
				t.Fatal("signed in after all")
			}
			// The page allows another try.
			goTo(u, "provider", acme)
			allow(u, claimsOf(u.Email))
			u.Expect("/")
		})
	}
}

func TestSocialReturnToAnotherOrigin(t *testing.T) {
	u := user.New(t, shared.stack(t))
	shop := shared.shop.URL + "/page"
	u.Open("/login?return_to=" + url.QueryEscape(shop))
	u.Follow("signup-link")
	goTo(u, "provider", acme)
	allow(u, claimsOf(u.Email))
	if u.URL.String() != shop || !u.Has(shopPage) {
		t.Errorf("at %s, want the shop", u.URL)
	}
	if !u.SignedIn() {
		t.Error("no session")
	}
}
