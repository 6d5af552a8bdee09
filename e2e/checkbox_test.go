package e2e_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

// faintTicks lists what is wrong with the ticks of all checkboxes of a page, whether they are set or not.
const faintTicks = `(() => {` + contrasts + `
  const out = [], boxes = document.querySelectorAll("[type=checkbox]");
  if (!boxes.length) out.push("there is no checkbox");
  for (const e of boxes) {
    const tick = getComputedStyle(e, "::before"), name = e.name + (e.disabled ? " (disabled)" : "");
    const paper = matchMedia("print").matches && getComputedStyle(e).printColorAdjust !== "exact";
    e.checked = true;
    if (tick.content === "none") {
      out.push(name + " has a tick whose colour the browser chooses");
      continue;
    }
    const behind = paper ? "rgb(255, 255, 255)" : ground(e), r = ratio(tick.borderBottomColor, behind);
    if (r < 3) out.push(name + " has a tick " + tick.borderBottomColor + " on " + behind + ": " + r.toFixed(2));
    e.checked = false;
    if (tick.content !== "none") out.push(name + " has a tick without being set");
  }
  return out;
})()`

// TestTicksStandOut holds WCAG 1.4.11 in every brand: on screens, in forced colours, and on paper, where no ground is printed.
func TestTicksStandOut(t *testing.T) {
	t.Parallel()
	v := look{Viewport: chrome.Desktop()}.see(t)
	brands := []string{"", "dev", "shop"}
	looks := map[string]func(){
		"light":  func() { v.SetDark(false) },
		"dark":   func() { v.SetDark(true) },
		"more":   func() { v.Prefer(map[string]string{"prefers-contrast": "more"}) },
		"forced": func() { v.Prefer(map[string]string{"forced-colors": "active"}) },
		"paper":  v.PreviewPaper,
	}
	for name, put := range looks {
		put()
		for _, brand := range brands {
			v.query = "?brand=" + brand
			for _, id := range []string{"consent-every-scope", "registration-everything-wrong", "settings-everything-v26.2.0"} {
				v.show(state(t, v.gallery, id))
				for _, bad := range chrome.Eval[[]string](v.Tab, faintTicks) {
					t.Errorf("%s, brand %q, %s: %s", id, brand, name, bad)
				}
			}
		}
	}
}

// Beside the picture of a split page there is room on screens only.
func TestPaperIsUsedToItsEdge(t *testing.T) {
	t.Parallel()
	v := look{Viewport: chrome.Desktop()}.see(t)
	v.PreviewPaper()
	v.query = "?brand=shop"
	v.show(state(t, v.gallery, "consent-every-scope"))
	if left := chrome.Eval[float64](v.Tab, `document.querySelector("main").getBoundingClientRect().left`); left > 40 {
		t.Errorf("the content begins %.0f pixels from the edge", left)
	}
}
