// What was saved is said in the section from which it was sent, too: Kratos does not tell which one that was.
thyra.part("saved", () => {
  const { all, byId, each, show } = thyra;
  const key = "thyra-section";
  each(".sections > section", (section) => {
    section.addEventListener("submit", () => sessionStorage.setItem(key, section.id));
  });
  const sent = byId(sessionStorage.getItem(key));
  sessionStorage.removeItem(key);
  if (!sent) return;
  for (const message of all("[data-saved]", sent)) {
    show(message);
    message.scrollIntoView({ block: "nearest" });
  }
});
