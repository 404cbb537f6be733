// The icon font is cut to the icons of the view: each one that is shown is in it, and nothing else.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { allIcons, iconSubset, usedIcons } from "../../icons.mjs";
import { root } from "../vscode/paths.ts";

const view = join(root, "webview-ui");

/** The code points of a font with one table of characters, of format 4. */
function charactersOf(font: DataView): string[] {
  const tables = Array.from({ length: font.getUint16(4) }, (_, index) => 12 + index * 16);
  const nameOf = (at: number) => String.fromCharCode(...[0, 1, 2, 3].map((byte) => font.getUint8(at + byte)));
  const cmap = font.getUint32((tables.find((at) => nameOf(at) === "cmap") ?? 0) + 8);
  const start = cmap + font.getUint32(cmap + 8);
  expect(font.getUint16(start)).toBe(4);
  const segments = font.getUint16(start + 6) / 2;
  return Array.from({ length: segments }, (_, index) => {
    const end = font.getUint16(start + 14 + index * 2);
    const first = font.getUint16(start + 16 + segments * 2 + index * 2);
    return Array.from({ length: end - first + 1 }, (_, offset) => (first + offset).toString(16));
  })
    .flat()
    .filter((code) => code !== "ffff");
}

async function buildFont() {
  const { outputFiles = [] } = await build({
    stdin: { contents: 'import "@vscode/codicons/dist/codicon.css"', resolveDir: root },
    bundle: true,
    write: false,
    outdir: "out",
    loader: { ".ttf": "file" },
    plugins: [iconSubset(view)],
    absWorkingDir: root,
  });
  const font = outputFiles.find(({ path }) => path.endsWith(".ttf"))?.contents ?? new Uint8Array();
  const styles = outputFiles.find(({ path }) => path.endsWith(".css"))?.text ?? "";
  return { font, styles };
}

it("has the icons that the view names, and nothing else", async () => {
  const { names, codes } = usedIcons(view);
  const { font, styles } = await buildFont();
  expect(charactersOf(new DataView(font.buffer, font.byteOffset, font.byteLength)).sort()).toEqual(codes);
  expect(font.byteLength).toBeLessThan(20_000);
  expect([...styles.matchAll(/\.codicon-([a-z0-9-]+):+before/g)].map(([, name]) => name)).toEqual(names);
});

it("has every icon that stands where icons stand", () => {
  const known = allIcons();
  const names = new Set(usedIcons(view).names);
  const places = /(?:\bicon=|<Icon name=|\bicon: |\bcodicon-)(?:{[^}]*}|"?[a-z-]+"?)/g;
  const shown = new Set<string>();
  for (const path of readdirSync(view, { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(path)) continue;
    for (const [place] of readFileSync(join(view, path), "utf8").matchAll(places)) {
      const words = place.startsWith("codicon-")
        ? [place.slice(8)]
        : [...place.matchAll(/"([a-z-]+)"/g)].map(([, word]) => word ?? "");
      for (const word of words) if (known.has(word)) shown.add(word);
    }
  }
  expect(shown.size).toBeGreaterThan(20);
  for (const name of shown) expect(names, name).toContain(name);
});

it("has every character of the font that a style writes, wherever it stands", () => {
  const { codes } = usedIcons(view);
  const known = new Set(allIcons().values());
  const styles = readdirSync(view, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".css"));
  const written = styles.flatMap((path) => [...readFileSync(join(view, path), "utf8").matchAll(/\\([0-9a-f]{4})\b/g)]);
  const glyphs = written.map(([, code]) => code ?? "").filter((code) => known.has(code));
  expect(glyphs.length).toBeGreaterThan(10);
  for (const code of glyphs) expect(codes, code).toContain(code);
});
