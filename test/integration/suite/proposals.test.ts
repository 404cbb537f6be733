// Walking through proposals, saying more to them, and the tabs that show them.

import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  closeAll,
  decided,
  editorIsUp,
  fenced,
  lenses,
  lensesOf,
  press,
  proposed,
  select,
  type,
  until,
  writeFile,
} from "../editing.ts";
import { answerWith, breakWith, requestBodies, resetEmulator } from "../emulatorClient.ts";
import { after, before, describe, it } from "../testApi.ts";

const old = ["const one = 1;", "const two = 2;", "const three = 3;", "const four = 4;", "const five = 5;"];
const wanted = ["const one = 1;", "const zwei = 2;", "const three = 3;", "const four = 4;", "const funf = 5;"];

async function propose(uri: vscode.Uri, lines = wanted): Promise<vscode.TextEditor> {
  const editor = await select(uri, 0, 5);
  await answerWith({ text: fenced(lines.join("\n")) });
  await vscode.commands.executeCommand("mimo.refactor");
  await proposed(uri);
  return editor;
}

/** Says `text` to the proposal here, in the box at the code. */
async function say(text: string): Promise<void> {
  const done = vscode.commands.executeCommand("mimo.refineEdit");
  await vscode.commands.executeCommand("mimo.submitEditRequest", { body: text });
  await done;
}

const diffs = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.scheme === "mimo-edit");

const lineHere = () => vscode.window.activeTextEditor?.selection.active.line;

