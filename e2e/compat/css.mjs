import * as csstree from "css-tree";

const units = { dv: "viewport_percentage_units_dynamic", lv: "viewport_percentage_units_large", sv: "viewport_percentage_units_small", cq: "container_query_length_units" };

// checkCSS lists what a stylesheet uses that browsers lack. A declaration that some lack is none where an earlier one of the same
// block says the same for them. What is inside @supports is nobody's loss.
export function checkCSS(source, features) {
  const found = [];
  const report = (node, feature, lacking) => {
    if (lacking.length) found.push({ line: node.loc.start.line, feature, lacking });
  };
  const use = (node, feature) => report(node, feature, features.lacking(feature));
  const tree = csstree.parse(source, {
    positions: true, parseCustomProperty: true,
    onParseError: (e) => found.push({ line: e.line, feature: "syntax: " + e.message, lacking: Object.keys(features.browsers) }),
  });
  let supports = 0;
  csstree.walk(tree, {
    enter(node) {
      if (node.type === "Atrule" && node.name === "supports") supports++;
      if (supports) return;
      switch (node.type) {
        case "Atrule": return use(node, "css.at-rules." + node.name);
        case "Feature": return mediaFeature(node);
        case "FeatureRange": return use(node, "css.at-rules.media.range_syntax");
        case "NestingSelector": return use(node, "css.selectors.nesting");
        case "Rule": return this.rule && this.rule !== node && use(node, "css.selectors.nesting");
        case "PseudoClassSelector":
        case "PseudoElementSelector": return pseudo(node);
        case "Block": return block(node);
      }
    },
    leave(node) {
      if (node.type === "Atrule" && node.name === "supports") supports--;
    },
  });
  return found;

  function mediaFeature(node) {
    const path = "css.at-rules.media." + node.name.replace(/^(min|max)-/, "");
    use(node, path);
    if (node.value?.type === "Identifier") use(node, path + "." + node.value.name);
  }

  function pseudo(node) {
    const path = "css.selectors." + node.name;
    use(node, path);
    if (node.children?.first?.type === "SelectorList" && node.children.first.children.size > 1) use(node, path + ".selector_list");
  }

  function block(node) {
    const settled = {}; // by property, the browsers that understood none of its declarations so far
    const flex = node.children.some((d) => d.property === "display" && /^(inline-)?flex$/.test(csstree.generate(d.value)));
    for (const d of node.children.toArray()) {
      if (d.type !== "Declaration") continue;
      const [, prefix = "", property] = d.property.match(/^(-(?:webkit|moz|ms)-)?(.*)$/);
      const used = declaration(d, prefix, property, flex);
      const before = settled[property] ?? Object.keys(features.browsers);
      settled[property] = before.filter((b) => used.some((u) => u.lacking.includes(b)));
      // A prefix is written for those who have it: that others lack it is no loss.
      if (!prefix) for (const u of used) report(d, u.feature, u.lacking.filter((b) => settled[property].includes(b)));
    }
  }

  function declaration(d, prefix, property, flex) {
    const own = property.startsWith("--") ? undefined : "css.properties." + property;
    const used = new Map();
    const add = (path, prefix) => { if (path && features.at(path)) used.set(path, features.lacking(path, prefix)); };
    add(own, prefix);
    if (flex) add(own + ".context_flex");
    csstree.walk(d.value, (node) => {
      switch (node.type) {
        case "Identifier":
          add(own + "." + node.name);
          break;
        case "Function":
          for (const place of ["css.types", "css.types.color", "css.types.gradient", "css.types.image", own]) add(place + "." + node.name);
          break;
        case "Dimension":
          add("css.types.length." + (units[node.unit.slice(0, 2)] ?? node.unit));
          if (property === "text-decoration") add(own + ".includes_thickness");
          break;
        case "Operator":
          if (property === "content" && node.value === "/") add(own + ".alt_text");
      }
    });
    return [...used].map(([feature, lacking]) => ({ feature, lacking }));
  }
}
