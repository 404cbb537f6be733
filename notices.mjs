// The licences of the libraries that are bundled into dist/, as these licences ask.
import { readdirSync, readFileSync } from "node:fs";
import { refusal } from "./licences.mjs";

/** What was changed of a library, where its licence asks to say so. */
const changes = { "@vscode/codicons": "Changed: of the font and its styles, only the icons that are used." };

/** What is in a library under another licence than its own. */
const parts = {
  katex: `Its fonts:

Copyright (c) 2009-2010, Design Science, Inc. (<www.mathjax.org>)
Copyright (c) 2014-2018 Khan Academy (<www.khanacademy.org>),
with Reserved Font Names KaTeX_AMS, KaTeX_Caligraphic, KaTeX_Fraktur, KaTeX_Main, KaTeX_Math, KaTeX_SansSerif, KaTeX_Script,
KaTeX_Size1, KaTeX_Size2, KaTeX_Size3, KaTeX_Size4, KaTeX_Typewriter.

${readFileSync(new URL("OFL-1.1.txt", import.meta.url), "utf8").trim()}`,
};

/** The text of the notices for everything that the builds of `metafiles` (esbuild's) took in; throws if a licence forbids that. */
export function noticesOf(metafiles) {
  const folders = new Set(
    metafiles
      .flatMap(({ inputs }) => Object.keys(inputs))
      .map((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0])
      .filter((folder) => folder !== undefined),
  );
  const notices = [...folders].sort().map((folder) => {
    const { name, version, license, author } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    const no = refusal(name, license, "bundled");
    if (no !== undefined) throw new Error(no);
    const files = readdirSync(folder).filter((file) => /^licen[cs]e/i.test(file));
    const texts = files.sort().map((file) => readFileSync(`${folder}/${file}`, "utf8").trim());
    // A package without a licence file names its author and licence in package.json alone.
    const by = texts.length > 0 ? texts.join("\n\n") : `By ${author?.name ?? author ?? "its authors"}.`;
    const note = changes[name] === undefined ? "" : `\n\n${changes[name]}`;
    // Some name their licence in its file alone.
    return `${name} ${version}${license ? ` (${license})` : ""}${note}\n\n${by}${parts[name] === undefined ? "" : `\n\n${parts[name]}`}`;
  });
  return `MiMo Assistant contains these libraries.\n\n${notices.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}
