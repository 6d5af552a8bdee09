package pagecheck

// FaintTicks lists what is wrong with the ticks of all checkboxes of a page, whether they are set or not.
const FaintTicks = `(() => {` + contrasts + `
  const out = [], boxes = document.querySelectorAll("[type=checkbox]");
  if (!boxes.length) out.push("there is no checkbox");
  for (const e of boxes) {
    const tick = getComputedStyle(e, "::before"), name = e.name + (e.disabled ? " (disabled)" : "");
    const paper = matchMedia("print").matches && getComputedStyle(e).printColorAdjust !== "exact";
    e.checked = true;
    if (tick.content === "none") {
      out.push(name + " has a tick whose color the browser chooses");
      continue;
    }
    const behind = paper ? "rgb(255, 255, 255)" : ground(e), r = ratio(tick.borderBottomColor, behind);
    if (r < 3) out.push(name + " has a tick " + tick.borderBottomColor + " on " + behind + ": " + r.toFixed(2));
    e.checked = false;
    if (tick.content !== "none") out.push(name + " has a tick without being set");
  }
  return out;
})()`

// contrasts are JavaScript functions that compare colors as browsers paint them.
const contrasts = `
  const rgb = (color) => color.match(/[\d.]+/g).map(Number);
  const luminance = (c) => {
    const [r, g, b] = c.map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [low, high] = [luminance(rgb(a)), luminance(rgb(b))].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = (e) => {
    const color = getComputedStyle(e).backgroundColor;
    return e.parentElement && (rgb(color)[3] ?? 1) < 1 ? ground(e.parentElement) : color;
  };
`

// FaintFields lists borders of fields and marks of the focus that stand out by less than 3:1 from what surrounds them.
const FaintFields = `(() => {` + contrasts + `
  const out = [];
  const judge = (e, what, color) => {
    const r = ratio(color, ground(e.parentElement));
    if (r < 3) out.push(what + " of " + (e.name || e.textContent.trim()) + ": " + color + " has " + r.toFixed(2));
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
