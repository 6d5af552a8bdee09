package e2e_test

import (
	"slices"
	"testing"

	"github.com/thyra-ui/thyra/e2e/webdriver"
)

func TestFirefoxLooks(t *testing.T) { lookAround(t, webdriver.Firefox) }

func TestWebKitLooks(t *testing.T) { lookAround(t, webdriver.WebKit) }

// lookAround holds a state of each page to what holds in Chromium: nothing is cut or lies over something else, what is to be
// clicked is large enough, and ticks can be told. The window is as narrow as the browser lets it be, or a desktop's.
func lookAround(t *testing.T, engine webdriver.Engine) {
	t.Helper()
	t.Parallel()
	g := shared.states(t)
	states := append(oneOfEach(g), state(t, g, "registration-everything-wrong"), state(t, g, "settings-everything-v26.2.0"))
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
				found := slices.Concat(webdriver.Eval[[]string](tab, misfits), webdriver.Eval[[]string](tab, small))
				if slices.Contains(ticked, s.ID) {
					found = append(found, webdriver.Eval[[]string](tab, faintTicks)...)
				}
				for _, bad := range found {
					t.Errorf("%s, dark %t, %q: %s", s.ID, dark, query, bad)
				}
			}
		}
	}
}
