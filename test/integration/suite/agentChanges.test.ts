// Checkpoints and the one list of changes in this very VS Code: open and closed files, unsaved text, links, encodings, another
// instance over the same storage, and what is pressed on the way.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { Conversation } from "../../../src/core/conversation/conversation.ts";
import { changeCommands } from "../../../src/vscode/agent/changes/changeCommands.ts";
import type { Changes } from "../../../src/vscode/agent/changes/changes.ts";
import { createChanges } from "../../../src/vscode/agent/changes/createChanges.ts";
import { closeAll, editorIsUp, folder, until } from "../editing.ts";
import { after, before, describe, it } from "../testApi.ts";

let storage = "";
let chats = 0;
/** What was asked last: under test no dialog is shown. */
let asked = "";
/** The chat's run is another window's. */
let goesOnElsewhere = false;
const open: Changes[] = [];

const place = (name: string) => join(folder().fsPath, "changed", name);
const uriOf = (name: string) => vscode.Uri.file(place(name));
const read = (name: string) => readFileSync(place(name), "utf8");

function put(name: string, text: string | Buffer): vscode.Uri {
  mkdirSync(dirname(place(name)), { recursive: true });
  writeFileSync(place(name), text);
  return uriOf(name);
}

/** A chat of its own; several windows on it have the same storage. */
function begin(chat = `chat-${chats++}`) {
  const conversation = new Conversation(chat, 0);
  const opened = () => {
    const changes = createChanges({
      storage,
      conversation: () => conversation,
      active: () => conversation,
      isElsewhere: () => goesOnElsewhere,
      confirm: async (_, detail) => {
        asked = detail;
        return true;
      },
      showInMargin: () => false,
      log: (message) => console.log(message),
    });
    open.push(changes);
    return changes;
  };
  const changes = opened();
  return {
    chat,
    changes,
    conversation,
    /** Another window, or this one after a reload. */
    again: opened,
    /** What the agent does to files by `act`. */
    agent: async (names: readonly string[], act: () => unknown, question = "q1") => {
      const begun = await changes.begin(
        { chat, question },
        names.map((name) => uriOf(name).toString()),
      );
      await act();
      await begun.end();
    },
    listed: (of = changes) => (of.snapshotOf(chat)?.files ?? []).map(({ path, change }) => `${change} ${path}`),
  };
}

/** Waits for the list to be as it should. */
async function isListed(listed: () => readonly string[], wanted: readonly string[]): Promise<void> {
  await until(`the list ${wanted.join(", ") || "to be empty"}`, () => {
    const now = listed();
    return JSON.stringify(now) === JSON.stringify(wanted);
  }).catch(() => assert.deepEqual(listed(), wanted));
}

async function type(uri: vscode.Uri, line: number, text: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(line, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
  return document;
}

/** As the editing tools do it in an open file. */
async function editAndSave(uri: vscode.Uri, line: number, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, document.lineAt(line).range, text);
  assert.ok(await vscode.workspace.applyEdit(edit));
  assert.ok(await document.save());
}

const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));

