// node check.mjs '{"chrome": "105", …}' FILE…
//
// Lists what stylesheets and scripts use that one of these browsers lacks, by the data of MDN: the file, the line, the feature as
// MDN calls it and the browsers, separated by tabs.
import { readFileSync } from "node:fs";
import { Features } from "./features.mjs";
import { checkCSS } from "./css.mjs";
import { checkJS } from "./js.mjs";

const [browsers, ...files] = process.argv.slice(2);
const data = JSON.parse(readFileSync(new URL("../node_modules/@mdn/browser-compat-data/data.json", import.meta.url)));
const features = new Features(data, JSON.parse(browsers));
for (const file of files) {
  const check = file.endsWith(".css") ? checkCSS : checkJS;
  for (const { line, feature, lacking } of check(readFileSync(file, "utf8"), features)) {
    console.log([file, line, feature, lacking.join(" ")].join("\t"));
  }
}
