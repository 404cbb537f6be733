import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  closeAll,
  decided,
  editorIsUp,
  fenced,
  lenses,
  lensesOf,
  onDisk,
  press,
  proposed,
  select,
  type,
  until,
  writeFile,
} from "../editing.ts";
import { answerWith, breakWith, requestBodies, resetEmulator } from "../emulatorClient.ts";
import { after, before, describe, it } from "../testApi.ts";

const refactor = () => vscode.commands.executeCommand("mimo.refactor");
/** Starts without waiting for the end of the stream. */
const start = (command: string, ...args: unknown[]) => void vscode.commands.executeCommand(command, ...args);

const old = ["const one = 1;", "const two = 2;", "const three = 3;", "const four = 4;", "const five = 5;"];
const wanted = [
  "const one = 1;",
  "const zwei = 2;",
  "const three = 3;",
  "const four = 4;",
  "const more = 4.5;",
  "const five = 5;",
];

describe("a proposed edit", () => {
  before(editorIsUp);
  after(closeAll);

  it("leaves the document alone until it is accepted, and is one undo step", async () => {
    const uri = await writeFile("a.ts", `${old.join("\n")}\n`);
    const { document } = await select(uri, 0, 5);
    await answerWith({ text: `Sure:\n\n${fenced(wanted.join("\n"))}\n\nDone.`, pieceSize: 7 });
    await refactor();
    const all = await proposed(uri);
    assert.equal(document.getText(), `${old.join("\n")}\n`);
    assert.equal(document.isDirty, false);
    assert.equal((await lensesOf(uri, "mimo.acceptHunk", 2)).length, 2);
    await press(all);
    assert.equal(document.getText(), `${wanted.join("\n")}\n`);
    assert.equal(document.isDirty, true);
    assert.equal(await onDisk(uri), `${old.join("\n")}\n`);
    await decided(uri);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), `${old.join("\n")}\n`);
    await vscode.commands.executeCommand("redo");
    assert.equal(document.getText(), `${wanted.join("\n")}\n`);
  });

  it("is rejected without a trace", async () => {
    const uri = await writeFile("b.ts", old.join("\n"));
    const { document } = await select(uri, 0, 5);
    await answerWith({ text: fenced(wanted.join("\n")) });
    await refactor();
    await proposed(uri);
    await vscode.commands.executeCommand("mimo.rejectEdit");
    await decided(uri);
    assert.equal(document.isDirty, false);
    assert.equal(await onDisk(uri), old.join("\n"));
  });

  it("is accepted and rejected hunk by hunk", async () => {
    const uri = await writeFile("c.ts", old.join("\n"));
    const { document } = await select(uri, 0, 5);
    await answerWith({ text: fenced(wanted.join("\n")) });
    await refactor();
    const [, second] = await lensesOf(uri, "mimo.acceptHunk", 2);
    assert.ok(second);
    await press(second);
    assert.equal(document.getText(), [...old.slice(0, 4), "const more = 4.5;", "const five = 5;"].join("\n"));
    await vscode.commands.executeCommand("mimo.rejectHunk");
    await decided(uri);
    assert.equal(document.lineAt(1).text, "const two = 2;");
  });

  it("keeps CRLF, tabs, the byte order mark and the final newline", async () => {
    const text = "\uFEFFclass A {\r\n\tone() {\r\n\t\treturn 1;\r\n\t}\r\n}\r\n";
    const uri = await writeFile("crlf.ts", text);
    const { document } = await select(uri, 1, 4);
    await answerWith({ text: fenced("one() {\n  const result = 1;\n  return result;\n}") });
    await refactor();
    await press(await proposed(uri));
    assert.equal(document.eol, vscode.EndOfLine.CRLF);
    await document.save();
    const changed = "\uFEFFclass A {\r\n\tone() {\r\n\t\tconst result = 1;\r\n\t\treturn result;\r\n\t}\r\n}\r\n";
    assert.equal(await onDisk(uri), changed);
  });

  it("moves with what the person types and saves while it streams", async () => {
    const uri = await writeFile("d.ts", ["// head", ...old, "// foot", ""].join("\n"));
    const { document } = await select(uri, 1, 6);
    await answerWith({ text: fenced(wanted.join("\n")), pieceSize: 10, delayMs: 40 });
    start("mimo.refactor");
    await lensesOf(uri, "mimo.rejectEdit");
    await type(uri, 0, 0, "// typed above\n");
    await type(uri, 7, 0, "// typed below\n");
    await type(uri, 4, 0, "/* inside */ ");
    assert.ok(await document.save());
    assert.ok(!(await onDisk(uri)).includes("zwei"));
    await press(await proposed(uri));
    const result = [...wanted];
    result[2] = "/* inside */ const three = 3;";
    const full = ["// typed above", "// head", ...result, "// typed below", "// foot", ""].join("\n");
    assert.equal(document.getText(), full);
  });

  it("says what no longer fits, keeps it, and takes it back when the typing is undone", async () => {
    const uri = await writeFile("e.ts", old.join("\n"));
    const { document } = await select(uri, 0, 5);
    await answerWith({ text: fenced(wanted.join("\n")) });
    await refactor();
    await lensesOf(uri, "mimo.acceptHunk", 2);
    await vscode.window.showTextDocument(document);
    await type(uri, 1, 6, "x");
    await lensesOf(uri, "mimo.acceptHunk", 1);
    assert.ok((await lenses(uri)).some(({ title }) => title.includes("no longer fits")));
    await vscode.commands.executeCommand("undo");
    await lensesOf(uri, "mimo.acceptHunk", 2);
    await vscode.commands.executeCommand("mimo.rejectEdit");
    await decided(uri);
  });

  it("can be cancelled in mid-stream", async () => {
    const uri = await writeFile("f.ts", old.join("\n"));
    const { document } = await select(uri, 0, 5);
    await answerWith({ text: fenced(wanted.join("\n")), pieceSize: 3, delayMs: 100 });
    start("mimo.refactor");
    const [cancel] = await lensesOf(uri, "mimo.rejectEdit");
    assert.ok(cancel);
    await press(cancel);
    await decided(uri);
    assert.equal(document.getText(), old.join("\n"));
    assert.equal(document.isDirty, false);
  });

  it("is shown and not applied when it was cut, or leaves code out", async () => {
    const uri = await writeFile("g.ts", old.join("\n"));
    const { document } = await select(uri, 0, 5);
    for (const script of [
      { text: fenced(wanted.join("\n")), finish: "length" as const },
      { text: `\`\`\`ts\n${wanted[0]}` },
      { text: fenced(`${wanted[0]}\n// ... existing code ...`) },
      { text: `${fenced("a")}\nor\n${fenced("b")}` },
    ]) {
      await answerWith(script);
      await refactor();
      await lensesOf(uri, "mimo.retryEdit");
      assert.equal((await lenses(uri)).filter(({ command }) => command === "mimo.acceptEdit").length, 0);
      void vscode.commands.executeCommand("mimo.acceptEdit");
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(document.getText(), old.join("\n"));
    }
    await answerWith({ text: fenced(wanted.join("\n")) });
    const [again] = await lensesOf(uri, "mimo.retryEdit");
    assert.ok(again);
    await press(again);
    await press(await proposed(uri));
    assert.equal(document.getText(), wanted.join("\n"));
  });

  it("keeps what came when the stream breaks", async () => {
    const uri = await writeFile("h.ts", old.join("\n"));
    const { document } = await select(uri, 0, 5);
    await answerWith({ text: fenced(wanted.join("\n")), pieceSize: 20, delayMs: 60 });
    await breakWith({ kind: "cut-before-finish" });
    await refactor();
    await lensesOf(uri, "mimo.retryEdit");
    assert.equal(document.getText(), old.join("\n"));
    await vscode.commands.executeCommand("mimo.rejectEdit");
    await decided(uri);
  });

  it("works twice in one file, and in several at once; asked again it is replaced", async () => {
    const first = await writeFile("i.ts", `${old.join("\n")}\n\n${old.join("\n")}`);
    const second = await writeFile("j.ts", old.join("\n"));
    const { document } = await select(first, 0, 5);
    await answerWith({ text: fenced("const all = 12345;") });
    await refactor();
    await select(first, 6, 11);
    await answerWith({ text: fenced("const rest = 12345;") });
    await refactor();
    await lensesOf(first, "mimo.acceptEdit", 2);
    await select(second, 0, 5);
    await answerWith({ text: fenced("const other = 1;") });
    await refactor();
    await proposed(second);
    await select(second, 0, 5);
    await answerWith({ text: fenced("const another = 1;") });
    await refactor();
    await press(await proposed(second));
    assert.equal((await vscode.workspace.openTextDocument(second)).getText(), "const another = 1;");
    for (const lens of await lensesOf(first, "mimo.acceptEdit", 2)) await press(lens);
    assert.equal(document.getText(), "const all = 12345;\n\nconst rest = 12345;");
  });

  it("stays when the file is closed and opened again", async () => {
    const uri = await writeFile("k.ts", ["// head", ...old].join("\n"));
    await select(uri, 1, 6);
    await answerWith({ text: fenced(wanted.join("\n")) });
    await refactor();
    await proposed(uri);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    await press(await proposed(uri));
    assert.equal(document.getText(), ["// head", ...wanted].join("\n"));
  });

  it("works in an untitled file and in a notebook's cell", async () => {
    const untitled = await vscode.workspace.openTextDocument({ content: old.join("\n"), language: "typescript" });
    await select(untitled.uri, 0, 5);
    await answerWith({ text: fenced(wanted.join("\n")) });
    await refactor();
    await press(await proposed(untitled.uri));
    assert.equal(untitled.getText(), wanted.join("\n"));
    const uri = await writeFile(
      "n.ipynb",
      JSON.stringify({
        cells: [{ cell_type: "code", source: ["a = 1\n", "b = 2"], metadata: {}, outputs: [], execution_count: null }],
        metadata: {},
        nbformat: 4,
        nbformat_minor: 5,
      }),
    );
    const notebook = await vscode.workspace.openNotebookDocument(uri);
    await vscode.window.showNotebookDocument(notebook);
    const cell = notebook.cellAt(0).document;
    await answerWith({ text: fenced("a = 1\nb = 3", "python") });
    const range = new vscode.Range(0, 0, 1, 5);
    await vscode.commands.executeCommand("mimo.refactor", { uri: cell.uri, range });
    await press(await proposed(cell.uri));
    assert.equal(cell.getText(), "a = 1\nb = 3");
  });

  it("is shown and not applied where nothing can be written", async () => {
    const provider = vscode.workspace.registerTextDocumentContentProvider("read-only", {
      provideTextDocumentContent: () => old.join("\n"),
    });
    const uri = vscode.Uri.parse("read-only:/a.ts");
    const { document } = await select(uri, 0, 5);
    await answerWith({ text: fenced(wanted.join("\n")) });
    await refactor();
    const lens = await proposed(uri);
    void press(lens);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(document.getText(), old.join("\n"));
    await proposed(uri);
    await vscode.commands.executeCommand("mimo.rejectEdit");
    await decided(uri);
    provider.dispose();
  });

  it("takes a file of 50,000 lines", async () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => `line ${index}`);
    const uri = await writeFile("long.txt", lines.join("\n"));
    const { document } = await select(uri, 40_000, 40_003);
    await answerWith({ text: fenced("line 40000\nchanged\nline 40002") });
    await refactor();
    await type(uri, 0, 0, "typed\n");
    await press(await proposed(uri));
    assert.equal(document.lineAt(40_002).text, "changed");
    assert.equal(document.lineCount, 50_001);
  });

  it("can be shown as a diff", async () => {
    const uri = await writeFile("l.ts", old.join("\n"));
    await select(uri, 0, 5);
    await answerWith({ text: fenced(wanted.join("\n")) });
    await refactor();
    const [lens] = await lensesOf(uri, "mimo.showEditDiff");
    assert.ok(lens);
    await press(lens);
    const input = await until("a diff", () => {
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return tab instanceof vscode.TabInputTextDiff ? tab : undefined;
    });
    assert.equal((await vscode.workspace.openTextDocument(input.modified)).getText(), wanted.join("\n"));
    await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand("mimo.rejectEdit");
    await decided(uri);
  });

  it("tells the model the selection, its surroundings and the diagnostics, and takes the symbol without a selection", async () => {
    await resetEmulator();
    const uri = await writeFile(
      "m.ts",
      'import { readFileSync } from "node:fs";\n\nexport function load(path: string): string {\n  return readFileSync(path, "utf8");\n}\n',
    );
    const editor = await vscode.window.showTextDocument(uri, { preview: false });
    // The language server has to be up before there is an outline.
    await until("an outline", async () => {
      const found = await vscode.commands.executeCommand<unknown[]>("vscode.executeDocumentSymbolProvider", uri);
      return found?.length > 0;
    });
    editor.selection = new vscode.Selection(3, 4, 3, 4);
    await answerWith({ text: fenced("export function load(path: string): string {\n  return path;\n}") });
    await vscode.commands.executeCommand("mimo.document");
    assert.ok(editor.selection.isEqual(new vscode.Selection(3, 4, 3, 4)), "the cursor stays where it was");
    await press(await proposed(uri));
    assert.equal(editor.document.lineAt(3).text, "  return path;");
    const [body] = await requestBodies();
    for (const part of ["<selection>", "<imports>", "node:fs", "m.ts"]) assert.ok(body?.includes(part), part);
  });
});
