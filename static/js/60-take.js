// Copy, print, download what is on the page.
thyra.part("take", () => {
  const { all, byId, each, show } = thyra;
  const textOf = (element) => all("code", element).map((c) => c.textContent).join("\n") || element.textContent;
  each("[data-codes]", show);
  each("[data-copy]", (button) => {
    const source = byId(button.dataset.copy);
    const label = button.textContent;
    const refused = byId(button.dataset.copy + "-refused");
    // There is none without TLS.
    show(button, !!(source && navigator.clipboard));
    button.addEventListener("click", async () => {
      show(refused, false);
      try {
        await navigator.clipboard.writeText(textOf(source));
        button.textContent = button.dataset.copied;
        button.classList.add("copied");
        setTimeout(() => {
          button.textContent = label;
          button.classList.remove("copied");
        }, 2000);
      } catch {
        // For the keyboard or the menu.
        getSelection().selectAllChildren(source);
        show(refused);
      }
    });
  });
  each("[data-print]", (button) => {
    // Apps that show pages may have none.
    show(button, typeof print === "function");
    button.addEventListener("click", () => print());
  });
  each("[data-download]", (link) => {
    link.href = "data:text/plain;charset=utf-8," + encodeURIComponent(textOf(byId(link.dataset.download)) + "\n");
  });
});
