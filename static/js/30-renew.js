// A page warns before it expires. Renewing it keeps what was typed, as does another language, but never a password or a code.
thyra.part("renew", () => {
  const { all, each, part, show } = thyra;
  const store = "thyra:" + location.pathname;
  // To come back, since Kratos may ask to sign in again; later it may be somebody else.
  const minutes = 10;

  // The purpose of a field says whether it is secret, not its type: a password that is shown is text. Names other than
  // traits are Kratos's.
  const secret = (field) =>
    field.type === "password" || field.matches("[data-code], [data-backup-code]") ||
    /password|one-time-code/.test(field.getAttribute("autocomplete")) ||
    all("[data-reveal]").some((button) => button.dataset.reveal === field.id) ||
    (!field.name.startsWith("traits.") && /pass|code|secret|token|otp/i.test(field.name));
  const fields = () => all("form input, form select, form textarea").filter((field) =>
    field.name && !field.readOnly && !/^(hidden|submit|button|image|reset|file)$/.test(field.type) && !secret(field));
  const ticks = (field) => field.type === "checkbox" || field.type === "radio";

  // What the visitor changed, or what a page with errors sent back to them, is theirs; the rest is the server's.
  const theirs = (field) => all("[aria-invalid]", field.form).length > 0 ||
    (ticks(field) ? field.checked !== field.defaultChecked
      : field.options ? [...field.options].some((option) => option.selected !== option.defaultSelected)
        : field.value !== field.defaultValue);

  // Names may repeat, as in a list: the nth field of a name gets the nth value.
  const restore = (kept) => {
    for (const list of all("[data-list]")) {
      const held = kept.filter(([name]) => name === list.dataset.list).length;
      const entries = list.querySelector("ul");
      while (entries.children.length > held) entries.lastElementChild.remove();
      while (entries.children.length < held) list.querySelector("[data-list-add]").click();
    }
    for (const field of fields()) {
      const [, value, own] = kept.splice(kept.findIndex(([name]) => name === field.name) >>> 0, 1)[0] || [];
      if (value === undefined) continue;
      if (ticks(field)) field.checked = own ? value : field.checked;
      else if (own || !field.value || field.closest("[data-list]")) field.value = value;
    }
  };

  const keep = () => part("keep", () => {
    const values = fields().map((field) => [field.name, ticks(field) ? field.checked : field.value, theirs(field)]);
    sessionStorage.setItem(store, JSON.stringify({ at: Date.now(), values }));
  });
  each(".languages a", (link) => link.addEventListener("click", keep));

  each("[data-expires]", (box) => {
    const end = new Date(box.dataset.expires) - 120000;
    const look = () => {
      const left = end - Date.now();
      show(box, left <= 0);
      // By the clock: timers stop while a page is suspended.
      if (left > 0) setTimeout(look, Math.min(left, 60000));
    };
    look();
    box.querySelector("[data-renew]")?.addEventListener("click", keep);
  });

  // Of an expired flow Kratos does not tell these, so that the address of its page must. Others would be out of date with it.
  each("[data-renew]", (link) => {
    const address = new URL(location.href);
    for (const name of ["organization", "identity_schema"]) {
      const asked = new URL(link.href).searchParams.get(name);
      if (asked) address.searchParams.set(name, asked);
    }
    history.replaceState(history.state, "", address);
  });

  // After the second script, which makes the lists that grow.
  addEventListener("DOMContentLoaded", () => part("restore", () => {
    const found = sessionStorage.getItem(store);
    if (!found) return;
    sessionStorage.removeItem(store);
    const { at, values } = JSON.parse(found);
    if (Date.now() - at < minutes * 60000) restore(values);
  }));
});
