package e2e_test

import (
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// misfits lists what does not fit: a page that scrolls sideways, text that is cut off or leaves its box, texts one over
// the other. What a visitor types may be longer than its field, which scrolls.
const misfits = `(() => {
  const out = [];
  const name = (e) => e.tagName.toLowerCase() + [...e.classList].map((c) => "." + c).join("") + " " + JSON.stringify(e.textContent.trim().slice(0, 40));
  const page = document.scrollingElement;
  if (page.scrollWidth > innerWidth) out.push("the page is " + page.scrollWidth + " wide in a window of " + innerWidth);
  const seen = [...document.body.querySelectorAll("*")].filter((e) => e.checkVisibility() && !e.closest(".skip, .aloud, svg"));
  for (const e of seen) {
    const style = getComputedStyle(e);
    if (e.matches("input, select")) {
      if (e.matches("[type=checkbox]")) continue;
      if (e.clientHeight < parseFloat(style.fontSize) * 1.2) out.push("too low for its text: " + e.name);
      continue;
    }
    if (style.overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1) out.push("cut off sideways: " + name(e));
    if (style.overflowY !== "visible" && e.scrollHeight > e.clientHeight + 1) out.push("cut off below: " + name(e));
  }
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = walker.nextNode(); n; n = walker.nextNode()) {
    const parent = n.parentElement;
    if (!n.data.trim() || !parent.checkVisibility() || parent.closest(".skip, .aloud, svg, script, noscript, option")) continue;
    let box = parent;
    while (getComputedStyle(box).display === "inline") box = box.parentElement;
    const range = document.createRange();
    range.selectNodeContents(n);
    const edges = [box, parent.closest("a, button"), parent.closest(".card, .message")]
      .filter((e) => e && getComputedStyle(e).display !== "inline").map((e) => e.getBoundingClientRect());
    for (const r of range.getClientRects()) {
      if (r.width < 1) continue;
      if (edges.some((edge) => r.left < edge.left - 1 || r.right > edge.right + 1 || r.top < edge.top - 3 || r.bottom > edge.bottom + 3)) {
        out.push("leaves its box: " + name(parent));
      }
      if (r.left < -1 || r.right > innerWidth + 1) out.push("leaves the window: " + name(parent));
      if (!parent.closest(".expiry")) texts.push({r, box, parent});
    }
  }
  for (let i = 0; i < texts.length; i++) {
    for (let k = i + 1; k < texts.length; k++) {
      const [a, b] = [texts[i], texts[k]];
      if (a.box === b.box) continue;
      const wide = Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left);
      const high = Math.min(a.r.bottom, b.r.bottom) - Math.max(a.r.top, b.r.top);
      if (wide > 2 && high > 3) out.push(name(a.parent) + " lies over " + name(b.parent));
    }
  }
  return [...new Set(out)];
})()`

// spaced sets the distances that WCAG 1.4.12 names.
const spaced = `(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }");
  document.adoptedStyleSheets = [sheet];
})()`

// narrow is the least width that pages must do with: that of a small phone, and of a window of 1280 at 400 %.
func narrow() chrome.Viewport { return chrome.Viewport{Name: "narrow", Width: 320, Height: 256} }

// TestNothingIsCutAt320Pixels holds WCAG 1.4.10 and, with it, 1.4.4.
func TestNothingIsCutAt320Pixels(t *testing.T) {
	eachDirection(t, narrow(), func(t *testing.T, v *viewer, s stack.GalleryState) {
		for _, bad := range chrome.Eval[[]string](v.Tab, misfits) {
			t.Errorf("%s: %s", s.ID, bad)
		}
	})
}

// TestTextMayBeSpacedOut holds WCAG 1.4.12.
func TestTextMayBeSpacedOut(t *testing.T) {
	eachDirection(t, chrome.Phone(), func(t *testing.T, v *viewer, s stack.GalleryState) {
		chrome.Eval[any](v.Tab, spaced)
		for _, bad := range chrome.Eval[[]string](v.Tab, misfits) {
			t.Errorf("%s: %s", s.ID, bad)
		}
	})
}

// small lists what is to be clicked and is smaller than 24 by 24 pixels, unless it is a word of a sentence.
const small = `(() => {
  const inSentence = (e) => getComputedStyle(e).display === "inline" &&
    [...e.parentElement.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")]
    .filter((e) => e.checkVisibility() && !inSentence(e))
    .map((e) => [e, e.getBoundingClientRect()])
    .filter(([, r]) => r.width < 24 || r.height < 24)
    .map(([e, r]) => (e.textContent.trim() || e.name) + " is " + Math.round(r.width * 10) / 10 + " by " + Math.round(r.height * 10) / 10);
})()`

// TestEverythingToClickIs24Pixels holds WCAG 2.5.8 without its exception for targets that stand apart.
func TestEverythingToClickIs24Pixels(t *testing.T) {
	for i, viewport := range []chrome.Viewport{chrome.Phone(), chrome.Desktop()} {
		t.Run(viewport.Name, func(t *testing.T) {
			t.Parallel()
			v := look{Viewport: viewport}.see(t)
			for _, s := range share(sample(v.gallery), i, 2) {
				v.show(s)
				for _, bad := range chrome.Eval[[]string](v.Tab, small) {
					t.Errorf("%s: %s", s.ID, bad)
				}
			}
		})
	}
}

// eachDirection looks at states in the longest words, from left to right and from right to left: at every state that was
// made up for its length in both, at every other in one of them.
func eachDirection(t *testing.T, viewport chrome.Viewport, check func(*testing.T, *viewer, stack.GalleryState)) {
	t.Helper()
	for i, rtl := range []bool{false, true} {
		t.Run(look{RTL: rtl, Viewport: viewport}.String(), func(t *testing.T) {
			t.Parallel()
			v := look{RTL: rtl, Viewport: viewport}.see(t)
			if !rtl {
				v.query = "?lang=en-XA"
			}
			for k, s := range sample(v.gallery) {
				if s.Version == "" || everything() || k%2 == i {
					v.show(s)
					check(t, v, s)
				}
			}
		})
	}
}

// A brand may be rounder than the margin of the QR code is wide; without their corners, apps don't find it.
func TestTheQRCodeKeepsItsCorners(t *testing.T) {
	v := look{Viewport: chrome.Phone()}.see(t)
	v.query = "?brand=shop"
	v.show(state(t, v.gallery, "settings-lookup-revealed-v26.2.0"))
	const cut = `(() => {
  const s = getComputedStyle(document.querySelector(".qr img"));
  return parseFloat(s.borderTopLeftRadius) - parseFloat(s.borderTopWidth) - parseFloat(s.paddingTop);
})()`
	if by := chrome.Eval[float64](v.Tab, cut); by > 0 {
		t.Errorf("the code's corners are cut off by a radius of %v pixels", by)
	}
}

// What is made not to fit must be found.
func TestMisfitsAreFound(t *testing.T) {
	v := look{Viewport: narrow()}.see(t)
	v.show(v.gallery.States[0])
	for breakage, want := range map[string]string{
		`document.querySelector("h1").style.cssText = "white-space: nowrap; letter-spacing: 3em"`:                                 "the page is",
		`document.querySelector("h1").style.cssText = "overflow: hidden; block-size: 10px"`:                                       "cut off below: h1",
		`document.querySelector("h1").style.cssText = "overflow: hidden; inline-size: 1em; white-space: nowrap"`:                  "cut off sideways: h1",
		`document.querySelector("button.button").style.cssText = "inline-size: 40px; overflow-wrap: normal; white-space: nowrap"`: "leaves its box: ",
		`document.querySelector("h1").style.cssText = "position: relative; inset-block-start: 2.5rem"`:                            " lies over ",
		`document.querySelector("input[name=identifier]").style.cssText = "min-block-size: 0; block-size: 12px; padding: 0"`:      "too low for its text: identifier",
	} {
		v.show(v.gallery.States[0])
		chrome.Eval[any](v.Tab, breakage)
		if found := strings.Join(chrome.Eval[[]string](v.Tab, misfits), "\n"); !strings.Contains(found, want) {
			t.Errorf("after %s: no %q in %q", breakage, want, found)
		}
	}
	v.show(v.gallery.States[0]) // without the last of the breakages, which come in no order
	chrome.Eval[any](v.Tab, `document.querySelector("button.button").style.cssText = "min-block-size: 0; block-size: 20px; padding: 0"`)
	if found := chrome.Eval[[]string](v.Tab, small); len(found) != 1 {
		t.Errorf("one button is 20 pixels high, found: %q", found)
	}
}
