// Show and hide passwords. One that is sent is hidden again, or the browser would offer it as a suggestion later.
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
