// Builds dist/: the extension, one lazily loaded bundle for each SDK, and the webview.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { build, context } from "esbuild";
import { noticesOf } from "./notices.mjs";

const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");

/** Bundles that the first use loads, by the module they start from. extension.js must not carry them. */
const lazyEntries = {
  compose: "src/compose.ts",
  openai: "src/core/model/openai/createOpenAiModel.ts",
  anthropic: "src/core/model/anthropic/createAnthropicModel.ts",
  secrets: "src/core/access/presetRules.ts",
  speech: "src/vscode/speech/createSpeech.ts",
};

/** Turns the import of such a module into a require of its bundle. */
const lazyBundles = {
  name: "lazy-bundles",
  setup(b) {
    b.onResolve({ filter: /^\./ }, (args) => {
      if (args.kind !== "dynamic-import") return undefined;
      const entry = Object.entries(lazyEntries).find(([, path]) => path.endsWith(args.path.replace(/^\.+/, "")));
      return entry && { path: `./${entry[0]}.js`, external: true };
    });
  },
};

/** Leaves of KaTeX's fonts the one format that every VS Code reads. */
const newestFonts = {
  name: "newest-fonts",
  setup(b) {
    b.onLoad({ filter: /katex\.css$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(/(src: url\([^)]+\.woff2\) format\("woff2"\))[^;]*;/g, "$1;"),
      loader: "css",
    }));
  },
};

const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : "linked",
  legalComments: "none",
  logLevel: "info",
  metafile: true,
  outdir: "dist",
};

const host = {
  ...shared,
  entryPoints: {
    extension: "src/extension.ts",
    ...lazyEntries,
  },
  platform: "node",
  format: "cjs",
  target: "node22",
  external: ["vscode"],
  plugins: [lazyBundles],
};

const webview = {
  ...shared,
  entryPoints: {
    webview: "webview-ui/main.tsx",
    usage: "webview-ui/usage/main.tsx",
    speechWorklet: "webview-ui/audio/playerWorklet.ts",
  },
  platform: "browser",
  format: "iife",
  target: ["chrome132"],
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".ttf": "file" },
  assetNames: "[name]",
  define: { "process.env.NODE_ENV": production ? '"production"' : '"development"' },
};

/** Libraries of the webview that only some answers need. */
const webviewLazy = {
  ...webview,
  entryPoints: { highlight: "webview-ui/markdown/highlight/bundle.ts", math: "webview-ui/markdown/math/bundle.ts" },
  format: "esm",
  loader: { ".woff2": "file" },
  plugins: [newestFonts],
};

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist", { recursive: true });
if (watch) {
  for (const options of [host, webview, webviewLazy]) await (await context(options)).watch();
} else {
  const results = await Promise.all([build(host), build(webview), build(webviewLazy)]);
  writeFileSync("dist/THIRD_PARTY_NOTICES.txt", noticesOf(results.map(({ metafile }) => metafile)));
  mkdirSync("artifacts", { recursive: true });
  results.forEach((r, i) => {
    writeFileSync(`artifacts/meta-${["host", "webview", "webview-lazy"][i]}.json`, JSON.stringify(r.metafile));
  });
}
