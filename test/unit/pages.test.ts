// The pages for people: what they lead to, run and name is there, and both READMEs say the same.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(path, "utf8");
const json = (path: string) => JSON.parse(read(path));
const pages = [".", "docs"].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name)),
);
const manifest = json("package.json");
const readmes = ["README.md", "README.zh-cn.md"] as const;

/** Text without the blocks of code in it. */
const prose = (text: string) => text.replaceAll(/^```[\s\S]*?^```$/gm, "");
const linksOf = (text: string) => [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
/** What GitHub calls the headings of a page. */
const anchorsOf = (text: string) =>
  [...prose(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );

test.each(pages)("%s leads to what is there", (page) => {
  for (const link of linksOf(read(page)).filter((target) => !/^https?:/.test(target))) {
    const [path = "", anchor] = link.split("#");
    const file = path === "" ? page : join(dirname(page), path);
    expect(existsSync(file), link).toBe(true);
    if (anchor !== undefined) expect(anchorsOf(read(file)), link).toContain(anchor);
  }
});

test.each(pages)("%s names commands and settings that there are", (page) => {
  const nls = json(page.endsWith(".zh-cn.md") ? "package.nls.zh-cn.json" : "package.nls.json");
  const commands: { category: string; title: string }[] = manifest.contributes.commands;
  const titles = commands.map(({ category, title }) => `${category}: ${nls[title.slice(1, -1)]}`);
  for (const [, name = ""] of prose(read(page)).matchAll(/\*\*(MiMo: [^*]+)\*\*/g)) {
    expect(titles).toContain(name.replaceAll(/\s+/g, " "));
  }
  const groups: { properties: object }[] = manifest.contributes.configuration;
  const settings = groups.flatMap(({ properties }) => Object.keys(properties));
  for (const [, name = ""] of read(page).matchAll(/`(mimo\.[\w.]+)`/g)) expect(settings).toContain(name);
});

test.each(pages)("%s runs scripts that there are", (page) => {
  for (const [, name = ""] of read(page).matchAll(/\bnpm run ([\w:]+)/g)) expect(manifest.scripts).toHaveProperty(name);
});

test("both READMEs have the same parts, keys, commands and links, and each leads to the other at once", () => {
  const [english, chinese] = readmes.map(read) as [string, string];
  const beginningOf = (text: string) => text.split("\n").slice(0, 3).join("\n");
  expect(beginningOf(english)).toContain("](README.zh-cn.md)");
  expect(beginningOf(chinese)).toContain("](README.md)");
  // What has a Chinese page is linked to in Chinese.
  const here = (link: string) => link.replace(/^README(?:\.zh-cn)?\.md$/, "").replace(".zh-cn.md", ".md");
  expect(linksOf(chinese).map(here)).toEqual(linksOf(english).map(here));
  const shapeOf = (text: string) => [...text.matchAll(/^(#+|\d\.|-|\||```)/gm)].map(([mark]) => mark);
  expect(shapeOf(chinese)).toEqual(shapeOf(english));
  const blocksOf = (text: string) => text.match(/^```[\s\S]*?^```$/gm);
  expect(blocksOf(chinese)).toEqual(blocksOf(english));
  const codeOf = (text: string) => [...prose(text).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code);
  expect(codeOf(chinese)).toEqual(codeOf(english));
});

test.each(readmes)("%s says that it is not Xiaomi's, how to try it, and how to test it", (page) => {
  const text = read(page);
  expect(text).toMatch(/^Unofficial; not by Xiaomi\.$|^非官方，并非小米出品。$/m);
  for (const command of ["npm ci && npm start", "npm ci && npm test"]) expect(text).toContain(`\n${command}\n`);
});
