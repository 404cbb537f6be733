// The rule that keeps messages from being shown past the one way that makes names in them plain.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";

/** What the rule says about `code`, a report each, if it stood in the file `path`. */
function reports(rule: string, code: string, path: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "mimo-lint-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync("lint", join(folder, "lint"), { recursive: true });
  writeFileSync(join(folder, "biome.json"), JSON.stringify({ plugins: [`./lint/${rule}.grit`] }));
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), code);
  const biome = resolve("node_modules/.bin/biome");
  const { stdout, stderr } = spawnSync(biome, ["lint", "--reporter=github", "."], { cwd: folder, encoding: "utf8" });
  return (stdout + stderr).split("\n").filter((line) => line.includes("title=plugin"));
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
  expect(reports("messages", code, "src/vscode/edit/other.ts")).toHaveLength(shown.length);
  expect(reports("messages", code, "src/vscode/messages/messages.ts")).toEqual([]);
  const harmless =
    'showWarning("a");\nconst { activeTextEditor } = vscode.window;\nvscode.window.withProgress({ location: vscode.ProgressLocation.Window }, run);\n';
  expect(reports("messages", harmless, "src/vscode/edit/other.ts")).toEqual([]);
}, 60_000);
