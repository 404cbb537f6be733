// The agent's changes of files in this very VS Code: bytes stay what they were, nothing opens, and the gate is asked.
import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { Consents } from "../../../src/core/access/consents.ts";
import { ReadGate } from "../../../src/core/access/readGate.ts";
import { AgreedWrites, callKeyOf } from "../../../src/core/agent/approvals/agreedWrites.ts";
import { SeenFiles } from "../../../src/core/tools/seenFiles.ts";
import type { CallResult } from "../../../src/core/tools/toolRun.ts";
import { IgnoredFiles } from "../../../src/vscode/access/ignoredFiles.ts";
import { createReadPorts } from "../../../src/vscode/access/readPorts.ts";
import { changeShown } from "../../../src/vscode/agent/writing/changeShown.ts";
import { writeVerdictOf } from "../../../src/vscode/agent/writing/writeVerdict.ts";
import { createWritingTools } from "../../../src/vscode/agent/writing/writingTools.ts";
import { closeAll, editorIsUp, folder, until } from "../editing.ts";
import { after, before, describe, it } from "../testApi.ts";

const scope = { chat: "c", question: "q" };
const kept: string[][] = [];
const counts = new Map<string, unknown>();
const owned: { dispose(): void }[] = [];
const agreed = new AgreedWrites();
const seen = new SeenFiles();
let ignored: IgnoredFiles | undefined;
let gate: ReadGate | undefined;

const toolsOf = (() => {
  let tools: ReturnType<typeof createWritingTools> | undefined;
  return () => {
    ignored ??= new IgnoredFiles();
    const consents = new Consents({ load: () => undefined, save: () => {} });
    gate ??= new ReadGate(
      createReadPorts(ignored, async () => undefined),
      consents,
    );
    tools ??= createWritingTools({
      own: (each) => owned.push(each),
      gate,
      agreed,
      seen,
      checkpoints: {
        begin: async (_, files) => {
          kept.push([...files]);
          return { end: async () => {} };
        },
      },
      counts: {
        get: <T>(key: string, otherwise: T) => (counts.get(key) as T | undefined) ?? otherwise,
        update: async (key, value) => void counts.set(key, value),
      },
    });
    return tools;
  };
})();

async function run(name: string, input: object, signal = new AbortController().signal): Promise<CallResult> {
  const found = toolsOf().find(({ definition }) => definition.name === name);
  assert.ok(found);
  return found.run(input as never, { scope, signal, onOutput: () => {} });
}

const textOf = ({ content }: CallResult) => content.map((part) => (part.type === "text" ? part.text : "")).join("\n");
const path = (name: string) => join(folder().fsPath, "agent", name);
const put = (name: string, bytes: string | Uint8Array = "") => {
  mkdirSync(dirname(path(name)), { recursive: true });
  writeFileSync(path(name), bytes);
  return `agent/${name}`;
};
const get = (name: string) => readFileSync(path(name));
const uriOf = (name: string) => vscode.Uri.file(path(name));
const done = (result: CallResult) => assert.equal(result.outcome, "done", textOf(result));
const refusedAs = (result: CallResult, words: RegExp) => {
  assert.equal(result.outcome, "failed", textOf(result));
  assert.match(textOf(result), words);
};

/** What a person sees: all tabs and the editor that has the focus. */
const view = () => ({
  active: vscode.window.activeTextEditor?.document.uri.toString(),
  tabs: vscode.window.tabGroups.all.map(({ tabs, isActive }) => ({
    isActive,
    labels: tabs.map(({ label, isActive: shown, isPreview }) => [label, shown, isPreview]),
  })),
});

/** Runs `body`, and a little later nothing has opened or moved. */
async function unseen(body: () => Promise<void>): Promise<void> {
  const first = view();
  await body();
  // VS Code opens what stays unsaved for most of a second.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  assert.deepEqual(view(), first);
}

async function agreeTo(name: string, input: object): Promise<void> {
  const verdict = await writeVerdictOf(name, input);
  assert.equal(verdict.type, "asks");
  if (verdict.type === "asks") agreed.agree(callKeyOf(scope, name, input), verdict);
}

