// An instant is entered in the visitor's own time zone and posted with its offset (RFC 3339). An unchanged one is posted as
// it was.
thyra.each("input[data-instant]", (input) => {
  const stored = input.value;
  const at = new Date(stored);
  if (stored && isNaN(at)) return;
  input.type = "datetime-local";
  input.step = "any";
  const local = stored && new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, at.getSeconds() ? 19 : 16);
  input.value = local;
  if (input.type !== "datetime-local" || input.value !== local) {
    input.type = "text";
    input.value = stored;
    return;
  }
  thyra.show(thyra.byId(input.id + "-hint"), false);
  const described = (input.getAttribute("aria-describedby") || "").split(" ").filter((id) => id !== input.id + "-hint");
  if (described.length) input.setAttribute("aria-describedby", described.join(" "));
  else input.removeAttribute("aria-describedby");
  input.form.addEventListener("formdata", (e) => {
    if (!e.formData.has(input.name)) return;
    const chosen = input.value && new Date(input.value).toISOString().replace(".000Z", "Z");
    e.formData.set(input.name, input.value === local ? stored : chosen);
  });
});
