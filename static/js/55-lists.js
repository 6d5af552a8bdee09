// A list grows and shrinks in place. Without the script, its links have the server do that.
thyra.each("[data-list]", (list) => {
  const name = list.dataset.list;
  const entries = list.querySelector("ul");
  const add = list.querySelector("[data-list-add]");
  const field = (item) => item.querySelector("input, textarea");
  // An empty entry is left out below, instead of blocking the form.
  for (const item of entries.children) field(item).required = false;
  let added = 0;
  add.addEventListener("click", (e) => {
    e.preventDefault();
    const item = list.querySelector("template").content.cloneNode(true).firstElementChild;
    const input = field(item);
    input.name = name;
    input.id = item.querySelector("label").htmlFor = `${list.id}-added-${++added}`;
    entries.append(item);
    input.focus();
  });
  list.addEventListener("click", (e) => {
    const remove = e.target.closest("[data-list-remove]");
    if (!remove) return;
    e.preventDefault();
    const item = remove.closest("li");
    const next = item.nextElementSibling || item.previousElementSibling;
    item.remove();
    (next ? field(next) : add).focus();
  });
  list.closest("form").addEventListener("formdata", (e) => {
    const kept = e.formData.getAll(name).filter((value) => value !== "");
    e.formData.delete(name);
    for (const value of kept) e.formData.append(name, value);
  });
});

// An empty list looks like an empty text, and would be posted as a list with one empty entry. So empty fields are not
// posted: for a text, Kratos takes a missing value as empty.
thyra.each("form", (form) => form.addEventListener("formdata", (e) => {
  for (const field of thyra.all("input[type=text][name^='traits.']", form)) {
    if (e.formData.getAll(field.name).every((value) => value === "")) e.formData.delete(field.name);
  }
}));
