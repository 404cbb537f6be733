// The icons of the view: of VS Code's icon font, which has hundreds, those whose names stand in the view's sources.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import subsetFont from "subset-font";

const styles = "node_modules/@vscode/codicons/dist/codicon.css";
const font = "node_modules/@vscode/codicons/dist/codicon.ttf";

/** Names in quotes, classes, and characters of the font in styles. */
const quoted = /["'`]([a-z][a-z0-9-]*)["'`]/g;
const classes = /codicon-([a-z][a-z0-9-]*)/g;
const characters = /"\\([ef][0-9a-f]{3})"/g;

/** All icons there are: the code point (hexadecimal) of each name. */
export function allIcons() {
  const rules = readFileSync(styles, "utf8").matchAll(
    /\.codicon-([a-z0-9-]+):before\s*{\s*content:\s*"\\([0-9a-f]+)"/g,
  );
  return new Map([...rules].map(([, name, code]) => [name, code]));
}

/** The icons that the sources below `folder` name, and characters that their styles write themselves. */
export function usedIcons(folder) {
  const all = allIcons();
  const names = new Set();
  const codes = new Set();
  for (const path of readdirSync(folder, { recursive: true })) {
    if (!/\.(?:tsx?|css)$/.test(path)) continue;
    const source = readFileSync(join(folder, path), "utf8");
    for (const [, name] of [...source.matchAll(quoted), ...source.matchAll(classes)])
      if (all.has(name)) names.add(name);
    for (const [, code] of source.matchAll(characters)) codes.add(code);
  }
  for (const name of names) codes.add(all.get(name));
  return { names: [...names].sort(), codes: [...codes].sort() };
}

/** The styles of these icons alone. */
function stylesOf({ names }) {
  const all = allIcons();
  const source = readFileSync(styles, "utf8");
  const base = /@font-face[^}]*}|\.codicon\[class\*='codicon-'\][^}]*}/g;
  const rules = names.map((name) => `.codicon-${name}:before { content: "\\${all.get(name)}" }`);
  return [...(source.match(base) ?? []), ...rules].join("\n");
}

/** A plugin of esbuild: leaves of the icon font and its styles what the sources below `folder` use. */
export function iconSubset(folder) {
  return {
    name: "icon-subset",
    setup(build) {
      build.onLoad({ filter: /codicon\.css$/ }, () => ({ contents: stylesOf(usedIcons(folder)), loader: "css" }));
      build.onLoad({ filter: /codicon\.ttf$/ }, async () => {
        const text = usedIcons(folder)
          .codes.map((code) => String.fromCodePoint(Number.parseInt(code, 16)))
          .join("");
        return { contents: await subsetFont(readFileSync(font), text, { targetFormat: "sfnt" }), loader: "file" };
      });
    },
  };
}
