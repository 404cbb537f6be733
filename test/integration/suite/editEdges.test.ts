// Proposals in unusual places and at unusual times.

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
  until,
  writeFile,
} from "../editing.ts";
import { answerWith, requestBodies, resetEmulator } from "../emulatorClient.ts";
import { after, before, describe, it } from "../testApi.ts";

const old = ["const one = 1;", "const two = 2;", "const three = 3;", "const four = 4;", "const five = 5;"];
const wanted = ["const one = 1;", "const zwei = 2;", "const three = 3;", "const vier = 4;", "const five = 5;"];

/** Proposes `wanted` for `lines` of a file and waits until it can be accepted. */
async function propose(uri: vscode.Uri, start: number, end: number): Promise<vscode.TextDocument> {
  const { document } = await select(uri, start, end);
  await answerWith({ text: fenced(wanted.join("\n")) });
  await vscode.commands.executeCommand("mimo.refactor");
  await proposed(uri);
  return document;
}

describe("a proposed edit, in unusual places and at unusual times", () => {
  before(editorIsUp);
  after(closeAll);

  it("gives its complete changes away while the rest streams, each as one undo step", async () => {
    const uri = await writeFile("edge-stream.ts", `${old.join("\n")}\n`);
    const { document } = await select(uri, 0, 5);
    await answerWith({ text: fenced(wanted.join("\n")), pieces: 30, delayMs: 100 });
    const done = vscode.commands.executeCommand("mimo.refactor");
    const [cancel] = await lensesOf(uri, "mimo.rejectEdit");
    assert.ok(cancel?.arguments);
    const { proposal } = cancel.arguments[0] as { proposal: number };
    await until("the first change", async () => {
      await vscode.commands.executeCommand("mimo.acceptHunk", { proposal, hunk: 0 });
      return document.lineAt(1).text === "const zwei = 2;";
    });
    assert.ok((await lenses(uri)).some(({ command }) => command === "mimo.rejectEdit"));
    assert.equal(document.lineAt(3).text, "const four = 4;");
    await done;
    // One change is left, and the one that was accepted is not proposed again.
    const all = await proposed(uri);
    assert.equal((await lenses(uri)).filter(({ command }) => command === "mimo.acceptHunk").length, 0);
    await press(all);
    assert.equal(document.getText(), `${wanted.join("\n")}\n`);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.lineAt(3).text, "const four = 4;");
    assert.equal(document.lineAt(1).text, "const zwei = 2;");
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), `${old.join("\n")}\n`);
  });

  it("follows several cursors that type at once", async () => {
    const uri = await writeFile("edge-cursors.ts", ["// head", ...old, "// foot"].join("\n"));
    const document = await propose(uri, 1, 6);
    const editor = await vscode.window.showTextDocument(document);
    editor.selections = [0, 3, 6].map((line) => new vscode.Selection(line, 0, line, 0));
    await vscode.commands.executeCommand("type", { text: "\n" });
    await press(await proposed(uri));
    const expected = ["", "// head", wanted[0], wanted[1], "", wanted[2], wanted[3], wanted[4], "", "// foot"];
    assert.equal(document.getText(), expected.join("\n"));
  });

  it("takes the first of several selections", async () => {
    const uri = await writeFile("edge-selections.ts", `${old.join("\n")}\n// a\n// b\n`);
    const editor = await select(uri, 0, 5);
    editor.selections = [new vscode.Selection(0, 0, 5, 0), new vscode.Selection(5, 0, 6, 0)];
    await resetEmulator();
    await answerWith({ text: fenced(wanted.join("\n")) });
    await vscode.commands.executeCommand("mimo.refactor");
    await press(await proposed(uri));
    assert.equal(editor.document.getText(), `${wanted.join("\n")}\n// a\n// b\n`);
  });

  it("follows what another program writes into the file", async () => {
    const uri = await writeFile("edge-disk.ts", ["// head", ...old].join("\n"));
    const document = await propose(uri, 1, 6);
    await writeFile("edge-disk.ts", ["// head", "// written by another program", ...old].join("\n"));
    await until("the new text", () => document.lineCount === 7);
    await press(await proposed(uri));
    assert.equal(document.getText(), ["// head", "// written by another program", ...wanted].join("\n"));
  });

  it("keeps what fits when the file was closed and changed on disk", async () => {
    const uri = await writeFile("edge-closed.ts", old.join("\n"));
    await propose(uri, 0, 5);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await writeFile("edge-closed.ts", [...old.slice(0, 3), "const four = 44;", ...old.slice(4)].join("\n"));
    const { document } = await vscode.window.showTextDocument(uri);
    await until("the text on disk", () => document.lineAt(3).text === "const four = 44;");
    await until("the notice", async () => (await lenses(uri)).some(({ title }) => title.includes("no longer fits")));
    void vscode.commands.executeCommand("mimo.acceptEdit");
    await until("what fits", () => document.lineAt(1).text === "const zwei = 2;");
    assert.equal(document.lineAt(3).text, "const four = 44;");
    assert.equal((await lensesOf(uri, "mimo.rejectHunk", 1)).length, 1);
    await vscode.commands.executeCommand("mimo.rejectEdit");
    await decided(uri);
    assert.match(await onDisk(uri), /const two = 2;/);
  });

  it("is not applied to a file that the settings protect", async () => {
    const uri = await writeFile("edge-protected.ts", old.join("\n"));
    const files = vscode.workspace.getConfiguration("files");
    await files.update("readonlyInclude", { "edge-protected.ts": true }, vscode.ConfigurationTarget.Workspace);
    const document = await propose(uri, 0, 5);
    void vscode.commands.executeCommand("mimo.acceptEdit");
    // Another one, to know that the first has been decided.
    const other = await writeFile("edge-open.ts", old.join("\n"));
    const open = await propose(other, 0, 5);
    await press(await proposed(other));
    assert.equal(open.getText(), wanted.join("\n"));
    assert.equal(document.getText(), old.join("\n"));
    await files.update("readonlyInclude", undefined, vscode.ConfigurationTarget.Workspace);
    await press(await proposed(uri));
    assert.equal(document.getText(), wanted.join("\n"));
  });

  it("of hundreds of changes is decided change by change, and those without a zone lead to the diff", async () => {
    const lines = Array.from({ length: 600 }, (_, index) => `const value${index} = ${index};`);
    const changed = lines.map((line, index) => (index % 4 === 0 ? `${line} // changed` : line));
    const uri = await writeFile("edge-many.ts", lines.join("\n"));
    const { document } = await select(uri, 0, 600);
    await answerWith({ text: fenced(changed.join("\n")) });
    await vscode.commands.executeCommand("mimo.refactor");
    const decisions = await lensesOf(uri, "mimo.acceptHunk", 150);
    assert.equal((await lensesOf(uri, "mimo.showEditDiff", 51)).length, 51);
    const last = decisions.at(-1);
    assert.ok(last);
    await press(last);
    assert.equal(document.lineAt(596).text, changed[596]);
    await press(await proposed(uri));
    assert.equal(document.getText(), changed.join("\n"));
  });

  it("means the whole file in the explorer, even when it is the open one", async () => {
    const uri = await writeFile("edge-explorer.ts", `${old.join("\n")}\n`);
    await select(uri, 0, 1);
    await resetEmulator();
    await answerWith({ text: "Numbers." });
    await vscode.commands.executeCommand("mimo.explain", uri, [uri]);
    const body = await until("a request", async () => (await requestBodies())[0]);
    assert.match(body, /const five = 5;/);
  });

  it("is told of the definitions of what it uses", async () => {
    const rates = await writeFile("edge-rates.txt", "rate exchangeRate(code):\n  return code.length\n");
    const text = 'use exchangeRate of edge-rates\n\neuro = exchangeRate("EUR")\n';
    const uri = await writeFile("edge-related.txt", text);
    // One that answers at once: a language server is waited for no longer than a moment, whatever else it has to do.
    const provider = vscode.languages.registerDefinitionProvider(
      { pattern: "**/edge-related.txt" },
      { provideDefinition: () => new vscode.Location(rates, new vscode.Range(0, 0, 1, 20)) },
    );
    await select(uri, 2, 3);
    await resetEmulator();
    await answerWith({ text: fenced('euro = exchangeRate("EUR") * 2') });
    await vscode.commands.executeCommand("mimo.refactor");
    await proposed(uri);
    provider.dispose();
    const [body] = await requestBodies();
    await vscode.commands.executeCommand("mimo.rejectEdit");
    await decided(uri);
    assert.match(body ?? "", /<related>/);
    assert.match(body ?? "", /return code\.length/);
  });
});
