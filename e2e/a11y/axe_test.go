package a11y_test

import (
	"strings"
	"sync/atomic"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/pagecheck"
	"github.com/thyra-ui/thyra/e2e/view"
)

// TestAxe holds every state of the gallery to axe's rules, of whatever impact: each in one of the eight modes, or, with
// A11Y=full, in all of them. The pages keep their own policy: axe gets in through the developer tools.
func TestAxe(t *testing.T) {
	script := pagecheck.AxeScript(t)
	states := shared.Gallery(t).States
	if len(states) < 300 {
		t.Fatalf("the gallery lists only %d states", len(states))
	}
	var pages, rules atomic.Int64
	all := view.Modes()
	t.Run("modes", func(t *testing.T) {
		for i, m := range all {
			t.Run(m.String(), func(t *testing.T) {
				t.Parallel()
				v := m.Open(t, shared.Gallery(t))
				v.OnNewPage(script)
				for _, s := range view.Share(states, i, len(all)) {
					v.Show(s)
					r := pagecheck.Axe(v.Tab)
					for _, bad := range r.Violations {
						t.Errorf("%s, %s: %s (%s): %s\n%s\n%s", s.ID, m, bad.Rule, bad.Impact, bad.Element, bad.HTML, bad.Summary)
					}
					if len(r.Unsure) > 0 && !strings.Contains(s.ID, "about-to-expire") { // the notice lies over the page there
						t.Errorf("%s, %s: axe can't tell about %v", s.ID, m, r.Unsure)
					}
					pages.Add(1)
					rules.Store(max(rules.Load(), int64(r.Rules)))
				}
			})
		}
	})
	t.Logf("%d states, %d modes, %d pages checked, up to %d rules each", len(states), len(all), pages.Load(), rules.Load())
	if want := int64(len(states)); pages.Load() < want && !t.Failed() {
		t.Errorf("%d pages were looked at, want at least the %d states", pages.Load(), want)
	}
}

// Axe finds the faults of a page that is broken on purpose.
func TestAxeFindsWhatIsWrong(t *testing.T) {
	v := view.Modes()[0].Open(t, shared.Gallery(t))
	v.OnNewPage(pagecheck.AxeScript(t))
	v.Show(v.Gallery.States[0])
	chrome.Eval[any](v.Tab, `(() => {
		document.documentElement.removeAttribute("lang");
		document.querySelector("label").remove();
		document.querySelector("h1").style.color = "#ddd";
		const tiny = document.createElement("button"), row = document.createElement("div");
		tiny.textContent = "x";
		tiny.style.cssText = "padding: 0; border: 0; inline-size: 8px; block-size: 8px; font-size: 6px";
		row.append(tiny, tiny.cloneNode(true));
		document.querySelector("main").append(row);
	})()`)
	found := map[string]bool{}
	for _, bad := range pagecheck.Axe(v.Tab).Violations {
		found[bad.Rule] = true
	}
	for _, rule := range []string{"html-has-lang", "label", "color-contrast", "target-size"} {
		if !found[rule] {
			t.Errorf("axe did not find %s, only %v", rule, found)
		}
	}
}

// TestAxeInBrands holds states in each example brand, light and dark, to axe's rules.
func TestAxeInBrands(t *testing.T) {
	t.Parallel()
	states := []string{
		"login-initial-v26.2.0", "login-many-providers", "registration-everything-wrong", "settings-everything-v26.2.0", "settings-many-keys",
		"sessions-phones-programs-and-the-unknown", "home-much-set-up-address-verified", "error-access-denied", "consent-every-scope", "login-about-to-expire",
		"login-password-used-last", "login-provider-used-last",
	}
	script := pagecheck.AxeScript(t)
	for _, m := range []view.Mode{{Viewport: chrome.Desktop()}, {Viewport: chrome.Phone(), Dark: true}} {
		v := m.Open(t, shared.Gallery(t))
		v.OnNewPage(script)
		for _, brand := range []string{"shop", "dev", "rail"} {
			for _, id := range states {
				v.Goto(v.Gallery.URL + view.State(t, v.Gallery, id).URL + "?brand=" + brand)
				for _, bad := range pagecheck.Axe(v.Tab).Violations {
					t.Errorf("%s in %s, %s: %s (%s): %s\n%s", id, brand, m, bad.Rule, bad.Impact, bad.Element, bad.Summary)
				}
			}
		}
	}
}
