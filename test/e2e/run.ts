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
/** Said once more at the end: a log is read from there, and may be cut. */
const failures: string[] = [];
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
      // No test says how fast a machine is: what is polled for may take as long as what Playwright waits for.
      expect: { poll: { timeout: 30_000 } },
      env: { MIMO_TEST_VSCODE: version },
    });
    const modules = vitest.state.getTestModules();
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    passed += tests.filter((test) => test.result().state === "passed").length;
    const say = (where: string, errors: readonly { message?: string }[]) =>
      failures.push(`VS Code ${version}: ${where}\n  ${errors.map(({ message }) => message ?? "").join("\n  ")}`);
    for (const test of tests) {
      const result = test.result();
      if (result.state === "failed") say(`${test.module.relativeModuleId} > ${test.fullName}`, result.errors);
    }
    // A file that cannot be loaded, or a hook that fails, has no failed test.
    for (const module of modules) {
      const errors = [module, ...module.children.allSuites()].flatMap((part) => part.errors());
      if (errors.length > 0) say(module.relativeModuleId, errors);
    }
    const unhandled = vitest.state.getUnhandledErrors() as { message?: string }[];
    if (unhandled.length > 0) say("outside of any test", unhandled);
    await vitest.close();
  }
} catch (error) {
  failures.push(error instanceof Error ? error.message : String(error));
}
for (const failure of failures) console.log(`\n✗ ${failure}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exit(failures.length > 0 || passed === 0 ? 1 : 0);
