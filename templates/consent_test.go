package templates_test

import (
	"slices"
	"testing"

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
