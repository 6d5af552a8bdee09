package a11y_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/pagecheck"
	"github.com/thyra-ui/thyra/e2e/view"
)

// TestContrastOfTicks holds WCAG 1.4.11 in every brand: on screens, in forced colors, and on paper, where no ground is
// printed.
func TestContrastOfTicks(t *testing.T) {
	t.Parallel()
	v := view.Mode{Viewport: chrome.Desktop()}.Open(t, shared.Gallery(t))
	brands := []string{"", "dev", "rail", "shop"}
	schemes := map[string]func(){
		"light":  func() { v.SetDark(false) },
		"dark":   func() { v.SetDark(true) },
		"more":   func() { v.Prefer(map[string]string{"prefers-contrast": "more"}) },
		"forced": func() { v.Prefer(map[string]string{"forced-colors": "active"}) },
		"paper":  v.PreviewPaper,
	}
	for name, put := range schemes {
		put()
		for _, brand := range brands {
			v.Query = "?brand=" + brand
			for _, id := range []string{"consent-every-scope", "registration-everything-wrong", "settings-everything-v26.2.0"} {
				v.Show(view.State(t, v.Gallery, id))
				for _, bad := range chrome.Eval[[]string](v.Tab, pagecheck.FaintTicks) {
					t.Errorf("%s, brand %q, %s: %s", id, brand, name, bad)
				}
			}
		}
	}
}

// TestContrastOfFieldsAndFocus holds WCAG 1.4.11, by the numbers of the colors that Chromium paints.
func TestContrastOfFieldsAndFocus(t *testing.T) {
	t.Parallel()
	for _, dark := range []bool{false, true} {
		v := view.Mode{Viewport: chrome.Desktop(), Dark: dark}.Open(t, shared.Gallery(t))
		for _, s := range append(view.OneOfEach(v.Gallery), statesWith(t, v.Gallery, "[aria-invalid]", 10)[:5]...) {
			v.Show(s)
			v.Keys(kb.Tab) // from then on, whatever takes the focus shows it
			for _, bad := range chrome.Eval[[]string](v.Tab, pagecheck.FaintFields) {
				t.Errorf("%s, dark %t: %s, want 3", s.ID, dark, bad)
			}
		}
	}
}
