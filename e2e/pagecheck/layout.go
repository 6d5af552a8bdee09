package pagecheck

// Misfits lists what does not fit: a page that scrolls sideways, text that is cut off or leaves its box, texts one over
// the other. Typed text may be longer than its field, which scrolls.
const Misfits = `(() => {
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

// SmallTargets lists what is to be clicked and is smaller than 24 by 24 pixels, unless it is a word of a sentence.
const SmallTargets = `(() => {
  const inSentence = (e) => getComputedStyle(e).display === "inline" &&
    [...e.parentElement.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")]
    .filter((e) => e.checkVisibility() && !inSentence(e))
    .map((e) => [e, e.getBoundingClientRect()])
    .filter(([, r]) => r.width < 24 || r.height < 24)
    .map(([e, r]) => (e.textContent.trim() || e.name) + " is " + Math.round(r.width * 10) / 10 + " by " + Math.round(r.height * 10) / 10);
})()`
