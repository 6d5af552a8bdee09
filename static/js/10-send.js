// A form is sent once: the second click of a double click sends nothing. The button stays enabled, since the form would lack
// the value of a disabled button.
thyra.part("send", () => {
  const { all } = thyra;
  // The form must stay usable. No browser reports reliably that a page stays although its form was sent: the visitor stopped
  // it, the answer was a file or empty, or an app opened. So the same button is blocked for a moment only. Whoever presses
  // it later means it and sends again, although the first answer may only be slow. Kratos v1.3.1 copes: a second sign-in is
  // one more session, a second code one more mail; only a second sign-up leads back to its page, although the account
  // exists. The spinner goes on for a while, to ask for patience.
  const moment = 3000;
  const wheel = 10000;
  let order, at, leaving, timer;

  // hold reports whether the button was pressed a moment ago. If not, it takes note of it.
  thyra.hold = (what) => {
    if (what === order && Date.now() - at < moment) return true;
    thyra.free();
    [order, at, leaving] = [what, Date.now(), null];
    if (what.matches("button")) what.setAttribute("aria-busy", "true");
    timer = setTimeout(thyra.free, wheel);
    return false;
  };
  thyra.free = () => {
    clearTimeout(timer);
    order = null;
    for (const button of all("[aria-busy]")) button.removeAttribute("aria-busy");
  };

  document.addEventListener("submit", (e) => {
    if (!e.defaultPrevented && thyra.hold(e.submitter || e.target)) e.preventDefault();
  });

  // Events which show that the page stays, or is back.
  for (const type of ["focus", "input", "change"]) addEventListener(type, thyra.free);
  addEventListener("pageshow", (e) => { if (e.persisted) thyra.free(); });
  addEventListener("keydown", (e) => { if (e.key === "Escape") thyra.free(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) thyra.free(); });
  document.addEventListener("securitypolicyviolation", (e) => { if (e.effectiveDirective === "form-action") thyra.free(); });
  // Newer browsers report that a navigation was abandoned.
  window.navigation?.addEventListener("navigate", (e) => {
    if (e.destination.sameDocument) return;
    leaving = e;
    e.signal.addEventListener("abort", () => { if (leaving === e) thyra.free(); });
  });
});

// Enter presses the submit button of the field's own method. During text composition it only ends the composition (keyCode
// 229 in Safari).
thyra.each("[data-enter]", (input) => {
  input.addEventListener("keydown", (e) => {
    const button = thyra.byId(input.dataset.enter);
    if (e.key !== "Enter" || e.isComposing || e.keyCode === 229 || !button) return;
    e.preventDefault();
    button.click();
  });
});
