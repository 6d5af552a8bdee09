package templates_test

import "testing"

// A password manager files the new password under the name it finds beside it; the name is not posted.
func TestPasswordChangeNamesTheAccount(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"v1.3.1/", "v26.2.0/"} {
		f := fixtureNamed(t, version+"settings-all-fresh")
		flow := f.parse(t)
		doc, _, _ := drawFlow(t, f.kind, flow, localizer(t, "en"))
		username := doc.Find(`[data-testid="password-flow"] input[autocomplete="username"]`)
		if want := flow.Identity.Username(); username.AttrOr("value", "") != want || want == "" {
			t.Errorf("%s: the password form names %q, want %q", f.name, username.AttrOr("value", ""), want)
		}
		if has(username, "name") {
			t.Errorf("%s: the username would be posted", f.name)
		}
	}
}
