// Times in the visitor's own time zone, in the calendar and digits that the server writes. It also writes languages that the browser
// does not know.
thyra.each("time[data-local]", (time) => {
  const at = new Date(time.dateTime);
  const language = document.documentElement.lang + "-u-ca-gregory-nu-latn";
  if (isNaN(at) || !Intl.DateTimeFormat.supportedLocalesOf(language)[0]) return;
  time.textContent = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(at);
});

// The settings navigation marks the section being read: the last that begins above the middle of the window; at the end of
// the page, the one that the URL names.
thyra.part("section navigation", () => {
  const { all, byId, part } = thyra;
  const places = new Map();
  for (const a of all(".section-nav > ul a")) {
    part(a.hash, () => {
      const section = byId(decodeURIComponent(a.hash.slice(1)));
      if (section) places.set(a, section);
    });
  }
  if (!places.size) return;
  const links = [...places.keys()];
  const mark = () => {
    const end = scrollY + innerHeight > document.documentElement.scrollHeight - 4;
    const above = links.filter((a) => places.get(a).getBoundingClientRect().top < innerHeight / 2);
    const here = (end && links.find((a) => a.hash === location.hash)) || above.pop() || links[0];
    for (const a of links) a === here ? a.setAttribute("aria-current", "location") : a.removeAttribute("aria-current");
  };
  // Where the links are behind a word, they close behind who follows one.
  for (const menu of all(".section-nav > details")) menu.addEventListener("click", (e) => { if (e.target.closest("a")) menu.open = false; });
  for (const type of ["scroll", "hashchange"]) addEventListener(type, mark, { passive: true });
  mark();
});
