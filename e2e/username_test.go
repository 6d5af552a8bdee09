package e2e_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/stack"
)

// Where a user name signs in and an address is only for contact, password managers and Kratos are told the name.
func TestUsernameBesideAContactAddress(t *testing.T) {
	s := shared.stack(t, "username", "onestep", "shortpriv")
	v := newVisitor(t, s)
	const named = `[autocomplete="username"]`
	v.open("/registration")
	if field := v.Find(named); field.Length() != 1 || field.AttrOr("name", "") != "traits.username" {
		t.Errorf("%d fields of sign-up are said to sign in, %q among them", field.Length(), field.AttrOr("name", ""))
	}
	name := "ann-" + v.email[:len(v.email)-len("@example.org")]
	_, err := s.CreateIdentity(t.Context(), stack.Identity{
		Email: v.email, Password: v.password, Schema: "username", Traits: map[string]any{"username": name, "email": v.email},
	})
	if err != nil {
		t.Fatal(err)
	}
	v.open("/login")
	v.Fill("identifier", name)
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.open("/settings")
	if got := v.TestID("password-flow").Find(named).AttrOr("value", ""); got != name {
		t.Errorf("a new password is filed under %q, want %q", got, name)
	}
	v.open("/login?refresh=true")
	v.expect("/login", msgConfirmIdentity)
	if got := v.Value("identifier"); got != name {
		t.Errorf("who confirms who they are is taken for %q, want %q", got, name)
	}
	v.Fill("password", v.password)
	v.PressEnter("password")
	v.expect("/")
}

// The second page of sign-up and of sign-in says which account its password is for.
func TestSecondPagesNameTheAccount(t *testing.T) {
	account := func(v *visitor) string {
		return v.Find("input[name=password]").Closest("form").Find(`input[autocomplete="username"]:not([name])`).AttrOr("value", "")
	}
	for _, overlays := range [][]string{nil, {"traits"}} {
		v := newVisitor(t, shared.stack(t, overlays...))
		v.open("/registration")
		v.Fill("traits.email", v.email)
		if len(overlays) > 0 {
			v.Check("traits.terms", true)
			v.Fill("traits.second_email", "other@example.org")
		}
		v.PressEnter("traits.email")
		v.expect("/registration", msgChooseCredential)
		if got := account(v); got != v.email {
			t.Errorf("%v: sign-up files its password under %q, want %q", overlays, got, v.email)
		}
	}
	v := newMember(t, shared.stack(t, "idfirst"))
	v.open("/login")
	v.Fill("identifier", v.email)
	v.PressEnter("identifier")
	if got := account(v); got != v.email {
		t.Errorf("sign-in takes its password for that of %q, want %q", got, v.email)
	}
}
