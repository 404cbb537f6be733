import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "../vscode/paths.ts";
import { withImports } from "./openingScript.ts";
import { packedSize } from "./packedSize.ts";
import type { Measure } from "./report.ts";

/** Sizes of what a person downloads and of what an activation reads, in KB of 1,000 bytes. */
export function measureSizes(): Measure[] {
  const size = (file: string) => statSync(join(root, "dist", file)).size / 1000;
  const vsix = readFileSync(join(root, "dist", "mimo-assistant.vsix"));
  const diagrams = packedSize(vsix, "extension/dist/diagram.js") / 1000;
  return [
    { name: "dist/extension.js", value: size("extension.js"), unit: "KB", goal: 150, note: "read by activation" },
    { name: "dist/compose.js", value: size("compose.js"), unit: "KB", note: "read by the first use" },
    { name: "dist/openai.js", value: size("openai.js"), unit: "KB", note: "read by the first request" },
    { name: "dist/anthropic.js", value: size("anthropic.js"), unit: "KB", note: "read by the first request" },
    { name: "dist/shell.js", value: size("shell.js"), unit: "KB", note: "read by the first command" },
    { name: "dist/readUrl.js", value: size("readUrl.js"), unit: "KB", note: "read by the first page" },
    { name: "dist/webview.js", value: size("webview.js"), unit: "KB" },
    {
      name: "the view, when it opens",
      value: withImports("webview.js"),
      unit: "KB",
      goal: 160,
      note: "and what it imports",
    },
    { name: "dist/webview.css", value: size("webview.css"), unit: "KB" },
    { name: "dist/codicon.ttf", value: size("codicon.ttf"), unit: "KB" },
    { name: "dist/highlight.js", value: size("highlight.js"), unit: "KB", note: "read by the first code" },
    { name: "dist/math.js", value: size("math.js"), unit: "KB", note: "read by the first formula" },
    { name: "dist/mimo-assistant.vsix", value: vsix.length / 1000, unit: "KB" },
    {
      name: "Mermaid in it",
      value: diagrams,
      unit: "KB",
      note: "dist/diagram.js as packed, read by the first diagram",
    },
    { name: "all of it but Mermaid", value: vsix.length / 1000 - diagrams, unit: "KB", goal: 1400 },
  ];
}
