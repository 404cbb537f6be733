// `npm run test:e2e`: what a person does, done in real VS Codes with the packaged extension against the emulator. Runs
// every *.e2e.ts in the newest VS Code, and in the oldest what the chat, the editor and the player need of it. `-- chat`
// runs the files whose name contains that in both, `--version 1.106` one version, `--name text` the tests whose name
// matches.
import { parseArgs } from "node:util";
import { findChromium } from "../vscode/chromium.ts";
import { fetchVsCode, parseVsCodeVersion, vsCodeVersions } from "../vscode/fetchVsCode.ts";
import { exitWith, runVitest } from "../vscode/runVitest.ts";
import { vsixPath } from "../vscode/vsix.ts";

const { values, positionals } = parseArgs({
  options: { version: { type: "string" }, name: { type: "string" } },
  allowPositionals: true,
});
const versions = values.version ? [parseVsCodeVersion(values.version)] : vsCodeVersions;

/**
 * The rest is drawn by the same webview in both versions, kept by the same files, or sent by the same client: how it looks and
 * the other protocol know nothing of VS Code's version.
 */
const inOldest = ["chat", "controls", "edit", "key", "proposals", "speech", "stream-openai"];
const filesFor = (version: string) => {
  if (positionals.length > 0 || version === vsCodeVersions[0]) return positionals;
  return inOldest.map((name) => `/${name}.e2e`);
};

let passed = 0;
const failures: string[] = [];
try {
  vsixPath();
  await findChromium();
  for (const version of versions) {
    // Before the clock of any test runs.
    await fetchVsCode(version);
    console.log(`\nVS Code ${version}`);
    const result = await runVitest(filesFor(version), {
      include: ["test/e2e/**/*.e2e.ts"],
      testNamePattern: values.name,
      // These end what hangs: a test that opens three windows takes a minute where the machine has other work.
      testTimeout: 240_000,
      hookTimeout: 240_000,
      // No test says how fast a machine is: what is polled for may take as long as what Playwright waits for.
      expect: { poll: { timeout: 30_000 } },
      env: { MIMO_TEST_VSCODE: version },
    });
    passed += result.passed;
    failures.push(...result.failures.map((failure) => `VS Code ${version}: ${failure}`));
  }
} catch (error) {
  failures.push(error instanceof Error ? error.message : String(error));
}
exitWith(passed, failures);
