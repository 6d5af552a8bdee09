// Codes are pasted with spaces, dashes and sentences around them, and typed in the digits of any script.
thyra.part("codes", () => {
  // Unicode has the decimal digits of each script in a row from zero to nine.
  const ascii = (text) => text.replace(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0);
    let zero = point;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return (point - zero) % 10;
  });

  // A code of a mail or an authenticator app: only digits, or the six digits that stand alone in a sentence.
  const digits = (text) => {
    const plain = ascii(text);
    const alone = /\p{L}/u.test(plain) && plain.match(/(?:^|\D)(\d{3}[\s-]?\d{3})(?!\d)/);
    return (alone ? alone[1] : plain).replace(/\D/g, "");
  };

  // A backup code has eight lower-case letters and digits. Anything else is left as it is, for Kratos to judge.
  const backup = (text) => {
    const plain = letters(text);
    return plain.length === 8 ? plain : text;
  };
  const letters = (text) => ascii(text).normalize("NFKC").toLowerCase().replace(/[^a-z0-9]/g, "");

  thyra.codes = { digits, backup };
  const tidy = (selector, clean, strip) => thyra.each(selector, (input) => {
    const run = () => {
      const value = clean(input.value);
      if (value === input.value) return;
      const caret = strip(input.value.slice(0, input.selectionStart)).length;
      input.value = value;
      if (document.activeElement === input) input.setSelectionRange(caret, caret);
    };
    // Not during text composition.
    input.addEventListener("input", (e) => { if (!e.isComposing) run(); });
    input.addEventListener("compositionend", run);
    input.addEventListener("change", run);
  });
  tidy("[data-code]", digits, digits);
  tidy("[data-backup-code]", backup, letters);
});

// The button for another code counts down before it works. That spares the inbox, and is not enforced elsewhere. The
// countdown goes by the clock, since timers stop while a page is suspended.
thyra.each("[data-resend]", (button) => {
  const label = button.querySelector("span") || button;
  const text = label.textContent;
  const wait = +button.dataset.resend || 0;
  const end = Date.now() + wait * 1000;
  let timer;
  const tick = () => {
    clearTimeout(timer);
    // The clock may have been put back.
    const left = Math.min(Math.ceil((end - Date.now()) / 1000), wait);
    label.textContent = left > 0 ? `${text} (${left})` : text;
    button.disabled = left > 0;
    if (left > 0) timer = setTimeout(tick, 1000);
  };
  tick();
  addEventListener("pageshow", tick);
});
