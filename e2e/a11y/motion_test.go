package a11y_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/view"
)

// moving lists what a style sets in motion for longer than the eye sees, with every button in its busy state.
const moving = `(() => {
  const out = [];
  for (const b of document.querySelectorAll("button")) b.setAttribute("aria-busy", "true");
  const longest = (value) => Math.max(...value.split(",").map((d) => parseFloat(d) * (d.trim().endsWith("ms") ? 1 : 1000)));
  for (const e of document.querySelectorAll("*")) {
    for (const part of [null, "::before", "::after"]) {
      const s = getComputedStyle(e, part);
      if (s.animationName !== "none" && longest(s.animationDuration) > 10) out.push(e.tagName + (part ?? "") + " turns for " + s.animationDuration);
      if (longest(s.transitionDuration) > 10) out.push(e.tagName + (part ?? "") + " changes for " + s.transitionDuration);
      if (!part && s.scrollBehavior === "smooth") out.push(e.tagName + " scrolls smoothly");
    }
  }
  return [...new Set(out)];
})()`

// TestMotionReduced: nothing moves for visitors whose system asks for less motion.
func TestMotionReduced(t *testing.T) {
	t.Parallel()
	v := view.Mode{Viewport: chrome.Phone()}.Open(t, shared.Gallery(t))
	for _, s := range view.OneOfEach(v.Gallery) {
		v.Show(s)
		for _, bad := range chrome.Eval[[]string](v.Tab, moving) {
			t.Errorf("%s: %s", s.ID, bad)
		}
	}
}

// TestMotionEndsSoon holds WCAG 2.2.2 for all others.
func TestMotionEndsSoon(t *testing.T) {
	t.Parallel()
	v := view.Mode{Viewport: chrome.Phone()}.Open(t, shared.Gallery(t))
	v.Prefer(map[string]string{"prefers-reduced-motion": "no-preference"})
	for _, s := range view.OneOfEach(v.Gallery) {
		v.Show(s)
		if n := chrome.Eval[int](v.Tab, "document.getAnimations().filter((a) => a.effect.getComputedTiming().endTime > 5000).length"); n > 0 {
			t.Errorf("%s: %d animations of more than five seconds", s.ID, n)
		}
	}
}
