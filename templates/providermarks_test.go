package templates_test

import (
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/templates"
)

// A provider has one drawing on all pages, although Kratos calls it by name on some and by its id alone on others.
func TestOneMarkPerProvider(t *testing.T) {
	t.Parallel()
	type drawing struct{ mark, initial string }
	seen := map[string]map[drawing]string{}
	for _, f := range fixtures(t) {
		_, view, _ := drawFlow(t, f.kind, f.parse(t), localizer(t, "en"))
		view.EachField(func(field *templates.Field) {
			if field.Provider == "" {
				return
			}
			if seen[field.Provider] == nil {
				seen[field.Provider] = map[drawing]string{}
			}
			d := drawing{mark: field.Mark}
			if d.mark == "" {
				d.initial = strings.ToUpper(field.ProviderName[:1])
			}
			seen[field.Provider][d] = f.name
		})
	}
	for provider, drawings := range seen {
		if len(drawings) > 1 {
			t.Errorf("%s is drawn in several ways: %v", provider, drawings)
		}
	}
	if len(seen) < 3 {
		t.Errorf("only %d providers recorded", len(seen))
	}
}
