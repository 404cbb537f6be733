// The rule that keeps files from being read for the model past the read gate.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const sources: Readonly<Record<string, string>> = {
  "opens.ts": 'import * as vscode from "vscode";\nexport const a = vscode.workspace.openTextDocument("x");\n',
  "reads.ts":
    'import * as vscode from "vscode";\nconst { fs } = vscode.workspace;\nexport const a = (uri: vscode.Uri) => fs.readFile(uri);\n',
  "imports.ts": 'import { readFile } from "node:fs/promises";\nexport const a = readFile("x");\n',
};

let folder: string;
let said: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mimo-lint-"));
  cpSync("biome.json", join(folder, "biome.json"));
  cpSync("lint", join(folder, "lint"), { recursive: true });
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [name, text] of Object.entries(sources)) write(`src/vscode/edit/${name}`, text);
  write("src/vscode/access/readPorts.ts", Object.values(sources)[0] ?? "");
  write("src/vscode/edit/fine.ts", "export const a = 1;\n");
  const biome = resolve("node_modules/.bin/biome");
  const { stdout, stderr } = spawnSync(biome, ["lint", "--vcs-enabled=false", "src"], {
    cwd: folder,
    encoding: "utf8",
  });
  said = stdout + stderr;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(Object.keys(sources))("another way to a file is refused: %s", (name) => {
  expect(said).toMatch(new RegExp(`edit/${name}:\\d+:\\d+ plugin`));
});

test("the gate's own ports may read", () => {
  expect(said).not.toMatch(/readPorts\.ts:\d+:\d+ plugin|fine\.ts/);
});
