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
  const named = readFileSync("package.json", "utf8").matchAll(/"%([\w.]+)%"/g);
  const used = [...new Set([...named].map((match) => match[1]))].sort();
  expect(Object.keys(read("package.nls.json")).sort()).toEqual(used);
  expect(Object.keys(read("package.nls.zh-cn.json")).sort()).toEqual(used);
});

test("what is shown in Chinese has no untranslated sentence", () => {
  for (const [english, chinese] of Object.entries(read("l10n/bundle.l10n.zh-cn.json"))) {
    // A name, and a number with its unit.
    if (/^(MiMo|\{0\} tokens|\{0\}: \{1\} tokens)$/.test(english)) continue;
    expect(chinese, english).toMatch(/\p{Script=Han}/u);
  }
});

/** One word for each thing, in all of the Chinese: what must not stand for it, and what does. */
const chineseTerms: readonly (readonly [RegExp, string])[] = [
  [/回答/, "回复"],
  [/推理/, "思考"],
  [/(?<![A-Z_])Keys?\b/i, "密钥"],
  [/……/, "…"],
  [/\.\.\./, "…"],
  [/提交信息/, "提交消息"],
  [/自有音色|预置音色/, "内置音色"],
  [/图像/, "图片"],
  [/选中内容/, "所选内容"],
  [/主机/, "服务器"],
  [/Credits/i, "积分"],
  [/个 token|词元|令牌/, "tokens"],
  [/MiMo 自己的视图/, "MiMo 聊天视图"],
  [/无法绘制/, "无法显示"],
  [/您/, "你"],
  [/，$|[一-鿿][,;!?]/, "Chinese punctuation"],
];

/** The same for English. */
const englishTerms: readonly (readonly [RegExp, string])[] = [
  [/will stand here/i, "will appear here"],
  [/kept speech/i, "speech cache"],
  [/\.\.\./, "…"],
];

test.each([
  ["l10n/bundle.l10n.zh-cn.json", chineseTerms],
  ["package.nls.zh-cn.json", chineseTerms],
  ["l10n/bundle.l10n.json", englishTerms],
  ["package.nls.json", englishTerms],
] as const)("%s has one word for each thing", (path, terms) => {
  const wrong = Object.values(read(path)).flatMap((text) =>
    terms.filter(([variant]) => variant.test(text)).map(([, term]) => `${term}: ${text}`),
  );
  expect(wrong).toEqual([]);
});

test("the Chinese README has the same words", () => {
  const text = readFileSync("README.zh-cn.md", "utf8").replaceAll(/\(https?:[^)]*\)/g, "");
  const wrong = text
    .split("\n")
    .flatMap((line) => chineseTerms.filter(([variant]) => variant.test(line)).map(([, term]) => `${term}: ${line}`));
  expect(wrong).toEqual([]);
});

test("every number of tokens has its unit", () => {
  for (const path of ["l10n/bundle.l10n.json", "l10n/bundle.l10n.zh-cn.json"]) {
    const words = read(path);
    for (const key of ["≈ {0} tokens", "{0} tokens", "{0}: {1} tokens", "{0}, about {1} tokens", "about {0} tokens"]) {
      expect(words[key], `${path}: ${key}`).toMatch(/\{\d\} tokens/);
    }
  }
});
