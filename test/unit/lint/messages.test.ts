// The rule that keeps messages from being shown past the one way that makes names in them plain.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";

/** What the linter of this project, and no rule of Biome's own, says about `code`, a report each, if it stood in `path`. */
function reports(code: string, path: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "mimo-lint-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync("lint", join(folder, "lint"), { recursive: true });
  cpSync("biome.json", join(folder, "biome.json"));
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), code);
  const biome = resolve("node_modules/.bin/biome");
  const { stdout, stderr } = spawnSync(biome, ["lint", "--vcs-enabled=false", "--reporter=github", "src"], {
    cwd: folder,
    encoding: "utf8",
  });
  return (stdout + stderr)
    .split("\n")
    .filter((line) => line.includes("title=plugin") && line.includes("Messages are shown"));
}

const shown = [
  'void vscode.window.showInformationMessage("a");',
  'await vscode.window.showWarningMessage("a", { modal: true }, "b");',
  'void window.showErrorMessage("a");',
  "const show = vscode.window.showErrorMessage;",
  "const { showErrorMessage } = vscode.window;",
  "const { showWarningMessage: warn, activeTextEditor } = vscode.window;",
  "await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, run);",
  "const location = ProgressLocation.Notification;",
];

test("a message is shown nowhere but through the one way", () => {
  const code = `${shown.join("\n")}\n`;
  expect(reports(code, "src/vscode/edit/other.ts")).toHaveLength(shown.length);
  expect(reports(code, "src/vscode/messages/messages.ts")).toEqual([]);
  const harmless =
    'showWarning("a");\nconst { activeTextEditor } = vscode.window;\nvscode.window.withProgress({ location: vscode.ProgressLocation.Window }, run);\n';
  expect(reports(harmless, "src/vscode/edit/other.ts")).toEqual([]);
});
