// What is written, where and how: proposals follow their files, encodings stay, and what leads outside is left alone.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import {
  closeAll,
  decided,
  editorIsUp,
  fenced,
  folder,
  lensesOf,
  press,
  proposed,
  select,
  until,
  writeFile,
} from "../editing.ts";
import { answerWith, requestBodies, resetEmulator } from "../emulatorClient.ts";
import { after, before, describe, it } from "../testApi.ts";

const refactor = () => vscode.commands.executeCommand("mimo.refactor");
const old = ["const one = 1;", "const two = 2;", "const three = 3;"];
const wanted = ["const one = 1;", "const zwei = 2;", "const three = 3;"];

/** A file with a proposal for all of its lines. */
async function withProposal(path: string): Promise<vscode.Uri> {
  const uri = await writeFile(path, `${old.join("\n")}\n`);
  await select(uri, 0, 3);
  await answerWith({ text: fenced(wanted.join("\n")) });
  await refactor();
  await proposed(uri);
  return uri;
}

async function rename(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(from, to);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

const at = (path: string) => vscode.Uri.joinPath(folder(), path);
const textOf = async (uri: vscode.Uri) => (await vscode.workspace.openTextDocument(uri)).getText();

describe("a change of a file", () => {
  before(editorIsUp);
  after(closeAll);

  it("goes with the file when that is renamed", async () => {
    const uri = await withProposal("moved-a.ts");
    const to = at("moved-b.ts");
    await rename(uri, to);
    await vscode.window.showTextDocument(to);
    await press(await proposed(to));
    assert.equal(await textOf(to), `${wanted.join("\n")}\n`);
    await decided(to);
  });

  it("goes with the file when its folder is moved, also with what was typed and not saved", async () => {
    const uri = await withProposal("moved/deep/a.ts");
    const typed = new vscode.WorkspaceEdit();
    typed.insert(uri, new vscode.Position(0, 0), "// typed\n");
    assert.ok(await vscode.workspace.applyEdit(typed));
    await rename(at("moved"), at("moved-elsewhere"));
    const to = at("moved-elsewhere/deep/a.ts");
    await vscode.window.showTextDocument(to);
    await press(await proposed(to));
    assert.equal(await textOf(to), `// typed\n${wanted.join("\n")}\n`);
    await decided(to);
  });

  it("goes with a file that is renamed while the answer comes", async () => {
    const uri = await writeFile("moved-c.ts", `${old.join("\n")}\n`);
    await select(uri, 0, 3);
    await answerWith({ text: fenced(wanted.join("\n")), pieceSize: 4, delayMs: 40 });
    void refactor();
    await lensesOf(uri, "mimo.rejectEdit");
    const to = at("moved-d.ts");
    await rename(uri, to);
    await vscode.window.showTextDocument(to);
    await press(await proposed(to));
    assert.equal(await textOf(to), `${wanted.join("\n")}\n`);
  });

  it("waits on in an untitled file that is given another language", async () => {
    const document = await vscode.workspace.openTextDocument({ content: old.join("\n"), language: "typescript" });
    await select(document.uri, 0, 3);
    await answerWith({ text: fenced(wanted.join("\n")) });
    await refactor();
    await proposed(document.uri);
    await vscode.languages.setTextDocumentLanguage(document, "javascript");
    await press(await proposed(document.uri));
    assert.equal(document.getText(), wanted.join("\n"));
  });

  for (const [encoding, options] of [
    ["utf16le", undefined],
    ["gbk", { encoding: "gbk" }],
    ["windows1252", { encoding: "windows1252" }],
  ] as const) {
    it(`keeps the encoding ${encoding}, its mark and its line endings`, async () => {
      const own = { utf16le: "// 中文 é\r\n", gbk: "// 中文\r\n", windows1252: "// é\r\n" }[encoding];
      const uri = at(`encoded-${encoding}.ts`);
      const mark = encoding === "utf16le" ? [0xff, 0xfe] : [];
      const bytesOf = async (text: string) => {
        const bytes = await vscode.workspace.encode(text, { encoding });
        const hasMark = bytes[0] === mark[0] && bytes[1] === mark[1];
        return Buffer.from([...(hasMark ? [] : mark), ...bytes]);
      };
      await vscode.workspace.fs.writeFile(uri, await bytesOf(own + old.join("\r\n")));
      const document = await vscode.workspace.openTextDocument(uri, options ?? {});
      assert.equal(document.encoding, encoding);
      await select(uri, 1, 4);
      await answerWith({ text: fenced(wanted.join("\n")) });
      await refactor();
      await press(await proposed(uri));
      assert.ok(await document.save());
      const bytes = Buffer.from(await vscode.workspace.fs.readFile(uri));
      assert.deepEqual(bytes, await bytesOf(own + wanted.join("\r\n")));
    });
  }

  it("is not made where its letters, or those of the file, would be lost", async () => {
    const uri = at("lost-letters.ts");
    const text = `// é\n${old.join("\n")}`;
    const bytes = await vscode.workspace.encode(text, { encoding: "windows1252" });
    await vscode.workspace.fs.writeFile(uri, bytes);
    // Read as UTF-8 it has a mark in place of the é.
    const document = await vscode.workspace.openTextDocument(uri, { encoding: "utf8" });
    assert.ok(document.getText().includes("\uFFFD"));
    const accept = async (answer: string) => {
      await select(uri, 1, 4);
      await answerWith({ text: fenced(answer) });
      await refactor();
      void press(await proposed(uri));
    };
    await accept(wanted.join("\n"));
    // The next one is asked for after the first was refused.
    await resetEmulator();
    assert.ok(!document.isDirty);
    await vscode.workspace.openTextDocument(uri, { encoding: "windows1252" });
    await until("the other encoding", () => document.encoding === "windows1252" && document.getText() === text);
    await accept(wanted.join("\n").replace("zwei", "二"));
    await accept(wanted.join("\n").replace("zwei", "zwö"));
    await until("the third to be made", () => document.getText().includes("zwö"));
    assert.ok(!document.getText().includes("二"));
    assert.ok(await document.save());
    const saved = Buffer.from(await vscode.workspace.fs.readFile(uri)).toString("latin1");
    assert.equal(saved, text.replace("two", "zwö"));
  });

  it("is made in view: what a lens accepts of a text behind another tab is shown first", async () => {
    const uri = await withProposal("behind.ts");
    const lens = await proposed(uri);
    await select(await writeFile("before.ts", "export {};\n"), 0, 0);
    await press(lens);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
    assert.equal(await textOf(uri), `${wanted.join("\n")}\n`);
  });
});

describe("Generate Tests", () => {
  before(editorIsUp);
  after(closeAll);

  it("leaves a test file alone that leads outside, and makes none through a link", async () => {
    const outside = mkdtempSync(join(tmpdir(), "mimo-outside-"));
    writeFileSync(join(outside, "linked.test.ts"), "// theirs\n");
    const source = await writeFile("gate-link/linked.ts", "export const linked = () => 1;\n");
    symlinkSync(join(outside, "linked.test.ts"), join(folder().fsPath, "gate-link/linked.test.ts"));
    await select(source, 0, 1);
    await resetEmulator();
    await vscode.commands.executeCommand("mimo.generateTests");
    assert.deepEqual(await requestBodies(), []);
    assert.equal(readFileSync(join(outside, "linked.test.ts"), "utf8"), "// theirs\n");

    symlinkSync(join(outside, "not-yet.ts"), join(folder().fsPath, "gate-link/dangling.test.ts"));
    const other = await writeFile("gate-link/dangling.ts", "export const dangling = () => 1;\n");
    await select(other, 0, 1);
    await answerWith({ text: fenced("// tests") });
    await vscode.commands.executeCommand("mimo.generateTests");
    const document = await until("the tests", () =>
      vscode.workspace.textDocuments.find((each) => each.isUntitled && each.getText() === "// tests\n"),
    );
    assert.ok(!document.uri.path.includes("dangling"), document.uri.path);
  });

  it("leaves an unsaved file of the same name as it is, and begins its own anew", async () => {
    mkdirSync(join(folder().fsPath, "gate-name"), { recursive: true });
    const source = await writeFile("gate-name/named.ts", "export const named = () => 1;\n");
    // Shows where tests of this folder belong.
    await writeFile("gate-name/other.test.ts", "// other\n");
    const place = at("gate-name/named.test.ts").with({ scheme: "untitled" });
    const mine = await vscode.workspace.openTextDocument(place);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(place, new vscode.Position(0, 0), "// mine\n");
    assert.ok(await vscode.workspace.applyEdit(edit));
    const generate = async (text: string) => {
      await select(source, 0, 1);
      await answerWith({ text: fenced(text) });
      await vscode.commands.executeCommand("mimo.generateTests");
    };
    await generate("// tests");
    assert.equal(mine.getText(), "// mine\n");
    await until("the tests", () => vscode.workspace.textDocuments.some((each) => each.getText() === "// tests\n"));
    await vscode.window.showTextDocument(mine);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await until("mine to be closed", () => mine.isClosed);

    await generate("// first");
    const own = await until("its own", () =>
      vscode.workspace.textDocuments.find((each) => each.uri.toString() === place.toString()),
    );
    assert.equal(own.getText(), "// first\n");
    await generate("// second");
    const texts = vscode.workspace.textDocuments.map((each) => `${each.uri}: ${each.getText().slice(0, 80)}`);
    assert.equal(own.getText(), "// second\n", texts.join("\n"));
  });
});
