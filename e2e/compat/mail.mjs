// node mail.mjs FILE…
//
// Lists what mails in HTML use that a mail program lacks, or has in part, by the data of caniemail.com: the file, the feature and
// the program, separated by tabs. Programs of which nothing is known about a feature are left out for the whole file.
import { readFileSync } from "node:fs";
import { caniemail } from "caniemail";

const programs = [
  "aol.android", "aol.desktop-webmail", "aol.ios", "apple-mail.ios", "apple-mail.macos", "fastmail.desktop-webmail",
  "gmail.android", "gmail.desktop-webmail", "gmail.ios", "gmail.mobile-webmail", "gmx.desktop-webmail", "hey.desktop-webmail",
  "outlook.android", "outlook.ios", "outlook.macos", "outlook.windows", "outlook.windows-mail", "outlook.outlook-com",
  "protonmail.desktop-webmail", "samsung-email.android", "thunderbird.macos", "web-de.desktop-webmail", "yahoo.android",
  "yahoo.desktop-webmail",
];

for (const file of process.argv.slice(2)) {
  const html = readFileSync(file, "utf8");
  for (const program of programs) {
    let issues;
    try {
      ({ issues } = caniemail({ clients: [program], html }));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      console.log([file, "", program].join("\t"));
      continue;
    }
    for (const found of [issues.errors, issues.warnings]) {
      for (const { title } of [...found.values()].flat()) console.log([file, title, program].join("\t"));
    }
  }
}
