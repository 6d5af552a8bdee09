// Shows what is wrong with the brands, and opens the page anew when there are others to choose from.
{
  const notes = document.querySelector(".notes");

  // say puts lines under a heading into a box; one that says so already is left alone, so that nobody hears it twice.
  const say = (id, heading, lines) => {
    const box = document.getElementById(id);
    const text = JSON.stringify(lines);
    if (box.dataset.said === text) return;
    box.dataset.said = text;
    box.replaceChildren();
    if (!lines.length) return;
    const title = document.createElement("strong");
    const list = document.createElement("ul");
    title.textContent = heading;
    list.append(...lines.map((line) => {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    }));
    box.append(title, list);
  };

  const look = async () => {
    const gone = { errors: ["The gallery does not answer."], warnings: [], choices: document.body.dataset.choices };
    const now = await fetch("/brands.json").then((answer) => answer.json()).catch(() => gone);
    if (now.choices !== document.body.dataset.choices) location.reload();
    say("errors", "What is shown is not the latest:", now.errors);
    say("warnings", "Shown, but hard to read:", now.warnings);
    notes.tabIndex = notes.scrollHeight > notes.clientHeight ? 0 : -1; // whoever has no mouse scrolls too
    setTimeout(look, 250);
  };
  look();
}