describe("proposals", () => {
  before(editorIsUp);
  after(closeAll);

  it("are walked through change by change, from file to file and round, and each says which it is", async () => {
    const first = await writeFile("walk-a.ts", old.join("\n"));
    const second = await writeFile("walk-b.ts", old.join("\n"));
    await propose(first);
    const editor = await propose(second, [...old.slice(0, 2), "const drei = 3;", ...old.slice(3)]);
    const titles = (await lenses(first)).map(({ title }) => title);
    assert.ok(titles.includes("1 of 3") && titles.includes("2 of 3"), titles.join(", "));
    assert.ok((await lenses(second)).some(({ title }) => title === "3 of 3"));
    const here = () => `${vscode.window.activeTextEditor?.document.uri.path.split("/").at(-1)}:${lineHere()}`;
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    const seen: string[] = [];
    for (let count = 0; count < 4; count++) {
      await vscode.commands.executeCommand("mimo.nextEdit");
      seen.push(here());
    }
    assert.deepEqual(seen, ["walk-b.ts:2", "walk-a.ts:1", "walk-a.ts:4", "walk-b.ts:2"]);
    await vscode.commands.executeCommand("mimo.previousEdit");
    assert.equal(here(), "walk-a.ts:4");
    await vscode.commands.executeCommand("mimo.rejectHunk");
    assert.ok((await lenses(first)).some(({ title }) => title === "1 of 2"));
    for (const uri of [first, second]) for (const lens of await lensesOf(uri, "mimo.rejectEdit")) await press(lens);
    await decided(first);
    await decided(second);
  });

  it("have the lenses of a lone change at that change", async () => {
    const lines = Array.from({ length: 30 }, (_, index) => `const value${index} = ${index};`);
    const uri = await writeFile("lone.ts", lines.join("\n"));
    await select(uri, 0, 30);
    await answerWith({
      text: fenced(lines.map((each, index) => (index === 25 ? "const other = 1;" : each)).join("\n")),
    });
    await vscode.commands.executeCommand("mimo.refactor");
    await proposed(uri);
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri);
    const accept = found.find(({ command }) => command?.command === "mimo.acceptEdit");
    assert.equal(accept?.range.start.line, 25);
    await vscode.commands.executeCommand("mimo.rejectEdit");
    await decided(uri);
  });

  it("are said more to, and keep the conversation", async () => {
    const uri = await writeFile("refine.ts", old.join("\n"));
    const { document } = await propose(uri);
    await resetEmulator();
    const once = wanted.map((line) => line.replace("zwei", "zwo"));
    await answerWith({ text: fenced(once.join("\n")) });
    await say("make it shorter");
    await proposed(uri);
    const twice = once.map((line) => line.replace("funf", "fünf"));
    await answerWith({ text: fenced(twice.join("\n")) });
    await say("spell it right");
    await proposed(uri);
    const bodies = await requestBodies();
    assert.equal(bodies.length, 2);
    const last = bodies.at(-1) ?? "";
    for (const part of ["const zwei", "make it shorter", "const zwo", "spell it right"])
      assert.ok(last.includes(part), part);
    assert.ok(last.indexOf("make it shorter") < last.indexOf("spell it right"));
    assert.equal(document.getText(), old.join("\n"));
    await press(await proposed(uri));
    assert.equal(document.getText(), twice.join("\n"));
    await decided(uri);
  });

  it("come back when what was asked of them comes to nothing", async () => {
    const uri = await writeFile("back.ts", old.join("\n"));
    const { document } = await propose(uri);
    for (const fail of [
      () => breakWith({ kind: "status", status: 402 }),
      () => answerWith({ text: "```ts\n```" }),
      () => answerWith({ text: "```ts\nconst half = " }),
      () => answerWith({ text: fenced(old.join("\n")) }),
    ]) {
      await resetEmulator();
      await fail();
      const done = say("make it shorter");
      await done;
      await proposed(uri);
    }
    // Cancelled in mid-stream.
    await resetEmulator();
    await answerWith({ text: fenced(old.map((line) => `${line} // new`).join("\n")), pieceSize: 3, delayMs: 100 });
    const slow = say("make it longer");
    await until("the stream", async () => (await lenses(uri)).some(({ title }) => title === "Cancel"));
    await vscode.commands.executeCommand("mimo.rejectEdit");
    await slow;
    await press(await proposed(uri));
    assert.equal(document.getText(), wanted.join("\n"));
    await decided(uri);
  });

  it("are asked about what is left of them, where it is now", async () => {
    const uri = await writeFile("left.ts", old.join("\n"));
    const { document } = await propose(uri);
    const [first] = await lensesOf(uri, "mimo.acceptHunk", 2);
    assert.ok(first);
    await press(first);
    await type(uri, 0, 0, "// typed\n");
    await resetEmulator();
    await answerWith({ text: fenced([...wanted.slice(0, 4), "const last = 5;"].join("\n")) });
    await say("another name");
    await press(await proposed(uri));
    assert.equal(document.getText(), ["// typed", ...wanted.slice(0, 4), "const last = 5;"].join("\n"));
    await decided(uri);
  });

  it("stay when the question is taken back", async () => {
    const uri = await writeFile("cancelled.ts", old.join("\n"));
    await propose(uri);
    await resetEmulator();
    const done = vscode.commands.executeCommand("mimo.refineEdit");
    await vscode.commands.executeCommand("mimo.submitEditRequest", { body: "  " });
    await vscode.commands.executeCommand("mimo.cancelEditRequest");
    await done;
    await proposed(uri);
    assert.equal((await requestBodies()).length, 0);
    await vscode.commands.executeCommand("mimo.rejectEdit");
    await decided(uri);
  });

  it("leave no diff behind, and the file stands in its place", async () => {
    const uri = await writeFile("diff.ts", old.join("\n"));
    for (const command of ["mimo.acceptEdit", "mimo.rejectEdit"]) {
      await propose(uri);
      await vscode.commands.executeCommand("mimo.showEditDiff");
      await until("the diff", () => diffs().length === 1 && diffs()[0]?.isActive);
      await vscode.commands.executeCommand(command);
      await until("no diff", () => diffs().length === 0);
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      assert.ok(input instanceof vscode.TabInputText);
      assert.equal(input.uri.toString(), uri.toString());
      await decided(uri);
      await vscode.commands.executeCommand("undo");
    }
  });
});
