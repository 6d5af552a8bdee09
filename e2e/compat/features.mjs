// Features knows which browsers lack what, by the data of MDN.
export class Features {
  constructor(data, browsers) {
    this.data = data;
    this.browsers = browsers;
    for (const browser in browsers) if (!data.browsers[browser]) throw new Error(`MDN has no browser ${browser}`);
  }

  // at is what stands under a path such as "css.selectors.has", if anything does.
  at(path) {
    return path.split(".").reduce((node, name) => (node && Object.hasOwn(node, name) ? node[name] : undefined), this.data);
  }

  // lacking are the browsers without a feature; none, when MDN does not know it.
  lacking(path, prefix = "") {
    const compat = this.at(path)?.__compat;
    return compat ? Object.keys(this.browsers).filter((b) => !this.has(compat.support[b], this.browsers[b], prefix)) : [];
  }

  has(statements, version, prefix) {
    return [statements ?? []].flat().some(
      (s) =>
        !s.flags && !s.alternative_name && !s.partial_implementation && (s.prefix ?? "") === prefix &&
        since(s.version_added, version) && !since(s.version_removed, version),
    );
  }
}

// since tells whether a version, which may be "≤37", is this one or an older one.
function since(added, version) {
  if (!added || added === "preview") return false;
  const [a, b] = [added.replace("≤", ""), version].map((v) => v.split(".").map(Number));
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    if ((a[i] ?? 0) !== (b[i] ?? 0)) return (a[i] ?? 0) < (b[i] ?? 0);
  }
  return true;
}
