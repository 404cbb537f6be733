// Builds dist/: the extension, one lazily loaded bundle for each SDK, and the webview.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { build, context } from "esbuild";
import { iconSubset } from "./icons.mjs";
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
  agent: "src/vscode/agent/createAgent.ts",
  changes: "src/vscode/agent/changes/createChanges.ts",
  readUrl: "src/vscode/agent/web/pageWorker.ts",
  review: "src/vscode/review/createReview.ts",
  sandbox: "src/vscode/agent/sandbox/sandbox.ts",
  sandboxBridge: "src/vscode/agent/sandbox/proxyBridge.ts",
  shell: "src/core/agent/approvals/command/readShell.ts",
};

/** Turns the import of such a module into a require of its bundle. */
const lazyBundles = {
  name: "lazy-bundles",
  setup(b) {
    b.onResolve({ filter: /^\./ }, (args) => {
      if (args.kind !== "dynamic-import") return undefined;
      const entry = Object.entries(lazyEntries).find(([, path]) =>
        path.endsWith(args.path.replace(/^(?:\.{1,2}\/)+/, "/")),
      );
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

/** The diagrams that models write. Mermaid has as many again, and layouts that are larger than all of it. */
const drawn =
  /^\.\/chunks\/mermaid\.core\/(?:flow|sequence|class|state|er|gantt|pie|gitGraph|journey|timeline|quadrant|xychart)|^\.\/(?:dagre|sizeCapture)/;

/** Of mermaid, takes these in alone. A source that needs another is not drawn. */
const fewDiagrams = {
  name: "few-diagrams",
  setup(b) {
    b.onResolve({ filter: /./ }, ({ kind, path, importer }) => {
      if (kind !== "dynamic-import" || !/mermaid[\\/]dist/.test(importer) || drawn.test(path)) return undefined;
      return { path, namespace: "not-drawn" };
    });
    b.onLoad({ filter: /./, namespace: "not-drawn" }, () => ({ contents: 'throw new Error("not drawn here");' }));
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

/** Of marked only what cuts Markdown: what makes HTML of it hangs on one object at its end, which no bundler can leave out. */
const lexerAlone = {
  name: "lexer-alone",
  setup(b) {
    b.onLoad({ filter: /marked\.esm\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const start = source.search(/var \w+=new \w+;function \w+\(\w+,\w+\){return \w+\.parse\(/);
      const names = /export{.*?(\w+ as Lexer),.*?(\w+ as Tokenizer),/.exec(source);
      if (start === -1 || !names) throw new Error("marked is built in another way than it was.");
      return { contents: `${source.slice(0, start)}export{${names.slice(1).join()}};`, loader: "js" };
    });
  },
};

const page = {
  ...shared,
  entryPoints: {
    usage: "webview-ui/usage/main.tsx",
    speechWorklet: "webview-ui/player/audio/playerWorklet.ts",
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

/** The view, and the parts of it that come later: each imported where it is used. */
const webview = {
  ...page,
  entryPoints: { webview: "webview-ui/main.tsx" },
  format: "esm",
  splitting: true,
  plugins: [iconSubset("webview-ui"), lexerAlone],
};

/** Libraries of the webview that only some answers need. */
const webviewLazy = {
  ...page,
  entryPoints: { highlight: "webview-ui/markdown/highlight/bundle.ts", math: "webview-ui/markdown/math/bundle.ts" },
  format: "esm",
  loader: { ".woff2": "file" },
  plugins: [newestFonts],
};

/** What runs in the frame that draws diagrams. */
const diagramFrame = {
  ...page,
  entryPoints: { diagram: "webview-ui/diagram/frame.ts" },
  plugins: [fewDiagrams],
  write: false,
  sourcemap: false,
  minify: true,
};

/** The frame has no way to load anything: its script goes to it as text, out of a module that the view loads. */
async function buildDiagramFrame() {
  const result = await build(diagramFrame);
  const [{ text }] = result.outputFiles;
  writeFileSync("dist/diagram.js", `export const source = ${JSON.stringify(text)};\n`);
  return result;
}

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist", { recursive: true });
if (watch) {
  for (const options of [host, page, webview, webviewLazy]) await (await context(options)).watch();
  await buildDiagramFrame();
} else {
  const results = await Promise.all([...[host, page, webview, webviewLazy].map(build), buildDiagramFrame()]);
  writeFileSync("dist/THIRD_PARTY_NOTICES.txt", noticesOf(results.map(({ metafile }) => metafile)));
  mkdirSync("artifacts", { recursive: true });
  results.forEach((r, i) => {
    const name = ["host", "pages", "webview", "webview-lazy", "diagram"][i];
    writeFileSync(`artifacts/meta-${name}.json`, JSON.stringify(r.metafile));
  });
}
