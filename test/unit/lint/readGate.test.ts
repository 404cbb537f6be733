// The rule that keeps files from being read for the model past the read gate.
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** What the linter says of `source` as if it stood at `path`. */
function lint(path: string, source: string): string {
  const biome = spawnSync("node_modules/.bin/biome", ["lint", `--stdin-file-path=${path}`], {
    input: source,
    encoding: "utf8",
  });
  return biome.stdout + biome.stderr;
}

const ways = [
  'import * as vscode from "vscode";\nexport const a = vscode.workspace.openTextDocument("x");\n',
  'import * as vscode from "vscode";\nconst { fs } = vscode.workspace;\nexport const a = (uri: vscode.Uri) => fs.readFile(uri);\n',
  'import { readFile } from "node:fs/promises";\nexport const a = readFile("x");\n',
];

test.each(ways)("another way to a file is refused: %j", { timeout: 60_000 }, (source) => {
  expect(lint("src/vscode/edit/anywhere.ts", source)).toContain("ReadGate");
  expect(lint("src/vscode/access/readPorts.ts", source)).not.toContain("ReadGate");
});
