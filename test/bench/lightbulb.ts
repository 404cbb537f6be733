// What our code actions add to the lightbulb: the same requests in two VS Codes, one without our extension.

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { harnessPath } from "../integration/bundleSuite.ts";
import { openVsCode } from "../vscode/driver.ts";
import { root } from "../vscode/paths.ts";
import { startServer } from "../vscode/server.ts";
import { vsixPath } from "../vscode/vsix.ts";
import { waitFor } from "../vscode/waitFor.ts";
import { type Measure, median } from "./report.ts";

/** Medians of a code action request on a selection in a TypeScript file, with and without the extension. */
export async function measureLightbulb(): Promise<Measure[]> {
  const suite = join(root, ".cache", "bench", "lightbulb.cjs");
  await build({
    entryPoints: [join(import.meta.dirname, "lightbulb", "suite.ts")],
    outfile: suite,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    external: ["vscode"],
    logLevel: "warning",
  });
  const without = await requestTimes(suite, []);
  const withOurs = await requestTimes(suite, [vsixPath()]);
  const note = `median of ${withOurs.length} requests`;
  return [
    { name: "code action request without MiMo", value: median(without), unit: "ms", note },
    { name: "code action request with MiMo", value: median(withOurs), unit: "ms", note },
    { name: "added to the lightbulb", value: median(withOurs) - median(without), unit: "ms", goal: 2 },
  ];
}

async function requestTimes(suite: string, vsix: string[]): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), "mimo-lightbulb-"));
  const report = join(folder, "times.json");
  const server = await startServer({
    version: "1.139",
    vsix,
    workspace: folder,
    extensionDevelopmentPath: harnessPath,
    extensionTestsPath: suite,
    env: { MIMO_BENCH_REPORT: report },
  });
  try {
    const window = await openVsCode(server, { untilReady: false });
    try {
      await waitFor("the requests", () => existsSync(report) && readFileSync(report, "utf8").endsWith("]"), 120_000);
      return JSON.parse(readFileSync(report, "utf8"));
    } finally {
      await window.close();
    }
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
