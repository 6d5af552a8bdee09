// Thyra's script is these files in the order of their names, up to 49 in app.js, which every page has, and from 50 on in more.js, which
// pages of sign-in do without (static/pack). Every page works without it, except for passkeys and security
// keys. Each subject has a file, which registers itself with thyra.part or thyra.each. The oldest supported browsers know
// ES2021 (but no lookbehind): newer features are detected before they are used.
"use strict";
const thyra = {
  byId: (id) => document.getElementById(id),
  all: (selector, root = document) => [...root.querySelectorAll(selector)],
  show: (element, on = true) => { if (element) element.hidden = !on; },

  // Each part runs by itself on each element: what a browser forbids, an extension breaks or a page lacks stops no other
  // part.
  part(name, run) {
    try { run(); } catch (error) { console.error("thyra:", name, error); }
  },
  each(selector, run) {
    for (const element of thyra.all(selector)) thyra.part(selector, () => run(element));
  },
};
