// What a file is by its name, as far as its icon tells it. VS Code lends no extension the icons of its themes: these are
// the glyphs its own lists use where a theme has none, and the colours are those of its charts.

/** Names the glyph and its colour: `data-kind` of what is drawn. */
export type FileKind =
  | "code"
  | "script"
  | "style"
  | "markup"
  | "data"
  | "text"
  | "shell"
  | "table"
  | "image"
  | "archive"
  | "settings"
  | "file";

const endings: Readonly<Record<FileKind, string>> = {
  code: "c h cc cpp cxx hpp hh cs go java kt kts swift rs rb php scala dart lua zig hs ml ex exs erl clj fs vb pl r jl m mm asm wgsl glsl proto sol nim v",
  script: "js jsx mjs cjs ts tsx mts cts py pyi vue svelte astro",
  style: "css scss sass less",
  markup: "html htm xml xsl xhtml",
  data: "json jsonc json5 jsonl yaml yml toml csv tsv ndjson graphql gql ipynb",
  text: "md mdx markdown rst txt adoc tex",
  shell: "sh bash zsh fish ps1 psm1 bat cmd",
  table: "sql sqlite db prisma",
  image: "png jpg jpeg gif webp svg ico bmp pdf mp3 mp4 wav",
  archive: "zip gz tgz tar 7z jar vsix",
  settings: "ini cfg conf env lock properties gradle cmake mk tf tfvars editorconfig gitignore npmrc nvmrc",
  file: "",
};

const kinds: ReadonlyMap<string, FileKind> = new Map(
  Object.entries(endings).flatMap(([kind, list]) =>
    list
      .split(" ")
      .filter((ending) => ending !== "")
      .map((ending) => [ending, kind as FileKind] as const),
  ),
);

/** The kind of a path; undefined for an ending that files rarely have (`console.log`, `v2.6`). */
export function kindOf(path: string): FileKind | undefined {
  const name = path.split(/[\\/]/).at(-1) ?? "";
  const ending = /\.([A-Za-z][A-Za-z0-9]*)$/.exec(name)?.[1]?.toLowerCase();
  return ending === undefined ? undefined : kinds.get(ending);
}
