// The rules of our own that the linter holds: what they must catch, and whom they let through.

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** The linter's words about `code` if it stood in the file `path`. */
function lint(code: string, path: string): string {
  const { stdout, stderr } = spawnSync("node_modules/.bin/biome", ["lint", `--stdin-file-path=${path}`], {
    input: code,
    encoding: "utf8",
  });
  return stdout + stderr;
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
  expect(lint(code, "src/vscode/edit/other.ts").match(/asks the write gate/g)).toHaveLength(changes.length);
  expect(lint(code, "src/vscode/access/workspaceWriter.ts")).not.toContain("asks the write gate");
  expect(lint("service.edit(id, text);\nwriter.edit(uri, change);\n", "src/vscode/edit/other.ts")).not.toContain(
    "asks the write gate",
  );
}, 60_000);
