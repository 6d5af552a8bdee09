// Copy, print, download what is on the page.
thyra.part("take", () => {
  const { all, byId, each, show } = thyra;
  const textOf = (element) => all("code", element).map((c) => c.textContent).join("\n") || element.textContent;
  each("[data-codes]", show);
  each("[data-copy]", (button) => {
    const source = byId(button.dataset.copy);
    const label = button.textContent;
    const refused = byId(button.dataset.copy + "-refused");
    show(button, !!(source && navigator.clipboard)); // there is none without TLS
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
        getSelection().selectAllChildren(source); // for the keyboard or the menu
        show(refused);
      }
    });
  });
  each("[data-print]", (button) => {
    show(button, typeof print === "function"); // apps that show pages may have none
    button.addEventListener("click", () => print());
  });
  each("[data-download]", (link) => {
    link.href = "data:text/plain;charset=utf-8," + encodeURIComponent(textOf(byId(link.dataset.download)) + "\n");
  });
});
