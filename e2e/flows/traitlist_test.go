package flows_test

import (
	"reflect"
	"testing"

	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// addEntries adds fields to a list on a page without JavaScript.
func addEntries(u *user.User, list string, n int) {
	u.T.Helper()
	for range n {
		u.ClickOn(`[data-list="traits.` + list + `"] [data-list-add]`)
	}
}

// Entries are added and removed one by one without JavaScript, and empty ones are never stored.
func TestTraitListsWithoutScript(t *testing.T) {
	s := shared.Stack(t, "traits")
	u := user.New(t, s)
	traits := map[string]any{"email": u.Email, "terms": true, "adult": true, "tags": []string{"a", "b", "c"}}
	if _, err := s.CreateIdentity(t.Context(), stack.Identity{Email: u.Email, Password: u.Password, Schema: "traits", Traits: traits}); err != nil {
		t.Fatal(err)
	}
	u.SignIn()
	tags := func(when string, want any) {
		t.Helper()
		if got := storedTraits(u)["tags"]; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, want %v", when, got, want)
		}
	}
	u.Open("/settings")
	u.ClickOn(`[data-testid="node/input/traits.tags.1"] [data-list-remove]`)
	u.Click("method", "profile")
	u.Expect("/settings", ui.MsgSettingsSaved)
	tags("after removing the second", []any{"a", "c"})

	addEntries(u, "tags", 2)
	u.FillAll("traits.tags", "a", "c", "d", "")
	if blockers := u.Blockers("method", "profile"); len(blockers) != 1 {
		t.Errorf("an empty entry is held up by %q, want itself", blockers)
	}
	u.FillAll("traits.tags", "a", "c", "d", "e")
	u.Click("method", "profile")
	u.Expect("/settings", ui.MsgSettingsSaved)
	tags("after adding two", []any{"a", "c", "d", "e"})

	for range 4 {
		u.ClickOn(`[data-list="traits.tags"] [data-list-remove]`)
	}
	u.Click("method", "profile")
	u.Expect("/settings", ui.MsgSettingsSaved)
	tags("after removing all", nil)
	u.Click("method", "profile")
	u.Expect("/settings", ui.MsgSettingsSaved)
	tags("after saving none", nil)
}
