package e2e_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// oneOfEach is the first state of each page.
func oneOfEach(g *stack.Gallery) []stack.GalleryState {
	var states []stack.GalleryState
	seen := map[string]bool{}
	for _, s := range g.States {
		if !seen[s.Page] {
			seen[s.Page] = true
			states = append(states, s)
		}
	}
	return states
}

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

// TestReducedMotion holds what visitors ask of their system: nothing moves.
func TestReducedMotion(t *testing.T) {
	t.Parallel()
	v := look{Viewport: chrome.Phone()}.see(t)
	for _, s := range oneOfEach(v.gallery) {
		v.show(s)
		for _, bad := range chrome.Eval[[]string](v.Tab, moving) {
			t.Errorf("%s: %s", s.ID, bad)
		}
	}
}

// TestNothingMovesForLong holds WCAG 2.2.2 for those who didn't ask.
func TestNothingMovesForLong(t *testing.T) {
	t.Parallel()
	v := look{Viewport: chrome.Phone()}.see(t)
	v.Prefer(map[string]string{"prefers-reduced-motion": "no-preference"})
	for _, s := range oneOfEach(v.gallery) {
		v.show(s)
		if n := chrome.Eval[int](v.Tab, "document.getAnimations().filter((a) => a.effect.getComputedTiming().endTime > 5000).length"); n > 0 {
			t.Errorf("%s: %d animations of more than five seconds", s.ID, n)
		}
	}
}

// TestShowPasswordByKeyboard: the button has a name, says whether it is pressed, and shows what was typed.
func TestShowPasswordByKeyboard(t *testing.T) {
	t.Parallel()
	v := look{Viewport: chrome.Desktop()}.see(t)
	v.Goto(v.gallery.URL + "/states/login-initial-v26.2.0")
	const state = `(() => {
		const button = document.querySelector(".reveal");
		return [button.ariaLabel, button.ariaPressed, document.querySelector("[name=password]").type].join();
	})()`
	for _, want := range []string{"Show password,false,password", "Show password,true,text", "Show password,false,password"} {
		if got := chrome.Eval[string](v.Tab, state); got != want {
			t.Fatalf("name, pressed and type of the field: %s, want %s", got, want)
		}
		chrome.Eval[any](v.Tab, `document.querySelector(".reveal").focus()`)
		v.Keys(" ")
	}
}
