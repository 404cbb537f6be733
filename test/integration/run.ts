// `npm run test:vscode`: runs the suites inside the extension host of real VS Codes, the newest and the oldest we
// support, with the packaged extension installed. `-- search --version 1.106` runs some suites in one.
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

// Each test ends by itself: this is for a host that hangs.
const timeoutMs = 1_800_000;

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
      userSettings: {
        // In the browser VS Code saves by itself a second after a change: how far a test is by then, nobody knows.
        "files.autoSave": "off",
        // Nobody looks: what moves would only be drawn again and again.
        "editor.cursorBlinking": "solid",
        "editor.minimap.enabled": false,
        "workbench.reduceMotion": "on",
      },
      // Titles are requests too, which would stand among those that are looked at.
      machineSettings: { "mimo.baseUrl": emulator.url, "mimo.history.titles": false },
      env: { MIMO_API_KEY: "sk-integration", MIMO_TEST_EMULATOR: emulator.url, MIMO_TEST_REPORT: reportFile },
    });
    try {
      console.log(`VS Code ${version}`);
      // The extension host starts the suite by itself and exits at its end, so the window is never "ready".
      const window = await openVsCode(server, { untilReady: false, viewport: { width: 900, height: 600 } });
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
        // The list of processes takes a tenth of a second to read: looked at all the time, it took half a core from the tests.
        await waitFor("the suites to end", finished, timeoutMs, 1000);
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

const { values, positionals } = parseArgs({ options: { version: { type: "string" } }, allowPositionals: true });
const versions = values.version ? [parseVsCodeVersion(values.version)] : vsCodeVersions;
const reports: ReportReader[] = [];
let broken = 0;
try {
  const suite = await bundleSuite(positionals);
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
const failures = reports.flatMap((report) => report.failures);
const failed = failures.length + broken;
// Once more at the end, where a log that is cut still has it.
if (failures.length > 0) console.log(["Failed:", ...failures].join("\n"));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
