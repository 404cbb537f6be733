// `npm run test:e2e`: what a person does, done in real VS Codes with the packaged extension against the emulator. Runs
// every *.e2e.ts in the newest VS Code, and in the oldest what the chat, the editor and the player need of it. `-- chat`
// runs the files whose name contains that in both, `--version 1.106` one version, `--name text` the tests whose name
// matches.
import { parseArgs } from "node:util";
import { startVitest } from "vitest/node";
import { findChromium } from "../vscode/chromium.ts";
import { fetchVsCode, parseVsCodeVersion, vsCodeVersions } from "../vscode/fetchVsCode.ts";
import { root } from "../vscode/paths.ts";
import { vsixPath } from "../vscode/vsix.ts";

const { values, positionals } = parseArgs({
  options: { version: { type: "string" }, name: { type: "string" } },
  allowPositionals: true,
});
const versions = values.version ? [parseVsCodeVersion(values.version)] : vsCodeVersions;

/** The rest is drawn by the same webview in both versions, or kept by the same files. */
const inOldest = ["chat", "controls", "edit", "key", "look", "speech", "stream-anthropic", "stream-openai"];
const filesFor = (version: string) => {
  if (positionals.length > 0 || version === vsCodeVersions[0]) return positionals;
  return inOldest.map((name) => `/${name}.e2e`);
};

let passed = 0;
let failed = 0;
try {
  vsixPath();
  await findChromium();
  for (const version of versions) {
    // Before the clock of any test runs.
    await fetchVsCode(version);
    console.log(`\nVS Code ${version}`);
    const vitest = await startVitest("test", [...filesFor(version)], {
      config: false,
      root,
      include: ["test/e2e/**/*.e2e.ts"],
      environment: "node",
      testNamePattern: values.name,
      watch: false,
      reporters: ["verbose"],
      // One VS Code at a time: its figures and its timing are then its own.
      pool: "forks",
      fileParallelism: false,
      retry: 0,
      // The same order in every run, whatever failed in the last.
      cache: false,
      testTimeout: 60_000,
      hookTimeout: 120_000,
      env: { MIMO_TEST_VSCODE: version },
    });
    const tests = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()]);
    passed += tests.filter((test) => test.result().state === "passed").length;
    const failedTests = tests.filter((test) => test.result().state === "failed").length;
    // A file that cannot be loaded, or a hook that fails, has no failed test.
    const otherwise = vitest.state.getFailedFilepaths().length + vitest.state.getUnhandledErrors().length;
    failed += failedTests > 0 ? failedTests : otherwise;
    await vitest.close();
  }
} catch (error) {
  failed++;
  console.error(error instanceof Error ? error.message : error);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
