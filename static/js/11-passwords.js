// Show and hide passwords. A password is hidden again when it is sent, or the browser would later suggest it as text.
thyra.each("[data-reveal]", (button) => {
  const input = thyra.byId(button.dataset.reveal);
  if (!input) return;
  const reveal = (plain) => {
    input.type = plain ? "text" : "password";
    button.setAttribute("aria-pressed", plain);
  };
  thyra.show(button);
  button.addEventListener("click", () => {
    reveal(input.type === "password");
    input.focus();
  });
  input.form?.addEventListener("submit", () => reveal(false));
});

// Warn about caps lock.
thyra.each("[data-capslock]", (hint) => {
  const input = hint.closest(".field")?.querySelector("input");
  for (const type of ["keydown", "keyup", "click"]) {
    input?.addEventListener(type, (e) => thyra.show(hint, !!e.getModifierState?.("CapsLock")));
  }
  input?.addEventListener("blur", () => thyra.show(hint, false));
});
