import { statSync } from "node:fs";
import { join } from "node:path";
import { root } from "../vscode/paths.ts";
import type { Measure } from "./report.ts";

/** Sizes of what a person downloads and of what an activation reads, in KB of 1,000 bytes. */
export function measureSizes(): Measure[] {
  const size = (file: string) => statSync(join(root, "dist", file)).size / 1000;
  return [
    { name: "dist/extension.js", value: size("extension.js"), unit: "KB", goal: 150, note: "read by activation" },
    { name: "dist/compose.js", value: size("compose.js"), unit: "KB", note: "read by the first use" },
    { name: "dist/openai.js", value: size("openai.js"), unit: "KB", note: "read by the first request" },
    { name: "dist/anthropic.js", value: size("anthropic.js"), unit: "KB", note: "read by the first request" },
    { name: "dist/webview.js", value: size("webview.js"), unit: "KB" },
    { name: "dist/highlight.js", value: size("highlight.js"), unit: "KB", note: "read by the first code" },
    { name: "dist/math.js", value: size("math.js"), unit: "KB", note: "read by the first formula" },
    { name: "dist/mimo-assistant.vsix", value: size("mimo-assistant.vsix"), unit: "KB", goal: 1500 },
  ];
}
