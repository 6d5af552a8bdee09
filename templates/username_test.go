package templates_test

import (
	"cmp"
	"fmt"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

// A password manager files a password under the name it finds beside it; the name is not posted.
func TestPasswordsAreFiledUnderTheAccount(t *testing.T) {
	t.Parallel()
	for _, recording := range []string{
		"settings-all-fresh", "login-idfirst-step2", "login-idfirst-error-password", "login-account-linking", "registration-form-step2",
		"registration-form-step2-error", "login-refresh-with-keys",
	} {
		for _, version := range []string{"v1.3.1/", "v26.2.0/"} {
			f := fixtureNamed(t, version+recording)
			flow := f.parse(t)
			want := cmp.Or(value(flow, "identifier"), value(flow, "traits.email"))
			doc, _, _ := drawFlow(t, f.kind, flow, localizer(t, "en"))
			form := doc.Find("input[name=password]").Closest("form")
			username := form.Find(`input[autocomplete="username"]`)
			if got := username.AttrOr("value", ""); got != want || want == "" || form.Length() != 1 {
				t.Errorf("%s: the password is filed under %q, want %q", f.name, got, want)
			}
			if has(username, "name") {
				t.Errorf("%s: the username would be posted", f.name)
			}
		}
	}
	// Where the account is asked for beside the password, there is nothing to add.
	for _, recording := range []string{"login-initial", "login-refresh", "registration-onestep"} {
		f := fixtureNamed(t, "v1.3.1/"+recording)
		doc, _, _ := drawFlow(t, f.kind, f.parse(t), localizer(t, "en"))
		if extra := doc.Find(`input[autocomplete="username"]:not([name])`).Length(); extra > 0 {
			t.Errorf("%s: %d fields for the account besides the one that is asked for", recording, extra)
		}
	}
}

// value is the first value of that name.
func value(f *kratos.Flow, name string) string {
	for i := range f.UI.Nodes {
		if a := &f.UI.Nodes[i].Attributes; a.Name == name {
			return string(a.Value)
		}
	}
	return ""
}

// Beside a contact address, a user name may or may not be what signs in: who does not know must not say.
func TestPasswordManagersAreToldNoGuess(t *testing.T) {
	t.Parallel()
	hidden := []string{`"name": "traits.username", "type": "hidden", "value": "ann"`, `"name": "traits.email", "type": "hidden", "value": "ann@example.org"`, `"name": "password", "type": "password"`}
	doc, _, _ := drawFlow(t, kratos.Registration, flowOf(t, hidden...), localizer(t, "en"))
	if n := doc.Find(`[autocomplete="username"]`).Length(); n > 0 {
		t.Errorf("the password is filed under a guess")
	}
	for _, c := range []struct{ username, email string }{
		{`"name": "traits.username", "type": "text"`, `"name": "traits.email", "type": "email", "autocomplete": "email"`},
		{`"name": "traits.login", "type": "text"`, `"name": "traits.contact", "type": "email", "autocomplete": "email"`},
	} {
		doc, _, _ := drawFlow(t, kratos.Registration, flowOf(t, c.username, c.email, `"name": "password", "type": "password"`), localizer(t, "en"))
		if n := doc.Find(`[autocomplete="username"]`).Length(); n > 0 {
			t.Errorf("%s: one of two is said to sign in", c.username)
		}
		if doc.Find(`[autocomplete="email"]`).Length() != 1 {
			t.Errorf("%s: the address lost its token", c.email)
		}
	}
	// The only one there is needs no guess.
	for _, name := range []string{"username", "user_name", "login"} {
		doc, _, _ := drawFlow(t, kratos.Registration, flowOf(t, fmt.Sprintf(`"name": "traits.%s", "type": "text"`, name), `"name": "traits.city", "type": "text"`), localizer(t, "en"))
		if n := doc.Find(`[autocomplete="username"]`).Length(); n != 1 {
			t.Errorf("%s: %d fields are said to sign in, want 1", name, n)
		}
	}
}
