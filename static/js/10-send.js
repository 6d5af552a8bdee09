// A form is sent once: the second click of a double click is no second order. The button stays enabled, since a disabled one
// would not be sent along.
thyra.part("send", () => {
  const { all } = thyra;
  // A form must not die of that. No browser tells for sure that a page stays although a form was sent: the visitor stopped it,
  // the answer was a file, or none, or an app opened. So the same button waits for a moment only. Whoever presses it later
  // means it, and sends again, although the first answer may only be slow. Kratos v1.3.1 bears that: a second sign-in is one
  // more session, a second code one more mail; only a second sign-up leads back to its page, though the account is there. So
  // the wheel turns on for a while, to ask for patience.
  const moment = 3000;
  const wheel = 10000;
  let order, at, leaving, timer;

  // hold reports whether that was ordered a moment ago. Else it is now.
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

  // Signs that the page stays, or is back.
  for (const type of ["focus", "input", "change"]) addEventListener(type, thyra.free);
  addEventListener("pageshow", (e) => { if (e.persisted) thyra.free(); });
  addEventListener("keydown", (e) => { if (e.key === "Escape") thyra.free(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) thyra.free(); });
  document.addEventListener("securitypolicyviolation", (e) => { if (e.effectiveDirective === "form-action") thyra.free(); });
  // Browsers that know more say so when the way to the next page was given up.
  window.navigation?.addEventListener("navigate", (e) => {
    if (e.destination.sameDocument) return;
    leaving = e;
    e.signal.addEventListener("abort", () => { if (leaving === e) thyra.free(); });
  });
});

// Enter presses the button of the field's own method. While a word is being composed, it only ends that (Safari tells by 229).
thyra.each("[data-enter]", (input) => {
  input.addEventListener("keydown", (e) => {
    const button = thyra.byId(input.dataset.enter);
    if (e.key !== "Enter" || e.isComposing || e.keyCode === 229 || !button) return;
    e.preventDefault();
    button.click();
  });
});
