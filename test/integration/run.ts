// `npm run test:vscode`: runs the suites inside the extension host of real VS Codes, the newest and the oldest we
// support, with the packaged extension installed. `-- --version 1.106` runs one.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startEmulator } from "../emulator/emulator.ts";
import { openVsCode } from "../vscode/driver.ts";
import { parseVsCodeVersion, type VsCodeVersion, vsCodeVersions } from "../vscode/fetchVsCode.ts";
import { copySampleWorkspace } from "../vscode/sampleWorkspace.ts";
import { startServer } from "../vscode/server.ts";
import { vsixPath } from "../vscode/vsix.ts";
import { waitFor } from "../vscode/waitFor.ts";
import { bundleSuite, harnessPath } from "./bundleSuite.ts";
import { ReportReader } from "./report.ts";

const timeoutMs = 300_000;

/** Runs the suites in one VS Code; `report` has what was said until then when it rejects. */
async function runIn(version: VsCodeVersion, suite: string, report: ReportReader): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "mimo-integration-"));
  const reportFile = join(folder, "report.jsonl");
  const emulator = await startEmulator({ port: 0 });
  try {
    const server = await startServer({
      version,
      vsix: [vsixPath()],
      workspace: copySampleWorkspace(folder),
      extensionDevelopmentPath: harnessPath,
      extensionTestsPath: suite,
      // In the browser VS Code saves by itself a second after a change: how far a test is by then, nobody knows.
      userSettings: { "files.autoSave": "off" },
      // Titles are requests too, which would stand among those that are looked at.
      machineSettings: { "mimo.baseUrl": emulator.url, "mimo.history.titles": false },
      env: { MIMO_API_KEY: "sk-integration", MIMO_TEST_EMULATOR: emulator.url, MIMO_TEST_REPORT: reportFile },
    });
    try {
      console.log(`VS Code ${version}`);
      // The extension host starts the suite by itself and exits at its end, so the window is never "ready".
      const window = await openVsCode(server, { untilReady: false });
      let begun = false;
      const finished = () => {
        // Looked at before the report is read, which may end in between.
        const running = server.extensionHosts().length > 0;
        begun ||= running;
        if (existsSync(reportFile)) report.take(readFileSync(reportFile, "utf8"));
        if (begun && !running && !report.ended) throw new Error("The extension host ended before the suites did.");
        return report.ended;
      };
      try {
        await waitFor("the suites to end", finished, timeoutMs);
      } catch (error) {
        await window.saveTrouble(`integration-${version}`, server);
        throw error;
      } finally {
        await window.close();
      }
    } finally {
      await server.close();
    }
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const { values } = parseArgs({ options: { version: { type: "string" } } });
const versions = values.version ? [parseVsCodeVersion(values.version)] : vsCodeVersions;
const reports: ReportReader[] = [];
let broken = 0;
try {
  const suite = await bundleSuite();
  for (const version of versions) {
    const report = new ReportReader();
    reports.push(report);
    await runIn(version, suite, report);
  }
} catch (error) {
  broken++;
  console.error(error instanceof Error ? error.message : error);
}
const passed = reports.reduce((sum, report) => sum + report.passed, 0);
const failed = reports.reduce((sum, report) => sum + report.failed, broken);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
