package browsers_test

import (
	"slices"
	"testing"

	"github.com/thyra-ui/thyra/e2e/pagecheck"
	"github.com/thyra-ui/thyra/e2e/view"
	"github.com/thyra-ui/thyra/e2e/webdriver"
)

func TestFirefoxLayout(t *testing.T) { testLayouts(t, webdriver.Firefox) }

func TestWebKitLayout(t *testing.T) { testLayouts(t, webdriver.WebKit) }

// testLayouts checks a state of each page as in Chromium: nothing is cut or lies over something else, targets are large
// enough, and ticks are visible. The window is as narrow as the browser lets it be, or a desktop's.
func testLayouts(t *testing.T, engine webdriver.Engine) {
	t.Helper()
	t.Parallel()
	g := shared.Gallery(t)
	states := append(view.OneOfEach(g), view.State(t, g, "registration-everything-wrong"), view.State(t, g, "settings-everything-v26.2.0"))
	ticked := []string{"consent-every-scope", "registration-everything-wrong", "settings-everything-v26.2.0"}
	for _, dark := range []bool{false, true} {
		tab := webdriver.Start(t, engine, webdriver.Options{Dark: dark})
		if dark {
			tab.Resize(320, 900)
		}
		for _, query := range []string{"", "?lang=ar"} {
			for _, s := range states {
				tab.Goto(g.URL + s.URL + query)
				if webdriver.Eval[bool](tab, `matchMedia("(prefers-color-scheme: dark)").matches`) != dark {
					t.Fatalf("dark is %t, and the browser does not say so", dark)
				}
				found := slices.Concat(webdriver.Eval[[]string](tab, pagecheck.Misfits), webdriver.Eval[[]string](tab, pagecheck.SmallTargets))
				if slices.Contains(ticked, s.ID) {
					found = append(found, webdriver.Eval[[]string](tab, pagecheck.FaintTicks)...)
				}
				for _, bad := range found {
					t.Errorf("%s, dark %t, %q: %s", s.ID, dark, query, bad)
				}
			}
		}
	}
}