describe("the changes of the agent", () => {
  before(async () => {
    await editorIsUp();
    storage = realpathSync(mkdtempSync(join(tmpdir(), "mimo-changes-")));
  });
  after(async () => {
    for (const changes of open) changes.dispose();
    await closeAll();
    rmSync(storage, { recursive: true, force: true });
    rmSync(join(folder().fsPath, "changed"), { recursive: true, force: true });
  });

  it("are undone in closed files byte for byte, no tab opens; made files go, deleted ones come back as they were", async () => {
    const { agent, changes, chat, listed } = begin();
    const bytes = Buffer.from([0xef, 0xbb, 0xbf, ...Buffer.from("one\r\ntwo\nthree")]);
    put("closed.txt", bytes);
    put("script.sh", "#!/bin/sh\n");
    chmodSync(place("script.sh"), 0o755);
    const before = tabs();
    await agent(["closed.txt", "script.sh", "new/deep/made.txt"], () => {
      put("closed.txt", "another\n");
      rmSync(place("script.sh"));
      put("new/deep/made.txt", "made\n");
    });
    await isListed(listed, [
      "edited changed/closed.txt",
      "created changed/new/deep/made.txt",
      "deleted changed/script.sh",
    ]);
    await changes.undo(chat);
    assert.deepEqual(readFileSync(place("closed.txt")), bytes);
    assert.ok(!existsSync(place("new/deep/made.txt")));
    assert.ok((statSync(place("script.sh")).mode & 0o100) !== 0);
    await isListed(listed, []);
    assert.deepEqual(tabs(), before);
  });

  it("are undone in an open file through its document, with what the person typed and did not save", async () => {
    const { agent, changes, chat, listed } = begin();
    const uri = put("dirty.txt", "1\n2\n3\n4\n5\n");
    const document = await type(uri, 0, "typed before\n");
    assert.ok(document.isDirty);
    await agent(["dirty.txt"], () => editAndSave(uri, 3, "three"));
    await isListed(listed, ["edited changed/dirty.txt"]);
    await type(uri, 5, "typed after\n");
    await changes.undo(chat);
    assert.equal(document.getText(), "typed before\n1\n2\n3\n4\ntyped after\n5\n");
    // What was not saved is the person's to save.
    assert.ok(document.isDirty);
    await document.save();
    await isListed(listed, []);
  });

  it("of a deleted file come back on the disk, and what the person had not saved stays in its editor", async () => {
    const { agent, changes, chat, listed } = begin();
    const uri = put("orphan.txt", "1\n");
    const document = await type(uri, 0, "typed\n");
    await agent(["orphan.txt"], () => rmSync(place("orphan.txt")));
    await isListed(listed, ["deleted changed/orphan.txt"]);
    await changes.undo(chat);
    assert.equal(read("orphan.txt"), "typed\n1\n");
    assert.equal(document.getText(), "typed\n1\n");
    await isListed(listed, []);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("are not undone where the person typed into the same lines: that is shown", async () => {
    const { agent, changes, chat, listed } = begin();
    const uri = put("both.txt", "1\n2\n3\n");
    await agent(["both.txt"], () => put("both.txt", "1\ntwo\n3\n"));
    await until("the document to have it", async () => (await vscode.workspace.openTextDocument(uri)).lineCount === 4);
    const document = await type(uri, 1, "mine ");
    await changes.undo(chat);
    assert.equal(document.getText(), "1\nmine two\n3\n");
    await isListed(listed, ["edited changed/both.txt"]);
    await until("the difference", () => tabs().some((label) => label.startsWith("changed/both.txt: before MiMo")));
    await document.save();
    await changes.keep(chat);
    await isListed(listed, []);
  });

  it("keep the encoding of a file when they are undone beside what the person wrote", async () => {
    const { agent, changes, chat } = begin();
    const wide = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    put("wide.txt", wide("一\r\n二\r\n三\r\n四\r\n"));
    const chinese = Buffer.from(await vscode.workspace.encode("中文一\n二\n三\n四\n", { encoding: "gbk" }));
    const edited = Buffer.from(await vscode.workspace.encode("中文一\n二\n叁\n四\n", { encoding: "gbk" }));
    put("gbk.txt", chinese);
    await agent(["wide.txt", "gbk.txt"], () => {
      put("wide.txt", wide("一\r\n二\r\n叁\r\n四\r\n"));
      put("gbk.txt", edited);
    });
    put("wide.txt", wide("〇\r\n一\r\n二\r\n叁\r\n四\r\n"));
    const mine = await vscode.workspace.encode("我的\n", { encoding: "gbk" });
    put("gbk.txt", Buffer.concat([mine, edited]));
    await changes.undo(chat);
    assert.deepEqual(readFileSync(place("wide.txt")), wide("〇\r\n一\r\n二\r\n三\r\n四\r\n"));
    assert.deepEqual(readFileSync(place("gbk.txt")), Buffer.concat([mine, chinese]));
  });

  it("of a link are those of the file it leads to, by whatever name, and a deleted link comes back as a link", async () => {
    const { agent, changes, chat, listed } = begin();
    put("target.txt", "1\n2\n3\n");
    symlinkSync("target.txt", place("link.txt"));
    symlinkSync(folder().fsPath, place("around"));
    await agent(["link.txt"], () => put("link.txt", "1\n2\nthree\n"));
    await agent(["around/changed/target.txt"], () => put("target.txt", "1\n2\nthree\nfour\n"));
    await isListed(listed, ["edited changed/target.txt"]);
    await agent(["link.txt"], () => rmSync(place("link.txt")));
    assert.ok(existsSync(place("target.txt")));
    await isListed(listed, ["deleted changed/link.txt", "edited changed/target.txt"]);
    await changes.undo(chat);
    assert.equal(read("target.txt"), "1\n2\n3\n");
    assert.ok(lstatSync(place("link.txt")).isSymbolicLink());
    assert.equal(readlinkSync(place("link.txt")), "target.txt");
    rmSync(place("around"));
  });

  it("follow a file that the person gives another name, and one that the agent moves is one line", async () => {
    const { agent, changes, chat, listed } = begin();
    put("old name.txt", "1\n2\n3\n");
    put("from.txt", "1\n2\n3\n");
    await agent(["old name.txt"], () => put("old name.txt", "1\n2\nthree\n"));
    await agent(["from.txt", "to.txt"], () => vscode.workspace.fs.rename(uriOf("from.txt"), uriOf("to.txt")));
    await agent(["to.txt"], () => put("to.txt", "1\n2\n3\n4\n"));
    await isListed(listed, ["edited changed/old name.txt", "moved changed/to.txt"]);
    await until("the line that was added", () => changes.snapshotOf(chat)?.files[1]?.added === 1);
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uriOf("old name.txt"), uriOf("new name.txt"));
    assert.ok(await vscode.workspace.applyEdit(edit));
    await isListed(listed, ["edited changed/new name.txt", "moved changed/to.txt"]);
    await changes.undo(chat, "changed/to.txt");
    assert.equal(read("from.txt"), "1\n2\n3\n");
    assert.ok(!existsSync(place("to.txt")));
    await changes.undo(chat);
    assert.equal(read("new name.txt"), "1\n2\n3\n");
  });

  it("deleted and made again by the person are theirs", async () => {
    const { agent, changes, chat, listed } = begin();
    put("again.txt", "agent's\n");
    await agent(["again.txt"], () => rmSync(place("again.txt")));
    put("again.txt", "mine\n");
    await changes.undo(chat);
    assert.equal(read("again.txt"), "mine\n");
    await changes.keep(chat);
    await isListed(listed, []);
  });

  it("outlive a reload, and two windows decide about one list", async () => {
    const { agent, chat, changes, listed, again } = begin();
    put("a.txt", "1\n");
    put("b.txt", "1\n");
    await agent(["a.txt"], () => put("a.txt", "2\n"));
    await agent(["b.txt"], () => put("b.txt", "2\n"));
    await isListed(listed, ["edited changed/a.txt", "edited changed/b.txt"]);
    const other = again();
    await isListed(() => listed(other), ["edited changed/a.txt", "edited changed/b.txt"]);
    await other.keep(chat, "changed/a.txt");
    await isListed(() => listed(other), ["edited changed/b.txt"]);
    await changes.undo(chat);
    assert.equal(read("a.txt"), "2\n");
    assert.equal(read("b.txt"), "1\n");
    // Whether the other one has looked since or not: what it decides, it decides by what is there.
    await other.undo(chat);
    assert.equal(read("b.txt"), "1\n");
    await isListed(() => listed(other), []);
    await isListed(() => listed(again()), []);
  });

  it("are restored to a question when the person says so, which comes with a list, and kept ones too", async () => {
    const { agent, changes, chat, listed, conversation } = begin();
    put("a.txt", "1\n");
    const ask = (id: string, parentId?: string) =>
      conversation.put({
        id,
        role: "user",
        parts: [{ type: "text", text: id }],
        createdAt: Date.now(),
        ...(parentId !== undefined && { parentId }),
      });
    ask("q1");
    await agent(["a.txt"], () => put("a.txt", "1\n2\n"), "q1");
    ask("q2", "q1");
    await agent(
      ["a.txt", "b2.txt"],
      () => {
        put("a.txt", "1\n2\n3\n");
        put("b2.txt", "new\n");
      },
      "q2",
    );
    await changes.keep(chat);
    assert.ok(changes.canRestore(chat, "q2"));
    await changeCommands(changes, () => conversation).restoreCheckpoint("q2");
    assert.ok(!changes.canRestore(chat, "q2") && changes.canRestore(chat, "q1"));
    assert.match(asked, /changed\/a\.txt is changed back\nchanged\/b2\.txt is deleted/);
    assert.equal(read("a.txt"), "1\n2\n");
    assert.ok(!existsSync(place("b2.txt")));
    await isListed(listed, []);
  });

  it("are restored to what was said while the run went on, from the list of questions too", async () => {
    const { agent, changes, chat, conversation } = begin();
    put("said.txt", "1\n");
    const said = (id: string) =>
      ({ id, role: "user", parts: [{ type: "text", text: id }], createdAt: Date.now() }) as const;
    conversation.put(said("q1"));
    const reply = { role: "assistant", state: "done", model: "m", sources: [], createdAt: Date.now() } as const;
    await agent(["said.txt"], () => put("said.txt", "1\n2\n"), "q1");
    conversation.put({ ...reply, id: "a1", parentId: "q1", parts: [{ type: "said", question: said("s1") }] });
    await agent(["said.txt"], () => put("said.txt", "1\n2\n3\n"), "s1");
    assert.ok(changes.canRestore(chat, "s1") && changes.canRestore(chat, "q1"));
    await changeCommands(changes, () => conversation).restoreCheckpoint("s1");
    assert.equal(read("said.txt"), "1\n2\n");
    assert.ok(!changes.canRestore(chat, "s1") && changes.canRestore(chat, "q1"));
  });

  it("stay as they are while the run goes on in another window, whatever is pressed", async () => {
    const { agent, changes, chat, conversation, listed } = begin();
    put("theirs.txt", "1\n");
    const asked = { id: "q1", role: "user", parts: [{ type: "text", text: "q1" }], createdAt: Date.now() } as const;
    conversation.put(asked);
    await agent(["theirs.txt"], () => put("theirs.txt", "1\n2\n"), "q1");
    const path = "changed/theirs.txt";
    await isListed(listed, [`edited ${path}`]);
    goesOnElsewhere = true;
    try {
      await changes.keep(chat);
      await changes.keep(chat, path);
      await changes.undo(chat);
      await changes.undo(chat, path);
      await changes.keepLines(chat, path, 1);
      await changes.undoLines(chat, path, 1);
      await changes.restoreTo(chat, "q1");
    } finally {
      goesOnElsewhere = false;
    }
    assert.equal(read("theirs.txt"), "1\n2\n");
    await isListed(listed, [`edited ${path}`]);
    await changes.undo(chat);
    assert.equal(read("theirs.txt"), "1\n");
  });

  it("are kept and undone line by line, from the margin too", async () => {
    const { agent, changes, chat, listed, conversation } = begin();
    const uri = put("lines.txt", "1\n2\n3\n4\n5\n");
    await agent(["lines.txt"], () => put("lines.txt", "one\n2\nthree\n4\nfive\n"));
    await isListed(listed, ["edited changed/lines.txt"]);
    const commands = changeCommands(changes, () => conversation);
    await commands.undoChangedLines({ uri, lineNumber: 3 });
    assert.equal(read("lines.txt"), "one\n2\n3\n4\nfive\n");
    await commands.keepChangedLines({ uri, lineNumber: 1 });
    // As the peek of changed lines gives them: all, and which.
    const places = [{ modifiedStartLineNumber: 5 }, { modifiedStartLineNumber: 1 }];
    await commands.undoChangedLines(uri, places, 0);
    assert.equal(read("lines.txt"), "one\n2\n3\n4\n5\n");
    await changes.undo(chat);
    assert.equal(read("lines.txt"), "one\n2\n3\n4\n5\n");
    await isListed(listed, []);
  });

  it("are settled by a commit, each file that stands in it as it is", async () => {
    const { agent, listed } = begin();
    const git = (...words: string[]) =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...words], { cwd: place("repository") });
    put("repository/committed.txt", "1\n");
    put("repository/open.txt", "1\n");
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "first");
    const api = (await vscode.extensions.getExtension("vscode.git")?.activate())?.getAPI(1);
    const repository = await api.openRepository(uriOf("repository"));
    await agent(["repository/committed.txt", "repository/open.txt"], () => {
      put("repository/committed.txt", "2\n");
      put("repository/open.txt", "2\n");
    });
    await isListed(listed, ["edited changed/repository/committed.txt", "edited changed/repository/open.txt"]);
    git("commit", "-qm", "second", "committed.txt");
    await repository.status();
    await isListed(listed, ["edited changed/repository/open.txt"]);
  });

  it("are reviewed in one editor, with the files themselves on the right", async () => {
    const { agent, changes, chat } = begin();
    put("review.txt", "1\n");
    await agent(["review.txt", "review-new.txt"], () => {
      put("review.txt", "2\n");
      put("review-new.txt", "new\n");
    });
    await changes.review(chat);
    await until("the differences", () => tabs().some((label) => label.startsWith("MiMo's changes")));
    await changes.review(chat, "changed/review.txt");
    const left = await until("the text before", () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "mimo-before" && uri.path.endsWith("review.txt")),
    );
    await until("its content", () => left.getText() === "1\n");
    await changes.keep(chat);
  });

  it("of a command are told, but for the agent's own", async () => {
    const { agent, changes, chat } = begin();
    put("seen.txt", "1\n");
    put("touched.txt", "1\n");
    put("other.txt", "1\n");
    const seen = ["seen.txt", "touched.txt"].map((name) => uriOf(name).toString());
    const watch = await changes.watchCommand({ chat, question: "q1" }, seen);
    put("seen.txt", "2\n");
    put("touched.txt", "1\n");
    await agent(["other.txt"], () => put("other.txt", "2\n"));
    assert.deepEqual(await watch.changed(), ["changed/seen.txt"]);
    await changes.keep(chat);
  });

  it("leave nothing behind when their chats are gone", async () => {
    const { agent, changes, chat } = begin();
    put("gone.txt", "what nobody needs\n");
    await agent(["gone.txt"], () => put("gone.txt", "2\n"));
    await changes.removeOrphans();
    const logs = () => readdirSync(join(storage, "checkpoints", "logs"));
    assert.ok(logs().includes(`${chat}.jsonl`));
    await changes.removeOrphans(`{"type":"conversation","id":"${chat}"}`);
    assert.ok(!logs().includes(`${chat}.jsonl`));
    assert.equal(changes.snapshotOf(chat), undefined);
  });
});
