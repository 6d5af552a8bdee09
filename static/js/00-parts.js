// Thyra's one script: these files in the order of their names. Every page works without it, except passkeys and security
// keys; it only adds comfort. A subject has a file, and adds itself with thyra.part or thyra.each. The oldest browsers know
// ES2021 (and no lookbehind): what is newer is looked for before it is used.
"use strict";
const thyra = {
  byId: (id) => document.getElementById(id),
  all: (selector, root = document) => [...root.querySelectorAll(selector)],
  show: (element, on = true) => { if (element) element.hidden = !on; },

  // Each part stands alone, on each element: what a browser forbids, an extension broke or a page lacks stops nothing else.
  part(name, run) {
    try { run(); } catch (error) { console.error("thyra:", name, error); }
  },
  each(selector, run) {
    for (const element of thyra.all(selector)) thyra.part(selector, () => run(element));
  },
};
