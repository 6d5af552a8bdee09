// Recovery asks for an address in full after one of several masked ones was chosen. Kratos does not say which one, so the page of
// the choice leaves it to the next.
thyra.part("chosen address", () => {
  const { each, part, show } = thyra;
  const store = "thyra:chosen-address";
  const flow = new URL(location.href).searchParams.get("flow");
  each("button[name=recovery_select_address]", (button) => button.addEventListener("click", () => part("choose", () => {
    sessionStorage.setItem(store, JSON.stringify({ flow, masked: button.textContent.trim() }));
  })));
  each("[data-chosen-address]", (line) => {
    const chosen = JSON.parse(sessionStorage.getItem(store));
    if (chosen?.flow !== flow) return;
    line.querySelector("bdi").textContent = chosen.masked;
    show(line);
    const input = line.parentElement.querySelector("input");
    input.setAttribute("aria-describedby", `${line.id} ${input.getAttribute("aria-describedby") || ""}`.trim());
  });
});
