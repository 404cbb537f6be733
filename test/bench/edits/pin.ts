// `node test/bench/edits/pin.ts`: chooses the files of the bench anew and writes sources.json.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "../../vscode/paths.ts";
import { grammarOf } from "./grammars.ts";
import { loadGrammars, outlineOf } from "./outline.ts";
import { fetched, installed, manifestPath, type PinnedPackage } from "./sources.ts";

/** Where files of a language are taken from, and how many at most from each. */
const wanted: readonly { readonly spec: string; readonly counts: Readonly<Record<string, number>> }[] = [
  { spec: "openai", counts: { typescript: 26 } },
  { spec: "@anthropic-ai/sdk", counts: { typescript: 20 } },
  { spec: "@azure/msal-common", counts: { typescript: 14 } },
  { spec: "katex", counts: { typescript: 16, python: 5 } },
  { spec: "jsdom", counts: { javascript: 34 } },
  { spec: "undici", counts: { javascript: 24 } },
  { spec: "@vscode/vsce", counts: { javascript: 8 } },
  { spec: "react-native-svg@15.16.1", counts: { java: 24, tsx: 18 } },
  { spec: "react-native-screens@4.30.1", counts: { tsx: 22 } },
  { spec: "node-gyp@12.4.0", counts: { python: 40 } },
  { spec: "@agoric/cosmos@0.35.0", counts: { go: 60 } },
  { spec: "uniffi-bindgen-react-native@0.31.0-5", counts: { rust: 60 } },
  { spec: "@capacitor/android@8.5.2", counts: { java: 40 } },
  { spec: "com.neuecc.unirx@7.1.0", counts: { csharp: 36 } },
  { spec: "com.cysharp.unitask@2.2.5", counts: { csharp: 24 } },
  { spec: "leveldown@6.1.1", counts: { cpp: 36 } },
  { spec: "canvas@3.2.3", counts: { cpp: 20 } },
  { spec: "create-prisma-php-app@5.0.3", counts: { php: 34 } },
  { spec: "codemirror@5.65.18", counts: { css: 14 } },
  { spec: "animate.css@4.1.1", counts: { css: 6 } },
  { spec: "purecss@3.1.0", counts: { css: 12 } },
  { spec: "expo-modules-autolinking@58.1.0", counts: { ruby: 12 } },
];

await loadGrammars();
const packages: PinnedPackage[] = [];
for (const { spec, counts } of wanted) {
  const at = spec.indexOf("@", 1);
  const name = at === -1 ? spec : spec.slice(0, at);
  const here = join(root, "node_modules", name, "package.json");
  const version = at === -1 ? JSON.parse(readFileSync(here, "utf8")).version : spec.slice(at + 1);
  const integrity = execFileSync("npm", ["view", `${name}@${version}`, "dist.integrity"], { encoding: "utf8" }).trim();
  const folder = (await installed({ name, version })) ?? (await fetched({ name, version, integrity }));
  const files = choose(folder, counts);
  console.log(name, version, Object.keys(files).length);
  packages.push({ name, version, integrity, files });
}
writeFileSync(manifestPath, `${JSON.stringify(packages, null, 2)}\n`);

/** Files of moderate size with some functions in them, taken evenly from all there are. */
function choose(folder: string, counts: Readonly<Record<string, number>>): Record<string, string> {
  const chosen: Record<string, string> = {};
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !/(?:^|\/)node_modules\/|\.min\.|-min\.|(?:^|\/)dist\/.*js$/.test(path))
    .sort();
  for (const [language, count] of Object.entries(counts)) {
    const fit = paths.filter((path) => grammarOf(path)?.name === language && isFit(join(folder, path)));
    const step = Math.max(1, fit.length / count);
    for (let index = 0; index < fit.length && Object.keys(chosen).length < 200; index += step) {
      const path = fit[Math.floor(index)];
      if (path !== undefined)
        chosen[path] = createHash("sha256")
          .update(readFileSync(join(folder, path)))
          .digest("hex");
    }
  }
  return chosen;
}

function isFit(path: string): boolean {
  const bytes = readFileSync(path);
  const grammar = grammarOf(path);
  if (!grammar || bytes.length < 1_200 || bytes.length > 60_000) return false;
  const lines = bytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/);
  if (lines.some((line) => line.length > 1_000)) return false;
  const outline = outlineOf(lines, grammar);
  return (
    !outline.hasErrors &&
    outline.all.filter(({ role, statements }) => role === "function" && statements.length > 1).length >= 2
  );
}
