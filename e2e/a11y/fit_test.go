package a11y_test

import (
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/pagecheck"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/view"
)

// spaced sets the distances that WCAG 1.4.12 names.
const spaced = `(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }");
  document.adoptedStyleSheets = [sheet];
})()`

// narrow is the smallest window that pages must fit: that of a small phone, and a window of 1280 pixels at 400 %.
func narrow() chrome.Viewport { return chrome.Viewport{Name: "narrow", Width: 320, Height: 256} }

// TestFitAt320Pixels holds WCAG 1.4.10 and, with it, 1.4.4.
func TestFitAt320Pixels(t *testing.T) {
	eachDirection(t, narrow(), func(t *testing.T, v *view.Viewer, s stack.GalleryState) {
		for _, bad := range chrome.Eval[[]string](v.Tab, pagecheck.Misfits) {
			t.Errorf("%s: %s", s.ID, bad)
		}
	})
}

// TestFitWithTextSpacing holds WCAG 1.4.12.
func TestFitWithTextSpacing(t *testing.T) {
	eachDirection(t, chrome.Phone(), func(t *testing.T, v *view.Viewer, s stack.GalleryState) {
		chrome.Eval[any](v.Tab, spaced)
		for _, bad := range chrome.Eval[[]string](v.Tab, pagecheck.Misfits) {
			t.Errorf("%s: %s", s.ID, bad)
		}
	})
}

// TestFitOfTargets holds WCAG 2.5.8 without its exception for targets that stand apart.
func TestFitOfTargets(t *testing.T) {
	for i, viewport := range []chrome.Viewport{chrome.Phone(), chrome.Desktop()} {
		t.Run(viewport.Name, func(t *testing.T) {
			t.Parallel()
			v := view.Mode{Viewport: viewport}.Open(t, shared.Gallery(t))
			for _, s := range view.Share(view.Sample(v.Gallery), i, 2) {
				v.Show(s)
				for _, bad := range chrome.Eval[[]string](v.Tab, pagecheck.SmallTargets) {
					t.Errorf("%s: %s", s.ID, bad)
				}
			}
		})
	}
}

// eachDirection checks states in the longest texts from left to right and from right to left: states that were made up for
// their length in both directions, all others in one of them.
func eachDirection(t *testing.T, viewport chrome.Viewport, check func(*testing.T, *view.Viewer, stack.GalleryState)) {
	t.Helper()
	for i, rtl := range []bool{false, true} {
		t.Run(view.Mode{RTL: rtl, Viewport: viewport}.String(), func(t *testing.T) {
			t.Parallel()
			v := view.Mode{RTL: rtl, Viewport: viewport}.Open(t, shared.Gallery(t))
			if !rtl {
				v.Query = "?lang=en-XA"
			}
			for k, s := range view.Sample(v.Gallery) {
				if s.Version == "" || view.Everything() || k%2 == i {
					v.Show(s)
					check(t, v, s)
				}
			}
		})
	}
}

// Round corners of a brand don't cut off the corners of the QR code, without which apps don't find it.
func TestFitOfTheQRCodeInABrand(t *testing.T) {
	v := view.Mode{Viewport: chrome.Phone()}.Open(t, shared.Gallery(t))
	v.Query = "?brand=shop"
	v.Show(view.State(t, v.Gallery, "settings-lookup-revealed-v26.2.0"))
	const cut = `(() => {
  const s = getComputedStyle(document.querySelector(".qr img"));
  return parseFloat(s.borderTopLeftRadius) - parseFloat(s.borderTopWidth) - parseFloat(s.paddingTop);
})()`
	if by := chrome.Eval[float64](v.Tab, cut); by > 0 {
		t.Errorf("the code's corners are cut off by a radius of %v pixels", by)
	}
}

// Layouts that are broken on purpose are found.
func TestFitFindsWhatIsWrong(t *testing.T) {
	v := view.Mode{Viewport: narrow()}.Open(t, shared.Gallery(t))
	v.Show(v.Gallery.States[0])
	for breakage, want := range map[string]string{
		`document.querySelector("h1").style.cssText = "white-space: nowrap; letter-spacing: 3em"`:                                 "the page is",
		`document.querySelector("h1").style.cssText = "overflow: hidden; block-size: 10px"`:                                       "cut off below: h1",
		`document.querySelector("h1").style.cssText = "overflow: hidden; inline-size: 1em; white-space: nowrap"`:                  "cut off sideways: h1",
		`document.querySelector("button.button").style.cssText = "inline-size: 40px; overflow-wrap: normal; white-space: nowrap"`: "leaves its box: ",
		`document.querySelector("h1").style.cssText = "position: relative; inset-block-start: 2.5rem"`:                            " lies over ",
		`document.querySelector("input[name=identifier]").style.cssText = "min-block-size: 0; block-size: 12px; padding: 0"`:      "too low for its text: identifier",
	} {
		v.Show(v.Gallery.States[0])
		chrome.Eval[any](v.Tab, breakage)
		if found := strings.Join(chrome.Eval[[]string](v.Tab, pagecheck.Misfits), "\n"); !strings.Contains(found, want) {
			t.Errorf("after %s: no %q in %q", breakage, want, found)
		}
	}
	v.Show(v.Gallery.States[0]) // without the last of the breakages, which come in random order
	chrome.Eval[any](v.Tab, `document.querySelector("button.button").style.cssText = "min-block-size: 0; block-size: 20px; padding: 0"`)
	if found := chrome.Eval[[]string](v.Tab, pagecheck.SmallTargets); len(found) != 1 {
		t.Errorf("one button is 20 pixels high, found: %q", found)
	}
}
