// `npm run test:electron`: the same suites in desktop VS Code, for machines that can download it and show a window.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from "@vscode/test-electron";
import { startEmulator } from "../emulator/emulator.ts";
import { cacheDir } from "../vscode/paths.ts";
import { copySampleWorkspace } from "../vscode/sampleWorkspace.ts";
import { vsixPath } from "../vscode/vsix.ts";
import { bundleSuite, harnessPath } from "./bundleSuite.ts";
import { ReportReader } from "./report.ts";

async function download(): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ version: "stable", cachePath: cacheDir });
  } catch (error) {
    throw new Error(`Desktop VS Code cannot be downloaded here (${(error as Error).message}).`);
  }
}

/** Installs the packaged extension into the folders that `dirs` names. */
function installExtension(vscodeExecutablePath: string, dirs: readonly string[]): void {
  const [cli = "", ...cliArgs] = resolveCliArgsFromVSCodeExecutablePath(vscodeExecutablePath);
  // On Windows it is a .cmd, which only a shell starts: the names of folders may have spaces.
  const shell = process.platform === "win32";
  const quoted = (text: string) => (shell ? `"${text}"` : text);
  const args = [...cliArgs, ...dirs, "--install-extension", vsixPath()];
  execFileSync(quoted(cli), args.map(quoted), { stdio: "ignore", shell });
}

async function run(): Promise<boolean> {
  const vscodeExecutablePath = await download();
  const suite = await bundleSuite();
  const folder = mkdtempSync(join(tmpdir(), "mimo-electron-"));
  const reportFile = join(folder, "report.jsonl");
  const emulator = await startEmulator({ port: 0 });
  try {
    const dirs = ["--user-data-dir", join(folder, "data"), "--extensions-dir", join(folder, "extensions")];
    installExtension(vscodeExecutablePath, dirs);
    const exitCode = await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: harnessPath,
      extensionTestsPath: suite,
      launchArgs: [copySampleWorkspace(folder), ...dirs, "--disable-workspace-trust"],
      extensionTestsEnv: {
        MIMO_API_KEY: "sk-integration",
        MIMO_TEST_EMULATOR: emulator.url,
        MIMO_TEST_REPORT: reportFile,
      },
    }).catch(() => 1);
    const report = new ReportReader();
    report.take(readFileSync(reportFile, "utf8"));
    console.log(`${report.passed} passed, ${report.failures.length} failed`);
    return exitCode === 0 && report.ended && report.failures.length === 0;
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  process.exit((await run()) ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