const utf8 = (text: string) => Buffer.from(text);
const forms = [
  { name: "crlf.txt", text: "one\r\ntwo\r\nthree\r\n", encode: utf8 },
  { name: "bom.txt", text: "\ufeffone\ntwo\nthree", encode: utf8 },
  { name: "utf16.txt", text: "\ufeffone é\r\ntwo\r\n", encode: (text: string) => Buffer.from(text, "utf16le") },
  { name: "utf16be.txt", text: "\ufeffone 中\ntwo\n", encode: (text: string) => Buffer.from(text, "utf16le").swap16() },
  { name: "mixed.txt", text: "one\r\ntwo\nthree\r\n", encode: utf8 },
  { name: "中文 路径/文件 #1%.txt", text: "one\n中文 two\n", encode: utf8 },
  { name: "plain.txt", text: "$& one\ntwo \\ three", encode: utf8 },
];
const eolOf = (text: string) => (text.includes("\r\n") ? "\r\n" : "\n");

describe("the agent's changes of files", () => {
  before(editorIsUp);
  after(async () => {
    for (const each of owned) each.dispose();
    await closeAll();
    // What is left would be told of by whoever describes the changes of the repository.
    rmSync(path(""), { recursive: true, force: true });
  });

  it("edit closed files twice, replace them, and keep their bytes", async () => {
    await unseen(async () => {
      for (const { name, text, encode } of forms) {
        const at = put(`closed/${name}`, encode(text));
        const eol = name === "mixed.txt" ? "\n" : eolOf(text);
        done(await run("edit_file", { path: at, old_text: "two", new_text: "$& \\1 `2`\nand" }));
        const edited = text.replace("two", () => `$& \\1 \`2\`${eol}and`);
        assert.deepEqual(get(`closed/${name}`), encode(edited), name);
        // The editor has read it by now for others, without a tab: the file is the disk's still.
        done(await run("edit_file", { path: at, old_text: "and", new_text: "und" }));
        assert.deepEqual(get(`closed/${name}`), encode(edited.replace("and", "und")), name);
        const whole = put(`whole/${name}`, encode(text));
        assert.match(textOf(await run("write_file", { path: whole, content: "new\nlines\n" })), /^Replaced/);
        const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
        assert.deepEqual(get(`whole/${name}`), encode(`${mark}new${eolOf(text)}lines${eolOf(text)}`), name);
      }
    });
  });

  it("edit open files, save them, and leave cursors where they are", async () => {
    for (const { name, text, encode } of forms) {
      const at = put(`open/${name}`, encode(text));
      const document = await vscode.workspace.openTextDocument(uriOf(`open/${name}`));
      const shown = await vscode.window.showTextDocument(document, { preview: false });
      shown.selection = new vscode.Selection(0, 1, 0, 2);
      const first = view();
      done(await run("edit_file", { path: at, old_text: "two", new_text: "zwei" }));
      assert.deepEqual(view(), first);
      assert.ok(!document.isDirty);
      const fresh = text.replace("two", "zwei");
      // An editor knows one kind of line ending a file.
      const ended = name === "mixed.txt" ? fresh.replace(/\r?\n/g, "\r\n") : fresh;
      assert.deepEqual(get(`open/${name}`), encode(ended), name);
      assert.deepEqual([shown.selection.start.character, shown.selection.end.character], [1, 2]);
    }
  });

  it("keep GBK, by the setting closed and by choice open, and refuse letters that it lacks", async () => {
    const bytes = (text: string) => vscode.workspace.encode(text, { encoding: "gbk" });
    const files = vscode.workspace.getConfiguration("files", folder());
    await files.update("encoding", "gbk", vscode.ConfigurationTarget.Workspace);
    try {
      const at = put("gbk.txt", await bytes("中文\r\ntwo\r\n"));
      await unseen(async () => done(await run("edit_file", { path: at, old_text: "two", new_text: "二" })));
      assert.deepEqual(get("gbk.txt"), Buffer.from(await bytes("中文\r\n二\r\n")));
      refusedAs(await run("edit_file", { path: at, old_text: "二", new_text: "🎉" }), /encoding/);
      done(await run("write_file", { path: "agent/gbk-new.txt", content: "新\n" }));
      assert.deepEqual(get("gbk-new.txt"), Buffer.from(await bytes("新\n")));
      refusedAs(await run("write_file", { path: "agent/gbk-lost.txt", content: "🎉" }), /encoding/);
      assert.ok(!existsSync(path("gbk-lost.txt")));
    } finally {
      await files.update("encoding", undefined, vscode.ConfigurationTarget.Workspace);
    }
    const at = put("gbk-as-utf8.txt", await bytes("中文\n"));
    refusedAs(await run("edit_file", { path: at, old_text: "\n", new_text: "x\n" }), /bytes that its encoding/);
  });

  it("edit what the person typed and did not save, and say so", async () => {
    const at = put("dirty.txt", "one\ntwo\n");
    const document = await vscode.workspace.openTextDocument(uriOf("dirty.txt"));
    await vscode.window.showTextDocument(document, { preview: false });
    const typed = new vscode.WorkspaceEdit();
    typed.insert(document.uri, new vscode.Position(0, 0), "typed\n");
    assert.ok(await vscode.workspace.applyEdit(typed));
    const result = await run("edit_file", { path: at, old_text: "typed\none", new_text: "typed\n1" });
    done(result);
    assert.match(textOf(result), /unsaved/);
    assert.equal(get("dirty.txt").toString(), "typed\n1\ntwo\n");
    assert.ok(!document.isDirty);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), "typed\none\ntwo\n");
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("see what a command has just written below an open document", async () => {
    const at = put("behind.txt", "one\n");
    const document = await vscode.workspace.openTextDocument(uriOf("behind.txt"));
    await vscode.window.showTextDocument(document, { preview: false });
    writeFileSync(path("behind.txt"), "one\nby a command\n");
    done(await run("edit_file", { path: at, old_text: "one\n", new_text: "1\n" }));
    assert.equal(get("behind.txt").toString(), "1\nby a command\n");
  });

  it("are read at once as they were written, though the editor has an older text in memory", async () => {
    const at = put("known-to-editor.txt", "one\n");
    const document = await vscode.workspace.openTextDocument(uriOf("known-to-editor.txt"));
    for (let count = 2; count < 5; count++) {
      done(await run("write_file", { path: at, content: `${count}\n` }));
      writeFileSync(path("known-to-editor.txt"), `${count}\nby a command\n`);
      const read = await gate?.read(document.uri.toString());
      assert.equal(read?.type === "admitted" && read.text, `${count}\nby a command\n`);
      done(await run("edit_file", { path: at, old_text: "by a command", new_text: "by the agent" }));
    }
    assert.equal(get("known-to-editor.txt").toString(), "4\nby the agent\n");
  });

  it("find the open document of a file by its other name", async () => {
    put("linked/real.txt", "one\n");
    symlinkSync("real.txt", path("linked/link.txt"));
    const document = await vscode.workspace.openTextDocument(uriOf("linked/real.txt"));
    await vscode.window.showTextDocument(document, { preview: false });
    done(await run("edit_file", { path: "agent/linked/link.txt", old_text: "one", new_text: "1" }));
    assert.equal(document.getText(), "1\n");
    assert.equal(get("linked/real.txt").toString(), "1\n");
    assert.ok(lstatSync(path("linked/link.txt")).isSymbolicLink());
  });

  it("say what saving changed beside, and open no tab while a formatter takes its time", async () => {
    const at = put("formatted.txt", "one\n");
    const saving = vscode.workspace.onWillSaveTextDocument((event) => {
      if (!event.document.uri.path.endsWith("/formatted.txt")) return;
      const edits = [vscode.TextEdit.insert(new vscode.Position(0, 0), "// formatted\n")];
      // VS Code opens what is not saved after 0.8 s.
      event.waitUntil(new Promise((resolve) => setTimeout(() => resolve(edits), 1_100)));
    });
    try {
      await vscode.window.showTextDocument(uriOf("formatted.txt"), { preview: false });
      const first = view();
      const result = await run("edit_file", { path: at, old_text: "one", new_text: "two" });
      done(result);
      assert.deepEqual(view(), first);
      assert.match(textOf(result), /formatting.*\+\/\/ formatted/s);
    } finally {
      saving.dispose();
    }
    assert.equal(get("formatted.txt").toString(), "// formatted\ntwo\n");
  });

  it("tell the problems that came with an edit, and none that were there", async () => {
    // Of plain text nobody has said anything in the tests before, so that it is hardly waited for.
    const at = put("problems.ini", "one\ntwo\n");
    const found = vscode.languages.createDiagnosticCollection("agent-test");
    const say = (uri: vscode.Uri, messages: readonly string[]) =>
      found.set(
        uri,
        messages.map((message, line) => new vscode.Diagnostic(new vscode.Range(line, 0, line, 1), message)),
      );
    const uri = uriOf("problems.ini");
    say(uri, ["old one"]);
    const saved = vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.toString() === uri.toString()) setTimeout(() => say(uri, ["new one", "old one"]), 100);
    });
    try {
      await vscode.workspace.openTextDocument(uri);
      const result = await run("edit_file", { path: at, old_text: "two", new_text: "2" });
      assert.match(textOf(result), /New problems in this file:\n1: error: new one$/);
    } finally {
      saved.dispose();
      found.dispose();
    }
  });

  it("make a file with its folders, and another one only in an empty place", async () => {
    await unseen(async () => {
      const result = await run("write_file", { path: "agent/made/deep/новый.ts", content: "export {};\n" });
      done(result);
      assert.deepEqual(result.facts, { path: "agent/made/deep/новый.ts", created: true, added: 1, removed: 0 });
    });
    assert.equal(get("made/deep/новый.ts").toString(), "export {};\n");
    symlinkSync("by-link.ts", path("made/link.ts"));
    done(await run("write_file", { path: "agent/made/link.ts", content: "linked\n" }));
    assert.equal(get("made/by-link.ts").toString(), "linked\n");
    assert.ok(lstatSync(path("made/link.ts")).isSymbolicLink());
    refusedAs(await run("edit_file", { path: "agent/made/none.ts", old_text: "a", new_text: "b" }), /write_file/);
    refusedAs(await run("write_file", { path: "agent/made", content: "" }), /folder|no file/);
    assert.equal((await writeVerdictOf("edit_file", { path: "agent/made/none.ts" })).type, "problem");
  });

  it("tell a model that missed where to look", async () => {
    const at = put("missed.ts", "const a = 1;\nconst b = 2;\nconst a = 1;\n");
    refusedAs(
      await run("edit_file", { path: at, old_text: "const a = 1;", new_text: "x" }),
      /2 places.*1\tconst a.*3\tconst a/s,
    );
    refusedAs(
      await run("edit_file", { path: at, old_text: "const b = 3;", new_text: "x" }),
      /nearest lines.*2\tconst b = 2;/s,
    );
    const result = await run("edit_file", { path: at, old_text: "const a = 1;", new_text: "x", replace_all: true });
    assert.match(textOf(result), /at 2 places/);
    assert.equal(get("missed.ts").toString(), "x\nconst b = 2;\nx\n");
  });

  it("tell nothing of a file that may not be read", async () => {
    const at = put("secret/.env", "KEY=hunter2\n");
    const input = { path: at, old_text: "KEY=hunter3", new_text: "KEY=" };
    refusedAs(await run("edit_file", input), /asks the person/);
    await agreeTo("edit_file", input);
    const result = await run("edit_file", input);
    refusedAs(result, /does not stand/);
    assert.doesNotMatch(textOf(result), /hunter2/);
  });

  it("leave a protected file as it is without a yes to this very change", async () => {
    const at = put("protected/package.json", "{}\n");
    const input = { path: at, old_text: "{}", new_text: '{ "scripts": {} }' };
    refusedAs(await run("edit_file", input), /asks the person/);
    const shown = await changeShown("edit_file", input);
    assert.ok(shown.type === "diff" && shown.text.includes('+{ "scripts": {} }'));
    await agreeTo("edit_file", input);
    refusedAs(await run("edit_file", { ...input, new_text: "[]" }), /asks the person/);
    done(await run("edit_file", input));
    assert.equal(get("protected/package.json").toString(), '{ "scripts": {} }\n');
    refusedAs(await run("edit_file", { ...input, old_text: "scripts", new_text: "x" }), /asks the person/);
    refusedAs(await run("write_file", { path: ".vscode/agent-made.json", content: "{}" }), /asks the person/);
  });

  it("lead nowhere through links, and not where a folder became one after the yes", async () => {
    const outside = mkdtempSync(join(tmpdir(), "mimo-agent-"));
    writeFileSync(join(outside, "theirs.txt"), "one\n");
    put("out/inside.txt");
    symlinkSync(outside, path("out/link"));
    symlinkSync(join(outside, "not-yet.txt"), path("out/dangling.txt"));
    refusedAs(
      await run("edit_file", { path: "agent/out/link/theirs.txt", old_text: "one", new_text: "1" }),
      /out of the/,
    );
    refusedAs(await run("write_file", { path: "agent/out/link/new.txt", content: "" }), /out of the/);
    refusedAs(await run("write_file", { path: "agent/out/dangling.txt", content: "" }), /out of the/);
    refusedAs(await run("move_file", { from: "agent/out/inside.txt", to: "agent/out/link/x.txt" }), /out of the/);
    refusedAs(await run("write_file", { path: "../up.txt", content: "" }), /outside/);
    assert.ok(!existsSync(join(outside, "new.txt")) && !existsSync(join(outside, "not-yet.txt")));
    put("swapped/package.json", "{}\n");
    const input = { path: "agent/swapped/package.json", content: "[]\n" };
    await agreeTo("write_file", input);
    rmSync(path("swapped"), { recursive: true });
    symlinkSync(outside, path("swapped"));
    writeFileSync(join(outside, "package.json"), "{}\n");
    refusedAs(await run("write_file", input), /out of the|asks/);
    assert.equal(readFileSync(join(outside, "package.json"), "utf8"), "{}\n");
  });

  it("leave read-only files as they are", async () => {
    const at = put("locked.txt", "one\n");
    chmodSync(path("locked.txt"), 0o444);
    refusedAs(await run("edit_file", { path: at, old_text: "one", new_text: "1" }), /read-only/);
    refusedAs(await run("write_file", { path: at, content: "1" }), /read-only/);
    assert.equal(get("locked.txt").toString(), "one\n");
    const files = vscode.workspace.getConfiguration("files");
    await files.update("readonlyInclude", { "**/by-setting.txt": true }, vscode.ConfigurationTarget.Workspace);
    try {
      const setting = put("by-setting.txt", "one\n");
      refusedAs(await run("edit_file", { path: setting, old_text: "one", new_text: "1" }), /read-only/);
    } finally {
      await files.update("readonlyInclude", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it("move files, open ones with their tabs, and overwrite none", async () => {
    const at = put("move/a.txt", "one\n");
    put("move/taken.txt", "taken\n");
    const document = await vscode.workspace.openTextDocument(uriOf("move/a.txt"));
    await vscode.window.showTextDocument(document, { preview: false });
    const typed = new vscode.WorkspaceEdit();
    typed.insert(document.uri, new vscode.Position(0, 0), "typed\n");
    assert.ok(await vscode.workspace.applyEdit(typed));
    refusedAs(await run("move_file", { from: at, to: "agent/move/taken.txt" }), /already/);
    refusedAs(await run("move_file", { from: at, to: "agent/out" }), /agent\/out\/a\.txt/);
    refusedAs(await run("move_file", { from: "agent/move/none", to: "agent/move/x" }), /nothing at/);
    const result = await run("move_file", { from: at, to: "agent/move/new/B.txt" });
    done(result);
    assert.match(textOf(result), /saved first/);
    assert.equal(get("move/new/B.txt").toString(), "typed\none\n");
    assert.ok(!existsSync(path("move/a.txt")));
    const open = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ label }) => label);
    await until("the tab to follow", () => open().includes("B.txt") && !open().includes("a.txt"));
    done(await run("move_file", { from: "agent/move/new/B.txt", to: "agent/move/new/b.txt" }));
    assert.ok(existsSync(path("move/new/b.txt")) && !existsSync(path("move/new/B.txt")));
    symlinkSync("taken.txt", path("move/link.txt"));
    done(await run("move_file", { from: "agent/move/link.txt", to: "agent/move/link2.txt" }));
    assert.equal(readlinkSync(path("move/link2.txt")), "taken.txt");
  });

  it("ask before a folder is moved, and keep all that is in it", async () => {
    put("tree/a.txt", "a");
    put("tree/b/c.txt", "c");
    const input = { from: "agent/tree", to: "agent/tree-moved" };
    refusedAs(await run("move_file", input), /asks the person/);
    await agreeTo("move_file", input);
    kept.length = 0;
    done(await run("move_file", input));
    assert.equal(get("tree-moved/b/c.txt").toString(), "c");
    const names = ["tree/a.txt", "tree/b/c.txt", "tree-moved/a.txt", "tree-moved/b/c.txt"];
    assert.deepEqual(kept, [names.map((name) => uriOf(name).toString())]);
    refusedAs(await run("move_file", { from: "agent/tree-moved", to: "agent/tree-moved/x" }), /into itself/);
  });

  it("show what a folder brings that is protected where it comes to, and move none that nobody looked through", async () => {
    put("kit/package.json", '{ "scripts": { "test": "evil" } }\n');
    put("kit/.vscode/tasks.json", "tasks\n");
    put("kit/lib/a.ts", "a\n");
    const shown = async (to: string, from = "agent/kit") => {
      const found = await changeShown("move_file", { from, to });
      assert.ok(found.type === "diff");
      return { ...found, lines: found.text.split("\n") };
    };
    const kit = await shown("agent/moved");
    assert.ok(kit.lines.includes("+ agent/moved/lib/a.ts"));
    assert.ok(kit.lines.includes('+{ "scripts": { "test": "evil" } }'));
    assert.ok(kit.lines.includes("+tasks"));
    assert.ok(!kit.lines.includes("+a"));
    assert.equal(kit.isCut, undefined);
    const verdict = await writeVerdictOf("move_file", { from: "agent/kit", to: "agent/moved" });
    assert.ok(verdict.type === "asks");
    assert.deepEqual(
      verdict.reasons.map(({ kind }) => kind),
      ["moves-folder", "protected", "protected"],
    );
    // Into a protected place all of it is.
    assert.ok((await shown("agent/.github/kit")).lines.includes("+a"));
    for (let nth = 0; nth < 21; nth++) put(`many/${nth}/package.json`, "{}");
    assert.equal((await shown("agent/moved", "agent/many")).isCut, true);
    // What comes in after the yes was not agreed to.
    put("quiet/a.ts", "a\n");
    const input = { from: "agent/quiet", to: "agent/quiet-moved" };
    await agreeTo("move_file", input);
    put("quiet/.npmrc", "script-shell=./x\n");
    refusedAs(await run("move_file", input), /asks the person/);
    assert.ok(existsSync(path("quiet/.npmrc")));
  });

  it("delete what was agreed to, links and not what they lead to", async () => {
    put("delete/target.txt", "t");
    symlinkSync("target.txt", path("delete/link.txt"));
    for (const at of ["agent/delete/link.txt", "agent/delete"]) {
      refusedAs(await run("delete_file", { path: at }), /asks the person/);
      await agreeTo("delete_file", { path: at });
      done(await run("delete_file", { path: at }));
      assert.ok(!existsSync(join(folder().fsPath, at)));
      if (at.endsWith("link.txt")) assert.equal(get("delete/target.txt").toString(), "t");
    }
    refusedAs(await run("delete_file", { path: "." }), /no file/);
    refusedAs(await run("delete_file", { path: "agent/delete" }), /nothing at/);
  });

  it("write nothing once the run is stopped, nor before it is kept", async () => {
    const at = put("stopped.txt", "one\n");
    const stopped = AbortSignal.abort(new Error("stopped"));
    await assert.rejects(run("edit_file", { path: at, old_text: "one", new_text: "1" }, stopped), /stopped/);
    await assert.rejects(run("write_file", { path: at, content: "1" }, stopped), /stopped/);
    assert.equal(get("stopped.txt").toString(), "one\n");
  });

  it("say that a file changed since the model knew it, and count repairs", async () => {
    const at = put("known.txt", "");
    done(await run("write_file", { path: at, content: "  one\n  two\n" }));
    const first = await run("edit_file", { path: at, old_text: "  one", new_text: "  1" });
    assert.doesNotMatch(textOf(first), /since you read/);
    await until("the editor to know", async () => {
      const document = await vscode.workspace.openTextDocument(uriOf("known.txt"));
      writeFileSync(path("known.txt"), "  1\n  two\n  three\n");
      return document.getText().includes("three");
    });
    const second = await run("edit_file", { path: at, old_text: "two\nthree", new_text: "2\n3" });
    assert.match(textOf(second), /since you read it.*indentation.*\+ {2}2/s);
    assert.equal(second.facts?.repair, "indentation");
    const counted = counts.get("mimo.agent.repairs") as Readonly<Record<string, number>>;
    assert.ok((counted.exact ?? 0) > 0 && (counted.indentation ?? 0) > 0);
  });
});
