package e2e_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/thyra-ui/thyra/e2e/chrome"
)

// contrasts are functions that compare colours as Chromium paints them.
const contrasts = `
  const rgb = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = (c) => {
    const [r, g, b] = c.map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [low, high] = [luminance(rgb(a)), luminance(rgb(b))].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = (e) => {
    const colour = getComputedStyle(e).backgroundColor;
    return e.parentElement && (rgb(colour)[3] ?? 1) < 1 ? ground(e.parentElement) : colour;
  };
`

// faint lists borders of fields and marks of the focus that stand out by less than 3:1 from what surrounds them.
const faint = `(() => {` + contrasts + `
  const out = [];
  const judge = (e, what, colour) => {
    const r = ratio(colour, ground(e.parentElement));
    if (r < 3) out.push(what + " of " + (e.name || e.textContent.trim()) + ": " + colour + " has " + r.toFixed(2));
  };
  for (const e of document.querySelectorAll("a[href], button, input:not([type=hidden]), select")) {
    if (!e.checkVisibility() || e.disabled) continue;
    if (e.matches("input, select")) judge(e, "border", getComputedStyle(e).borderTopColor);
    e.focus();
    const s = getComputedStyle(e);
    if (s.outlineStyle === "none" || parseFloat(s.outlineWidth) < 2) out.push("no focus mark on " + (e.name || e.textContent.trim()));
    else judge(e, "focus", s.outlineColor);
  }
  return out;
})()`

// TestFieldsAndFocusStandOut holds WCAG 1.4.11, by the numbers of the colours that Chromium paints.
func TestFieldsAndFocusStandOut(t *testing.T) {
	t.Parallel()
	for _, dark := range []bool{false, true} {
		v := look{Viewport: chrome.Desktop(), Dark: dark}.see(t)
		for _, s := range append(oneOfEach(v.gallery), statesWith(t, v.gallery, "[aria-invalid]", 10)[:5]...) {
			v.show(s)
			v.Keys(kb.Tab) // from then on, whatever takes the focus shows it
			for _, bad := range chrome.Eval[[]string](v.Tab, faint) {
				t.Errorf("%s, dark %t: %s, want 3", s.ID, dark, bad)
			}
		}
	}
}
