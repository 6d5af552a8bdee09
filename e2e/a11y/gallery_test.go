package a11y_test

import (
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/pagecheck"
	"github.com/thyra-ui/thyra/e2e/view"
)

// TestGalleryItself holds the gallery's own pages to axe's rules, on a desktop and on a phone, light and dark.
func TestGalleryItself(t *testing.T) {
	t.Parallel()
	script := pagecheck.AxeScript(t)
	for _, m := range []view.Mode{{Viewport: chrome.Desktop(), Dark: true}, {Viewport: chrome.Phone()}} {
		v := m.Open(t, shared.Gallery(t))
		v.OnNewPage(script)
		for _, path := range []string{"/", "/?state=login-many-providers", "/?q=wrong#list", "/sheet?state=home-no-name"} {
			v.Goto(v.Gallery.URL + path)
			for _, bad := range pagecheck.Axe(v.Tab).Violations {
				t.Errorf("%s, %s: %s (%s): %s\n%s", path, m, bad.Rule, bad.Impact, bad.Element, bad.Summary)
			}
			if wide := chrome.Eval[bool](v.Tab, "document.documentElement.scrollWidth > innerWidth"); wide {
				t.Errorf("%s, %s: wider than the window", path, m)
			}
			if focus := chrome.Eval[string](v.Tab, "document.activeElement.tagName"); focus == "IFRAME" && !strings.Contains(path, "state=login") {
				t.Errorf("%s, %s: a small picture took the focus", path, m)
			}
		}
	}
}

// TestGallerySearch types into the gallery's search and goes on from what it finds to a contact sheet.
func TestGallerySearch(t *testing.T) {
	t.Parallel()
	v := view.Mode{Viewport: chrome.Desktop()}.Open(t, shared.Gallery(t))
	v.Goto(v.Gallery.URL + "/?lang=de")
	rows := `[...document.querySelectorAll(".pages li")].filter((row) => row.checkVisibility())`
	v.Fill("q", "consent SCOPE")
	v.Until(rows + `.map((row) => row.textContent.trim()).join() === "Every scope"`)
	v.Fill("q", "nothing like this")
	v.Until(rows + `.length === 0 && document.querySelector(".none").checkVisibility()`)
	v.Fill("q", "consent")
	v.Until(rows + `.length > 3`)
	v.Submit("#consent-every-scope")
	if found := chrome.Eval[int](v.Tab, rows+".length"); found < 4 || found > 20 || !strings.Contains(v.URL(), "q=consent") || !strings.Contains(v.URL(), "lang=de") {
		t.Errorf("after a choice the list shows %d rows at %s", found, v.URL())
	}
	v.Click("[value=consent-every-scope]")
	v.Submit("[rel=next]")
	v.Until(`document.getElementById("ticked").textContent === "of 1" && document.querySelector("[value=consent-every-scope]").checked`)
	v.Submit("#sheet button")
	v.Until(`[...document.querySelectorAll(".looks iframe")].filter((f) => f.contentDocument?.documentElement.lang === "de").length === 4`)
	// Pictures grow to their pages.
	v.Until(`[...document.querySelectorAll(".phone .shot")].every((s) => parseInt(s.style.getPropertyValue("--h")) > 844)`)
}
