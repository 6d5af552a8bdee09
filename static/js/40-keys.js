// Passkeys and security keys: bind the functions of Kratos's script, by the names that the server allows. Errors are shown
// beside the button that was pressed.
thyra.part("keys", () => {
  const { all, byId, each, show, hold, free } = thyra;
  const status = byId("key-status");
  const loads = new Set(all("[data-onload-trigger]").map((e) => e.dataset.onloadTrigger));
  const there = (name) => typeof window[name] === "function";
  const startLoads = () => loads.forEach((name) => there(name) && window[name]());
  let pressed, described, asked;
  let turn = 0;

  const quiet = () => {
    show(status, false);
    if (!pressed) return;
    described ? pressed.setAttribute("aria-describedby", described) : pressed.removeAttribute("aria-describedby");
    pressed = null;
  };
  const say = (word) => {
    free();
    if (!status || !pressed) return;
    status.querySelector("p").textContent = status.dataset[word];
    pressed.after(status);
    pressed.setAttribute("aria-describedby", [described, status.id].filter(Boolean).join(" "));
    show(status);
    status.scrollIntoView({ block: "nearest" });
  };
  const refused = (error) => {
    say(/^(NotAllowed|Abort)Error$/.test(error?.name) ? "canceled" : "failed");
    // The button interrupted the autofill.
    startLoads();
  };

  // Kratos's script reports failures with alert() or not at all, so it gets functions that never fail.
  const watched = (container, method) => {
    const original = container[method].bind(container);
    return async (options) => {
      asked = true;
      try {
        const credential = await original(options);
        if (credential || !options?.publicKey) return credential;
        throw new Error("no credential");
      } catch (error) {
        // Not ours.
        if (!options?.publicKey) throw error;
        if (options.mediation !== "conditional") refused(error);
        return new Promise(() => {});
      }
    };
  };
  // watch reports whether they are in place. Extensions freeze navigator.credentials or ignore new functions in it; then a
  // proxy in its place may work, and otherwise only what Kratos's script reports is noticed.
  const watch = () => {
    const real = navigator.credentials;
    const ours = { get: watched(real, "get"), create: watched(real, "create") };
    try { Object.assign(real, ours); } catch { /* read-only */ }
    if (real.get === ours.get && real.create === ours.create) return true;
    const whole = (_, name) => ours[name] || (typeof real[name] === "function" ? real[name].bind(real) : real[name]);
    const container = new Proxy({}, { get: whole });
    try { Object.defineProperty(navigator, "credentials", { value: container, configurable: true }); } catch { /* read-only */ }
    return navigator.credentials === container;
  };
  const listen = (owner, method) => {
    const original = owner[method];
    owner[method] = (...said) => pressed && said[0]?.name ? refused(said[0]) : original.apply(owner, said);
  };
  const buttons = all("[data-trigger]");
  let watching = false;
  if (buttons.length > 0) {
    thyra.part("watch keys", () => { watching = !!navigator.credentials && watch(); });
    if (!watching) [[window, "alert"], [console, "error"]].forEach((at) => thyra.part("hear keys", () => listen(...at)));
  }

  // ready calls back when Kratos's script has loaded, or will not: it was blocked, its integrity check failed, it takes too
  // long. The load event of the page comes after all its scripts have loaded or failed.
  const ready = (name, patience, then) => {
    let done = false;
    const check = (last) => {
      if (done || !(there(name) || last)) return;
      done = true;
      then(there(name));
    };
    const last = () => check(true);
    check(document.readyState === "complete");
    if (done) return;
    addEventListener("oryWebAuthnInitialized", () => check(false));
    addEventListener("load", last);
    for (const type of ["load", "error"]) byId("webauthn_script")?.addEventListener(type, last);
    if (patience) setTimeout(last, patience);
  };

  each("[data-trigger]", (button) => {
    const name = button.dataset.trigger;
    button.addEventListener("click", () => {
      // A key carries the name of its account, so the account's fields are checked first.
      const account = [...(button.form?.elements ?? [])].filter((e) => e.name?.startsWith("traits."));
      if (!account.every((e) => e.reportValidity()) || hold(button)) return;
      quiet();
      pressed = button;
      described = button.getAttribute("aria-describedby");
      if (!window.PublicKeyCredential) return say("unsupported");
      const mine = ++turn;
      ready(name, 5000, (ok) => {
        // Pressed again meanwhile.
        if (mine !== turn) return;
        if (!ok) return say("missing");
        asked = false;
        try { window[name](); } catch (error) { return refused(error); }
        if (watching) setTimeout(() => { if (!asked && mine === turn) say("failed"); }, 1000);
      });
    });
  });
  for (const name of loads) ready(name, 0, (ok) => { if (ok) window[name](); });
});
