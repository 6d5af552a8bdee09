package flows_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// Where a user name signs in and the address is only for contact, password managers and Kratos get the name.
func TestUsernameBesideAContactAddress(t *testing.T) {
	s := shared.Stack(t, "username", "onestep", "shortpriv")
	u := user.New(t, s)
	const named = `[autocomplete="username"]`
	u.Open("/registration")
	if field := u.Find(named); field.Length() != 1 || field.AttrOr("name", "") != "traits.username" {
		t.Errorf("%d fields of sign-up are said to sign in, %q among them", field.Length(), field.AttrOr("name", ""))
	}
	name := "ann-" + u.Email[:len(u.Email)-len("@example.org")]
	_, err := s.CreateIdentity(t.Context(), stack.Identity{
		Email: u.Email, Password: u.Password, Schema: "username", Traits: map[string]any{"username": name, "email": u.Email},
	})
	if err != nil {
		t.Fatal(err)
	}
	u.Open("/login")
	u.Fill("identifier", name)
	u.Fill("password", u.Password)
	u.PressEnter("password")
	u.Open("/settings")
	if got := u.TestID("password-flow").Find(named).AttrOr("value", ""); got != name {
		t.Errorf("a new password is filed under %q, want %q", got, name)
	}
	u.Open("/login?refresh=true")
	u.Expect("/login", ui.MsgConfirmIdentity)
	if got := u.Value("identifier"); got != name {
		t.Errorf("who confirms who they are is taken for %q, want %q", got, name)
	}
	u.Fill("password", u.Password)
	u.PressEnter("password")
	u.Expect("/")
}

// The second page of registration and of login says which account its password is for.
func TestUsernameOnSecondPages(t *testing.T) {
	account := func(u *user.User) string {
		return u.Find("input[name=password]").Closest("form").Find(`input[autocomplete="username"]:not([name])`).AttrOr("value", "")
	}
	for _, overlays := range [][]string{nil, {"traits"}} {
		u := user.New(t, shared.Stack(t, overlays...))
		u.Open("/registration")
		u.Fill("traits.email", u.Email)
		if len(overlays) > 0 {
			u.Check("traits.terms", true)
			u.Fill("traits.second_email", "other@example.org")
		}
		u.PressEnter("traits.email")
		u.Expect("/registration", ui.MsgChooseCredential)
		if got := account(u); got != u.Email {
			t.Errorf("%v: sign-up files its password under %q, want %q", overlays, got, u.Email)
		}
	}
	u := user.NewRegistered(t, shared.Stack(t, "idfirst"))
	u.Open("/login")
	u.Fill("identifier", u.Email)
	u.PressEnter("identifier")
	if got := account(u); got != u.Email {
		t.Errorf("sign-in takes its password for that of %q, want %q", got, u.Email)
	}
}
