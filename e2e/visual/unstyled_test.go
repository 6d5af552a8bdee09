package visual_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/view"
)

// oversized lists drawings and images that are too large without a stylesheet, and filled shapes.
const oversized = `[...document.querySelectorAll("svg, img")].filter((e) => e.checkVisibility()).flatMap((e) => {
  const box = e.getBoundingClientRect(), [width, height] = e.closest(".qr") ? [400, 400] : e.matches(".logo") ? [448, 96] : [64, 64];
  const name = e.tagName + "." + (e.getAttribute("class") ?? e.parentElement.className);
  const out = [];
  if (box.width > width || box.height > height) out.push(name + " is " + Math.round(box.width) + " x " + Math.round(box.height));
  if (box.width < 1 || box.height < 1) out.push(name + " is not there");
  if (e.tagName === "svg" && getComputedStyle(e).fill !== "none") out.push(name + " is filled with " + getComputedStyle(e).fill);
  return out;
})`

// TestUnstyled: without the stylesheet, as in an old browser or after a failed request, pages are readable texts and forms.
func TestUnstyled(t *testing.T) {
	t.Parallel()
	for _, brand := range []string{"", "shop", "rail"} {
		v := view.Mode{Viewport: chrome.Phone(), Dark: brand != ""}.Open(t, shared.Gallery(t))
		v.Block("*://*:*/*.css")
		v.Query = "?brand=" + brand
		for _, s := range view.OneOfEach(v.Gallery) {
			v.Show(s)
			if display := chrome.Eval[string](v.Tab, "getComputedStyle(document.body).display"); display != "block" {
				t.Fatalf("%s has the stylesheet: display %s", s.ID, display)
			}
			v.Screenshot("unstyled-" + s.Page + "-" + brand)
			for _, bad := range chrome.Eval[[]string](v.Tab, oversized) {
				t.Errorf("%s, brand %q: %s", s.ID, brand, bad)
			}
		}
	}
}
