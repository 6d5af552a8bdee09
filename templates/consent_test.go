package templates_test

import (
	"slices"
	"testing"

	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

func TestScopesAreInWords(t *testing.T) {
	t.Parallel()
	l := localizer(t, "en")
	for _, name := range []string{"openid", "profile", "email", "address", "phone", "offline", "offline_access"} {
		scopes := templates.Scopes([]string{name}, l)
		if s := scopes[0]; s.Name != name || s.Text == name || s.Text == "scope."+name || s.Fixed != (name == "openid") {
			t.Errorf("%s is shown as %+v", name, s)
		}
	}
	want := []templates.Scope{{Name: "OpenID", Text: "OpenID"}, {Name: "scope.email", Text: "scope.email"}, {Name: "photos.read", Text: "photos.read"}}
	if got := templates.Scopes([]string{"OpenID", "scope.email", "photos.read", "OpenID"}, l); !slices.Equal(got, want) {
		t.Errorf("scopes nobody knows are shown as %+v, want each once under its name", got)
	}
}

// What an application's own scopes mean, a brand says.
func TestScopesInTheWordsOfABrand(t *testing.T) {
	t.Parallel()
	all, err := catalog()
	if err != nil {
		t.Fatal(err)
	}
	own, err := all.Variant(locales.Variant{Wording: map[string]map[string]string{"en": {"scope.photos.read": "See your photos"}}})
	if err != nil {
		t.Fatal(err)
	}
	for tag, want := range map[string]string{"en": "See your photos", "de": "See your photos"} {
		if got := templates.Scopes([]string{"photos.read"}, own.Choose(tag))[0].Text; got != want {
			t.Errorf("%s: the scope is %q, want %q", tag, got, want)
		}
	}
}
