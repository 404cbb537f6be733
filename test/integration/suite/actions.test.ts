import assert from "node:assert/strict";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import {
  closeAll,
  decided,
  editorIsUp,
  fenced,
  folder,
  lenses,
  lensesOf,
  onDisk,
  press,
  proposed,
  select,
  until,
  writeFile,
} from "../editing.ts";
import { answerWith, requestBodies, resetEmulator } from "../emulatorClient.ts";
import { after, before, describe, it } from "../testApi.ts";

const samples: Record<string, string> = {
  "sample.ts": "export function add(a: number, b: number) {\n\treturn a - b;\n}\n",
  "sample.py": "def add(a, b):\n    return a - b\n",
  "sample.go": "package sample\r\n\r\nfunc Add(a, b int) int {\r\n\treturn a - b\r\n}\r\n",
  "sample.md": "# Adding\n\nIt substracts.\n",
};

describe("actions in the editor", () => {
  before(editorIsUp);
  after(closeAll);

  for (const [name, text] of Object.entries(samples)) {
    it(`refactor, fix and document ${name}`, async () => {
      const uri = await writeFile(name, text);
      for (const command of ["mimo.refactor", "mimo.fix", "mimo.document"]) {
        const { document } = await select(uri, 0, text.split("\n").length - 1);
        const changed = text.replace("a - b", "a + b").replace("substracts", "adds").replaceAll("\r\n", "\n");
        await answerWith({ text: `Here:\n${fenced(changed.trimEnd(), document.languageId)}` });
        await vscode.commands.executeCommand(command);
        await press(await proposed(uri));
        const eol = text.includes("\r\n") ? "\r\n" : "\n";
        assert.equal(document.getText(), changed.replaceAll("\n", eol));
        await vscode.commands.executeCommand("undo");
        assert.equal(document.getText(), text);
        await decided(uri);
      }
    });
  }

  it("offers fixes on diagnostics and refactoring on a selection; Fix brings the problem along", async () => {
    const uri = await writeFile("bulb.txt", "some text\nand more\n");
    await vscode.window.showTextDocument(uri);
    const problems = vscode.languages.createDiagnosticCollection("test");
    const range = new vscode.Range(0, 0, 0, 4);
    const wordy = `${"a very long story ".repeat(9)}\nwith a second line`;
    problems.set(uri, [new vscode.Diagnostic(range, "not a word"), new vscode.Diagnostic(range, wordy)]);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      uri,
      range,
    );
    const titles = actions.map(({ title }) => title);
    assert.equal(new Set(titles).size, titles.length, "no two are alike");
    assert.ok(titles.every((title) => title.length < 90 && !title.includes("\n")));
    for (const title of [
      "Fix with MiMo: not a word",
      "Explain with MiMo: not a word",
      "Refactor with MiMo",
      "Document with MiMo",
      "Edit with MiMo…",
    ]) {
      assert.ok(titles.includes(title), title);
    }
    const fix = actions.find(({ title }) => title === "Fix with MiMo: not a word");
    assert.ok(fix?.command);
    await resetEmulator();
    await answerWith({ text: fenced("better text\nand more", "") });
    await press(fix.command);
    await press(await proposed(uri));
    assert.match((await requestBodies())[0] ?? "", /line 1: error: not a word/);
    problems.dispose();
  });

  it("shows lenses above functions when they are switched on", async () => {
    const uri = await writeFile("lens.ts", "function one() {\n  return 1;\n}\n");
    await vscode.window.showTextDocument(uri);
    assert.equal((await lenses(uri)).length, 0);
    const config = vscode.workspace.getConfiguration("mimo");
    await config.update("codeLens", true, vscode.ConfigurationTarget.Global);
    const [explain] = await lensesOf(uri, "mimo.explain");
    assert.ok(explain);
    await config.update("codeLens", undefined, vscode.ConfigurationTarget.Global);
    await until("no lenses", async () => (await lenses(uri)).length === 0);
  });

  it("explains in the chat, with the code as a reference", async () => {
    const uri = await writeFile("explained.ts", "const secretOfLife = 42;\n");
    await select(uri, 0, 1);
    await resetEmulator();
    await answerWith({ text: "It is a number." });
    await vscode.commands.executeCommand("mimo.explain");
    const body = await until("a request", async () => (await requestBodies())[0]);
    assert.match(body, /secretOfLife = 42/);
    assert.match(body, /Explain this code\./);
    assert.match(body, /explained\.ts:1-1/);
  });

  it("writes tests into a new file that is not saved, and overwrites nothing", async () => {
    const source = await writeFile("lib/parse.ts", "export const parse = (text: string) => text.split(',');\n");
    await writeFile("package.json", '{"devDependencies":{"vitest":"1.0.0"}}');
    await writeFile("lib/format.test.ts", 'import { expect, test } from "vitest";\n');
    await select(source, 0, 1);
    await resetEmulator();
    const code = 'import { expect, test } from "vitest";\n\ntest("parse", () => {});';
    await answerWith({ text: fenced(code), pieceSize: 12 });
    await vscode.commands.executeCommand("mimo.generateTests");
    const document = await until("the new file", () =>
      vscode.workspace.textDocuments.find((each) => each.isUntitled && each.uri.path.endsWith("lib/parse.test.ts")),
    );
    await until("its text", () => document.getText() === `${code}\n`);
    await assert.rejects(async () => vscode.workspace.fs.stat(vscode.Uri.joinPath(folder(), "lib/parse.test.ts")));
    const [body] = await requestBodies();
    assert.match(body ?? "", /with Vitest/);
    assert.match(body ?? "", /lib\/format\.test\.ts/);
    await closeAll();

    const existing = await writeFile("lib/parse.test.ts", "// mine\n");
    await select(source, 0, 1);
    await answerWith({ text: fenced(`// mine\n${code}`) });
    await vscode.commands.executeCommand("mimo.generateTests");
    await proposed(existing);
    assert.equal(await onDisk(existing), "// mine\n");
    await press(await proposed(existing));
    assert.equal((await vscode.workspace.openTextDocument(existing)).getText(), `// mine\n${code}\n`);
  });

  it("takes no neighbour that a link brings in from elsewhere", async () => {
    const elsewhere = join(folder().fsPath, "..", "elsewhere.test.ts");
    writeFileSync(elsewhere, 'import { test } from "vitest";\ntest("what stands elsewhere", () => {});\n');
    const source = await writeFile("linked/walk.ts", "export const walk = (km: number) => km > 10;\n");
    symlinkSync(elsewhere, join(folder().fsPath, "linked", "other.test.ts"));
    await until("VS Code to list the link", async () => {
      return (await vscode.workspace.findFiles("linked/*.test.ts")).length === 1;
    });
    await select(source, 0, 1);
    await resetEmulator();
    await answerWith({ text: fenced('test("walk", () => {});') });
    await vscode.commands.executeCommand("mimo.generateTests");
    const body = await until("a request", async () => (await requestBodies())[0]);
    assert.match(body, /linked\/walk\.test\.ts/);
    assert.ok(!body.includes("what stands elsewhere"));
    await closeAll();
  });

  it("uses no key that VS Code uses", async () => {
    const uri = vscode.Uri.parse("vscode://defaultsettings/keybindings.json");
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    const bindings = [...text.matchAll(/"key":\s*"([^"]+)",\s*"command":\s*"([^"]+)"/g)];
    const used = new Set(bindings.filter(([, , command]) => !command?.startsWith("mimo.")).map(([, key]) => key));
    assert.ok(used.size > 100);
    const manifest = vscode.extensions.getExtension("mimo-community.mimo-assistant")?.packageJSON;
    const ours = manifest?.contributes.keybindings as { key: string; when: string }[];
    assert.ok(ours.length > 0);
    // In our own box Enter sends and Esc closes, as in every other.
    const elsewhere = ours.filter(({ when }) => when !== "commentEditorFocused && mimo.asking");
    assert.equal(elsewhere.length, ours.length - 2);
    for (const { key } of elsewhere) assert.ok(!used.has(key), key);
  });
});
