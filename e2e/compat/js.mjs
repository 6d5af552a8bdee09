import { parse } from "acorn";
import { full } from "acorn-walk";

// syntax is the newest edition of the language that all browsers of docs/browsers.md know whole, but for what is checked below.
const syntax = 2021;

// checkJS lists what a script uses that browsers lack. Of a method nobody can tell whose it is: it counts as lacking where every
// method of its name is.
export function checkJS(source, features) {
  const found = [];
  let tree;
  try {
    tree = parse(source, { ecmaVersion: syntax, locations: true });
  } catch (e) {
    return [{ line: e.loc.line, feature: "syntax: " + e.message, lacking: Object.keys(features.browsers) }];
  }
  const report = (node, feature, lacking) => {
    if (lacking.length) found.push({ line: node.loc.start.line, feature, lacking });
  };
  const members = index(features);
  const globals = (name) => ["javascript.builtins." + name, "api." + name].find((path) => features.at(path));
  full(tree, (node) => {
    switch (node.type) {
      case "Identifier":
        // Our own names begin small, but for functions of the browser's.
        if (globals(node.name) && /^[A-Z]|^(structuredClone|queueMicrotask|fetch|reportError)$/.test(node.name)) report(node, globals(node.name), features.lacking(globals(node.name)));
        break;
      case "MemberExpression": {
        if (node.computed || node.property.type !== "Identifier") break;
        const owner = node.object.type === "Identifier" && globals(node.object.name);
        const exact = owner && [owner + "." + node.property.name, `${owner}.${node.property.name}_static`].find((path) => features.at(path));
        const paths = exact ? [exact] : members.get(node.property.name) ?? [];
        report(node, paths[0], Object.keys(features.browsers).filter((b) => paths.length && paths.every((p) => features.lacking(p).includes(b))));
        break;
      }
      case "Literal":
        if (node.regex && /\(\?<[=!]/.test(node.regex.pattern)) {
          report(node, "javascript.regular_expressions.lookbehind_assertion", features.lacking("javascript.regular_expressions.lookbehind_assertion"));
        }
        selectors(node, node.value);
        break;
      case "TemplateElement":
        selectors(node, node.value.cooked);
    }
  });
  return found;

  function selectors(node, text) {
    if (typeof text !== "string") return;
    for (const [, name] of text.matchAll(/:([a-z-]+)/g)) report(node, "css.selectors." + name, features.lacking("css.selectors." + name));
  }
}

// index finds the features of all interfaces and built-in objects by the name of the member.
function index(features) {
  const members = new Map();
  for (const place of ["api", "javascript.builtins", "javascript.builtins.Intl"]) {
    for (const owner in features.at(place)) {
      for (const key in features.at(`${place}.${owner}`)) {
        const name = key.replace(/_(static|event)$/, "");
        if (key !== "__compat" && !key.endsWith("_event")) members.set(name, [...(members.get(name) ?? []), `${place}.${owner}.${key}`]);
      }
    }
  }
  return members;
}
