// Every word that people see is in both languages, and nothing in the bundles is left over.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { webviewStrings } from "../../src/protocol/strings.ts";
import { usageStrings } from "../../src/protocol/usageStrings.ts";

const read = (path: string): Record<string, string> => JSON.parse(readFileSync(path, "utf8"));

/** The words of the code: the first argument of every `t(…)`, and the webview's table. */
function wordsOfTheCode(): Set<string> {
  const words = new Set<string>([...Object.values(webviewStrings), ...Object.values(usageStrings)]);
  const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  for (const file of files) {
    for (const match of readFileSync(`src/${file}`, "utf8").matchAll(/\bt\(\s*"((?:[^"\\]|\\.)*)"/g)) {
      words.add(JSON.parse(`"${match[1]}"`));
    }
  }
  return words;
}

const placeholders = (text: string) => (text.match(/\{\d\}/g) ?? []).sort();

test.each(["l10n/bundle.l10n.json", "l10n/bundle.l10n.zh-cn.json"])("%s has exactly the words of the code", (path) => {
  expect(Object.keys(read(path)).sort()).toEqual([...wordsOfTheCode()].sort());
});

test("a translation has the placeholders of its original", () => {
  for (const [english, chinese] of Object.entries(read("l10n/bundle.l10n.zh-cn.json"))) {
    expect(placeholders(chinese), english).toEqual(placeholders(english));
  }
});

test("package.json's words are in both languages, each used", () => {
  const used = [...readFileSync("package.json", "utf8").matchAll(/"%([\w.]+)%"/g)].map((match) => match[1]).sort();
  expect(Object.keys(read("package.nls.json")).sort()).toEqual(used);
  expect(Object.keys(read("package.nls.zh-cn.json")).sort()).toEqual(used);
});

test("what is shown in Chinese has no untranslated sentence", () => {
  for (const [english, chinese] of Object.entries(read("l10n/bundle.l10n.zh-cn.json"))) {
    if (/^(MiMo|MiMo API Key)$/.test(english)) continue;
    expect(chinese, english).toMatch(/\p{Script=Han}/u);
  }
});
