package a11y_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/view"
)

// prepareWalk notes in window.stops what a keyboard must reach, in the order of the document, and how each looks without
// the focus. Then it takes the focus away, so that Tab begins at the top.
const prepareWalk = `(() => {
  document.body.tabIndex = -1;
  document.body.focus();
  window.look = (e) => {
    const s = getComputedStyle(e);
    const outline = s.outlineStyle === "none" ? "" : s.outlineWidth + s.outlineColor;
    return [outline, s.borderColor, s.borderWidth, s.boxShadow].join();
  };
  window.stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter((e) => e !== document.body && e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.type !== "hidden" && e.tabIndex >= 0);
  window.plain = window.stops.map(window.look);
  return window.stops.map((e) => e.dataset.testid || e.name || e.textContent.trim() || e.className);
})()`

// whereFocusIs describes what has the focus. Index is -1 outside the page and for elements that are not in window.stops.
const whereFocusIs = `(() => {
  const e = document.activeElement;
  if (!e || e === document.body) return {index: -1};
  const index = window.stops.indexOf(e);
  const r = e.getClientRects()[0] || e.getBoundingClientRect();
  const [x, y] = [r.left + r.width / 2, r.top + r.height / 2];
  const top = document.elementFromPoint(x, y);
  return {
    index,
    name: e.dataset.testid || e.name || e.textContent.trim() || e.className,
    marked: window.look(e) !== window.plain[index],
    inWindow: r.left > -1 && r.top > -1 && r.right < innerWidth + 1 && r.top < innerHeight && r.bottom < innerHeight + 1,
    over: top && (e.contains(top) || top.contains(e) && top.matches("label, a, button")) ? "" :
      (top ? top.tagName + "." + top.className : "nothing"),
  };
})()`

// stop is one place of the focus on its way through a page.
type stop struct {
	Index            int
	Name, Over       string
	Marked, InWindow bool
}

// insideDate is how many times Tab stops in a date field: at its parts and the calendar.
const insideDate = 4

// walk presses Tab until the focus has left the page, or more often than the page has elements.
func walk(v *view.Viewer) (names []string, stops []stop) {
	names = chrome.Eval[[]string](v.Tab, prepareWalk)
	for range insideDate*len(names) + 1 {
		v.Keys(kb.Tab)
		at := chrome.Eval[stop](v.Tab, whereFocusIs)
		if at.Index < 0 && at.Name == "" {
			break
		}
		stops = append(stops, at)
	}
	return names, stops
}

// TestFocusOrder holds WCAG 2.1.1, 2.1.2 and 2.4.3: Tab reaches everything once, as it is written,
// and leaves the page.
func TestFocusOrder(t *testing.T) {
	eachScheme(t, 2, func(t *testing.T, v *view.Viewer, s stack.GalleryState) {
		if chrome.Eval[bool](v.Tab, `[...document.querySelectorAll("[tabindex]")].some((e) => e.tabIndex > 0)`) {
			t.Errorf("%s: an element has a positive tabindex", s.ID)
		}
		names, stops := walk(v)
		var went []string
		for i, at := range stops {
			if i == 0 || at.Index != stops[i-1].Index || at.Index < 0 {
				went = append(went, at.Name)
			}
		}
		if !slices.Equal(names, went) {
			t.Errorf("%s: Tab went to %q, the page is %q", s.ID, went, names)
		}
	})
}

// TestFocusIsVisible holds WCAG 2.4.7 and 2.4.11, in forced colors too.
func TestFocusIsVisible(t *testing.T) {
	eachScheme(t, 1, func(t *testing.T, v *view.Viewer, s stack.GalleryState) {
		_, stops := walk(v)
		for _, at := range stops {
			if !at.Marked {
				t.Errorf("%s: %s looks the same with the focus as without", s.ID, at.Name)
			}
			if !at.InWindow {
				t.Errorf("%s: %s has the focus outside the window", s.ID, at.Name)
			}
			if at.Over != "" {
				t.Errorf("%s: %s has the focus under %s", s.ID, at.Name, at.Over)
			}
		}
	})
}

// eachScheme checks a third of the states in light, dark and forced colors each, or every n-th state of that third.
func eachScheme(t *testing.T, n int, check func(*testing.T, *view.Viewer, stack.GalleryState)) {
	t.Helper()
	for i, feature := range [][2]string{{"prefers-color-scheme", "light"}, {"prefers-color-scheme", "dark"}, {"forced-colors", "active"}} {
		t.Run(strings.Join(feature[:], "-"), func(t *testing.T) {
			t.Parallel()
			v := view.Mode{Viewport: chrome.Phone(), RTL: i == 1}.Open(t, shared.Gallery(t))
			v.Prefer(map[string]string{feature[0]: feature[1]})
			v.OnNewPage(chrome.FreezeTimers(1000)) // a button must not become enabled on the way
			for _, s := range view.Share(view.Sample(v.Gallery), i, 3*n) {
				v.Show(s)
				check(t, v, s)
			}
		})
	}
}
