package e2e_test

import (
	"net/url"
	"testing"

	"github.com/thyra-ui/thyra/e2e/stack"
)

// Message ids of Kratos that only sign-in through providers meets.
const (
	msgLinkAccount  = 1010016
	msgMissing      = 4000002
	msgGeneric      = 4000001 // a reason in Kratos's or the provider's words
	msgWrongAccount = 4010009
)

// newSocialMember is a visitor who signed up through acme and has no other way in.
func newSocialMember(t *testing.T, s *stack.Stack) *visitor {
	t.Helper()
	v := newVisitor(t, s)
	v.open("/registration")
	v.goTo("provider", acme)
	v.allow(v.claims())
	v.expect("/")
	if !v.signedIn() {
		t.Fatal("no session after signing up")
	}
	return v
}

func TestSocialSignUpAndSignIn(t *testing.T) {
	v := newVisitor(t, shared.social(t))
	v.open("/registration")
	for _, id := range []string{acme, google} {
		if !v.HasButton("provider", id) {
			t.Errorf("no button for %s", id)
		}
	}
	if n := v.Find(`button[value="` + google + `"] svg`).Length(); n != 1 {
		t.Errorf("%d drawings for a known provider", n)
	}
	if n := v.Find(`button[value="` + acme + `"] svg`).Length(); n != 0 {
		t.Errorf("%d drawings for an unknown provider", n)
	}
	v.goTo("provider", acme)
	v.allow(v.claims())
	v.expect("/")
	v.open("/settings")
	if email, first := v.Value("traits.email"), v.Value("traits.name.first"); email != v.email || first != "Ann" {
		t.Errorf("the account of %q, called %q", email, first)
	}
	v.signOut()

	v.open("/login")
	v.goTo("provider", acme)
	v.allow(v.claims())
	v.expect("/")
	if !v.signedIn() {
		t.Error("no session after signing in")
	}
}

// Someone who signs in without an account gets one on the way.
func TestSocialSignInOfAStranger(t *testing.T) {
	v := newVisitor(t, shared.social(t))
	v.open("/login")
	v.goTo("provider", google)
	v.allow(v.claims())
	v.expect("/")
	if !v.signedIn() {
		t.Error("no session")
	}
}

// A provider need not know what the account needs. The page then asks for the rest, and Kratos asks the provider again.
func TestSocialSignUpWithoutAnAddress(t *testing.T) {
	for name, c := range map[string]struct {
		known string
		says  int
	}{
		"none":    {"", msgMissing},
		"invalid": {"not-an-address", msgGeneric},
	} {
		t.Run(name, func(t *testing.T) {
			v := newVisitor(t, shared.social(t))
			told := v.claims()
			told.email = c.known
			v.open("/registration")
			v.goTo("provider", acme)
			v.allow(told)
			v.expect("/registration", c.says)
			if v.TestID("node/input/traits.email").Find(`[data-testid^="ui/message/"]`).Length() != 1 {
				t.Error("the field does not say once what is wrong with it")
			}
			if email, first := v.Value("traits.email"), v.Value("traits.name.first"); email != c.known || first != "Ann" {
				t.Errorf("the form holds %q and %q, not what the provider said", email, first)
			}
			v.Fill("traits.email", v.email)
			v.PressEnter("traits.email")
			v.allow(told)
			v.expect("/")
			v.open("/settings")
			if got := v.Value("traits.email"); got != v.email {
				t.Errorf("the account has the address %q", got)
			}
		})
	}
}

func TestSocialRefusal(t *testing.T) {
	for _, path := range []string{"/login", "/registration"} {
		t.Run(path[1:], func(t *testing.T) {
			v := newVisitor(t, shared.social(t))
			v.open(path)
			v.goTo("provider", acme)
			v.deny()

			v.expect(path, msgGeneric)
			if v.signedIn() {
				t.Fatal("signed in after all")
			}
			// The page it ends on is good for another try.
			v.goTo("provider", acme)
			v.allow(v.claims())
			v.expect("/")
		})
	}
}

func TestSocialReturnToAnotherOrigin(t *testing.T) {
	v := newVisitor(t, shared.social(t))
	door := shared.shop.URL + "/door"
	v.open("/login?return_to=" + url.QueryEscape(door))
	v.Follow("signup-link")
	v.goTo("provider", acme)
	v.allow(v.claims())
	if v.URL.String() != door || !v.Has(shopDoor) {
		t.Errorf("at %s, want the shop", v.URL)
	}
	if !v.signedIn() {
		t.Error("no session")
	}
}
