// Bundles all suites into the one CommonJS file that VS Code loads in its extension host.
import { globSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "../vscode/paths.ts";

/**
 * Bundles test/integration/suite/*.test.ts, or those whose names hold one of `parts`, and returns the file's path; it
 * exports `run()`.
 */
export async function bundleSuite(parts: readonly string[] = []): Promise<string> {
  const here = import.meta.dirname;
  const suites = globSync("suite/*.test.ts", { cwd: here })
    .filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)))
    .sort();
  const outfile = join(root, ".cache", "integration", "suite.cjs");
  await build({
    stdin: {
      contents: [...suites.map((file) => `import "./${file}";`), `export { run } from "./testApi.ts";`].join("\n"),
      resolveDir: here,
    },
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    external: ["vscode"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  return outfile;
}

/** The folder of the empty extension "under development" that VS Code asks for. */
export const harnessPath = join(import.meta.dirname, "harness");
