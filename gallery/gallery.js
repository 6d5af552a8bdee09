// Searches the list while somebody types, keeps what is ticked, scales small pages to their places and those of a contact sheet
// to their length, shows what is wrong with the brands, and opens the page anew when there are others to choose from.
{
  const { brand, version, choices } = document.body.dataset;
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
    const gone = { errors: ["The gallery does not answer."], warnings: [], choices, version };
    const now = await fetch("/brands.json?brand=" + brand).then((answer) => answer.json()).catch(() => gone);
    const small = document.querySelector(".shot"); // a page that is shown large opens itself anew
    if (now.choices !== choices || small && now.version !== version) location.reload();
    say("errors", "What is shown is not the latest:", now.errors);
    say("warnings", "Shown, but hard to read:", now.warnings);
    notes.tabIndex = notes.scrollHeight > notes.clientHeight ? 0 : -1; // whoever has no mouse scrolls too
    setTimeout(look, 250);
  };
  look();

  const search = document.querySelector("[type=search]");
  if (search) {
    const all = (selector) => [...document.querySelectorAll(".pages " + selector)];
    const rows = all("li");
    const opened = new Set(all("details[open]"));
    const filter = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const row of rows) row.hidden = !words.every((word) => row.dataset.text.includes(word));
      for (const part of all(":is(section, details)")) part.hidden = !part.querySelector("li:not([hidden])");
      for (const page of all("details")) page.open = words.length ? !page.hidden : opened.has(page);
      document.querySelector(".none").hidden = rows.some((row) => !row.hidden);
    };
    search.addEventListener("input", filter);
    if (search.value) filter();
    // An entry opens with the words that are there now, so that the list stays as it is.
    document.querySelector(".pages").addEventListener("click", ({ target }) => {
      const link = target.closest("li a");
      if (!link) return;
      const to = new URL(link.href);
      to.searchParams.delete("q");
      if (search.value.trim()) to.searchParams.set("q", search.value.trim());
      link.href = to.href;
    });

    const boxes = all("input");
    const count = () => {
      const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
      try {
        sessionStorage.setItem("ticked", JSON.stringify(ticked));
      } catch {
        // A browser without storage forgets them.
      }
      document.getElementById("ticked").textContent = ticked.length ? `of ${ticked.length}` : "of the states you tick";
    };
    try {
      const kept = JSON.parse(sessionStorage.getItem("ticked")) ?? [];
      for (const box of boxes) box.checked ||= kept.includes(box.value);
    } catch {
      // Nothing was kept.
    }
    count();
    document.querySelector(".pages").addEventListener("change", count);
  }

  const places = new ResizeObserver((changes) => {
    for (const { target } of changes) target.style.setProperty("--scale", target.clientWidth / target.firstElementChild.clientWidth);
  });
  for (const place of document.querySelectorAll(".shot")) places.observe(place);

  for (const picture of document.querySelectorAll(".looks iframe")) {
    const grow = () => {
      const page = picture.contentDocument; // none when it failed to load, and a blank one before that
      if (!page || page.URL === "about:blank" || page.readyState !== "complete") return;
      picture.parentElement.style.setProperty("--h", Math.min(page.documentElement.scrollHeight, 2400));
    };
    picture.addEventListener("load", grow);
    grow();
  }
}
