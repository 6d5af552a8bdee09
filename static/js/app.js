// Thyra's one script. Every page works without it, except passkeys and security keys; it only adds comfort.
"use strict";
(() => {
  const all = (selector, root = document) => root.querySelectorAll(selector);
  const byId = (id) => document.getElementById(id);
  const show = (element, on = true) => { if (element) element.hidden = !on; };

  // Show and hide passwords; warn about caps lock.
  for (const button of all("[data-reveal]")) {
    const input = byId(button.dataset.reveal);
    show(button);
    button.addEventListener("click", () => {
      const plain = input.type === "password";
      input.type = plain ? "text" : "password";
      button.setAttribute("aria-pressed", plain);
      input.focus();
    });
    const hint = button.closest(".field").querySelector("[data-capslock]");
    for (const type of ["keydown", "keyup", "click"]) {
      input.addEventListener(type, (e) => show(hint, !!e.getModifierState?.("CapsLock")));
    }
    input.addEventListener("blur", () => show(hint, false));
  }

  // Codes are pasted with spaces and dashes.
  for (const input of all("[data-code]")) {
    input.addEventListener("input", () => {
      const digits = input.value.replace(/\D/g, "");
      if (digits !== input.value) input.value = digits;
    });
  }

  // Enter presses the button of the field's own method.
  for (const input of all("[data-enter]")) {
    input.addEventListener("keydown", (e) => {
      if (e.key !== "Enter" || e.isComposing) return;
      e.preventDefault();
      byId(input.dataset.enter)?.click();
    });
  }

  // A form is sent once. The button stays enabled, since a disabled one would not be sent along.
  for (const form of all("form")) {
    form.addEventListener("submit", (e) => {
      if (form.dataset.busy) return e.preventDefault();
      form.dataset.busy = "true";
      e.submitter?.setAttribute("aria-busy", "true");
    });
  }
  addEventListener("pageshow", () => {
    for (const form of all("form[data-busy]")) delete form.dataset.busy;
    for (const button of all("[aria-busy]")) button.removeAttribute("aria-busy");
  });

  // Sending another code waits visibly. The wait is a courtesy to the inbox, so it is not enforced elsewhere.
  for (const button of all("[data-resend]")) {
    const label = button.querySelector("span");
    const text = label.textContent;
    let left = +button.dataset.resend;
    button.disabled = true;
    const tick = () => {
      label.textContent = left > 0 ? `${text} (${left})` : text;
      button.disabled = left > 0;
      if (left-- > 0) setTimeout(tick, 1000);
    };
    tick();
  }

  // Copy, print, download what is on the page.
  const textOf = (id) => [...all("code", byId(id))].map((c) => c.textContent).join("\n") || byId(id).textContent;
  for (const box of all("[data-codes]")) show(box);
  for (const button of all("[data-copy]")) {
    const label = button.textContent;
    show(button, !!navigator.clipboard); // there is none without TLS
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(textOf(button.dataset.copy));
      button.textContent = button.dataset.copied;
      setTimeout(() => (button.textContent = label), 2000);
    });
  }
  for (const button of all("[data-print]")) button.addEventListener("click", () => print());
  for (const link of all("[data-download]")) {
    link.href = "data:text/plain;charset=utf-8," + encodeURIComponent(textOf(link.dataset.download) + "\n");
  }

  // Times in the visitor's own zone.
  for (const time of all("time[data-local]")) {
    const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    time.textContent = format.format(new Date(time.dateTime));
  }

  // The navigation of the settings says which section is being read: the last that began above the middle, at the page's
  // end the one that was asked for.
  const places = [...all(".section-nav a")].filter((a) => byId(a.hash.slice(1)));
  const mark = () => {
    const end = scrollY + innerHeight > document.documentElement.scrollHeight - 4;
    const above = places.filter((a) => byId(a.hash.slice(1)).getBoundingClientRect().top < innerHeight / 2);
    const here = (end && places.find((a) => a.hash === location.hash)) || above.at(-1) || places[0];
    for (const a of places) a === here ? a.setAttribute("aria-current", "location") : a.removeAttribute("aria-current");
  };
  if (places.length) {
    for (const type of ["scroll", "hashchange"]) addEventListener(type, mark, { passive: true });
    mark();
  }

  // A page about to expire says so; renewing keeps what was typed, never a password or a code.
  const store = "thyra:" + location.pathname;
  const typed = () => all("input:not([type=hidden],[type=password],[data-code],[readonly]),select");
  for (const box of all("[data-expires]")) {
    const wait = new Date(box.dataset.expires) - Date.now() - 120000;
    if (wait < 2 ** 31) setTimeout(() => show(box), Math.max(wait, 0));
    box.querySelector("[data-renew]").addEventListener("click", () => {
      const values = [...typed()].map((f) => [f.name, f.type === "checkbox" ? f.checked : f.value]);
      sessionStorage.setItem(store, JSON.stringify(values));
    });
  }
  const kept = sessionStorage.getItem(store);
  if (kept) {
    sessionStorage.removeItem(store);
    const values = new Map(JSON.parse(kept));
    for (const field of typed()) {
      if (!values.has(field.name)) continue;
      if (field.type === "checkbox") field.checked = values.get(field.name);
      else if (!field.value) field.value = values.get(field.name);
    }
  }

  // Passkeys and security keys: bind the functions of Kratos's script by the names the server let through.
  const status = byId("key-status");
  const say = (word) => { if (status) { status.textContent = status.dataset[word]; show(status); } };
  const whenReady = (run) => {
    if (window.__oryWebAuthnInitialized) return run();
    if (!window.PublicKeyCredential) return;
    let done = false;
    const once = () => { if (!done && window.__oryWebAuthnInitialized) { done = true; run(); } };
    addEventListener("oryWebAuthnInitialized", once);
    byId("webauthn_script")?.addEventListener("load", once);
  };
  const loads = new Set([...all("[data-onload-trigger]")].map((e) => e.dataset.onloadTrigger));
  const startLoads = () => loads.forEach((name) => window[name]?.());
  if (status && navigator.credentials) {
    // Kratos's script reports failures with alert() or not at all; here they become a message on the page.
    for (const method of ["get", "create"]) {
      const original = navigator.credentials[method].bind(navigator.credentials);
      navigator.credentials[method] = (options) =>
        original(options).catch((error) => {
          if (options.mediation !== "conditional") {
            say(error.name === "NotAllowedError" ? "cancelled" : "failed");
            startLoads(); // the button interrupted the autofill
          }
          return new Promise(() => {});
        });
    }
  }
  for (const button of all("[data-trigger]")) {
    button.addEventListener("click", () => {
      show(status, false);
      if (!window.PublicKeyCredential) return say("unsupported");
      // A key carries the name of its account, so that is asked for first.
      const account = [...(button.form?.elements ?? [])].filter((e) => e.name.startsWith("traits."));
      if (!account.every((e) => e.reportValidity())) return;
      whenReady(() => window[button.dataset.trigger]?.());
    });
  }
  if (loads.size) whenReady(startLoads);
})();
