package a11y_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/pagecheck"
	"github.com/thyra-ui/thyra/e2e/view"
)

// TestFitInBrands holds WCAG 1.4.10, 1.4.12, 2.4.3 and 2.5.8 in the layouts, places of the logo and orders of methods that the
// example brands have.
func TestFitInBrands(t *testing.T) {
	t.Parallel()
	states := []string{"login-initial-v26.2.0", "login-many-providers", "registration-everything-wrong", "consent-every-scope", "error-access-denied"}
	for _, query := range []string{"?brand=shop&lang=de", "?brand=shop&lang=ar", "?brand=rail&lang=de", "?brand=rail&lang=ar", "?brand=dev"} {
		t.Run(query, func(t *testing.T) {
			t.Parallel()
			v := view.Mode{Viewport: narrow()}.Open(t, shared.Gallery(t))
			v.Query = query
			for _, id := range states {
				v.Show(view.State(t, v.Gallery, id))
				for _, bad := range slices.Concat(chrome.Eval[[]string](v.Tab, pagecheck.Misfits), chrome.Eval[[]string](v.Tab, pagecheck.SmallTargets)) {
					t.Errorf("%s: %s", id, bad)
				}
				chrome.Eval[any](v.Tab, spaced)
				for _, bad := range chrome.Eval[[]string](v.Tab, pagecheck.Misfits) {
					t.Errorf("%s, spaced: %s", id, bad)
				}
			}
			v.Show(view.State(t, v.Gallery, states[0]))
			names, stops := walk(v)
			var went []string
			for _, at := range stops {
				went = append(went, at.Name)
			}
			if !slices.Equal(names, went) {
				t.Errorf("Tab went to %q, the page is %q", strings.Join(went, ", "), strings.Join(names, ", "))
			}
		})
	}
}
