// The rules of our own that the linter holds: what they must catch, and whom they let through.

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

const changes = [
  "vscode.workspace.applyEdit(edit)",
  "vscode.workspace.fs.writeFile(uri, bytes)",
  "fs.writeFile(uri, bytes)",
  "vscode.workspace.fs.delete(uri)",
  "vscode.workspace.fs.rename(a, b, { overwrite: true })",
  "vscode.workspace.fs.copy(a, b)",
  "editor.edit((builder) => builder.insert(at, text))",
  "editor.edit(() => {}, { undoStopBefore: false, undoStopAfter: false })",
  "editor.insertSnippet(snippet)",
];

test("a file is changed nowhere but behind the write gate, and in the places that are named", () => {
  const code = `${changes.map((each) => `await ${each};`).join("\n")}\n`;
  expect(reports("writeGate", code, "src/vscode/edit/other.ts")).toHaveLength(changes.length);
  expect(reports("writeGate", code, "src/vscode/access/workspaceWriter.ts")).toEqual([]);
  const harmless = "service.edit(id, text);\nwriter.edit(uri, change);\nmap.delete(key);\n";
  expect(reports("writeGate", harmless, "src/vscode/edit/other.ts")).toEqual([]);
});
