// What answers name and hold, in this very VS Code: files that become links, and commands for a terminal.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { IgnoredFiles } from "../../../src/vscode/access/ignoredFiles.ts";
import { IdleTerminals } from "../../../src/vscode/codeBlocks/idleTerminals.ts";
import { putIntoTerminal } from "../../../src/vscode/codeBlocks/putIntoTerminal.ts";
import { WorkspaceFiles } from "../../../src/vscode/context/workspaceFiles.ts";
import { AnswerFiles } from "../../../src/vscode/files/answerFiles.ts";
import { createFileSearch } from "../../../src/vscode/search/createFileSearch.ts";
import { closeAll, folder, until } from "../editing.ts";
import { after, before, describe, it } from "../testApi.ts";

const outside = mkdtempSync(join(tmpdir(), "mimo-outside-"));

describe("files that answers name", () => {
  const base = () => join(folder().fsPath, "named");
  let workspaceFiles: WorkspaceFiles;
  let files: AnswerFiles;

  before(() => {
    mkdirSync(join(base(), "deep/out"), { recursive: true });
    for (const name of ["one.ts", "文.md", "deep/only.ts", "deep/twice.ts", "twice.ts", "constructor.ts"]) {
      writeFileSync(join(base(), name), "1\n2\n3\n");
    }
    writeFileSync(join(base(), ".gitignore"), "out/\n");
    writeFileSync(join(base(), "deep/out/built.ts"), "");
    writeFileSync(join(outside, "secret.ts"), "");
    symlinkSync(join(outside, "secret.ts"), join(base(), "link.ts"));
    symlinkSync(outside, join(base(), "linked"));
    const ignored = new IgnoredFiles();
    workspaceFiles = new WorkspaceFiles(
      createFileSearch(ignored, () => {}),
      ignored,
    );
    files = new AnswerFiles(workspaceFiles);
  });
  after(async () => {
    workspaceFiles.dispose();
    await closeAll();
    rmSync(base(), { recursive: true });
    rmSync(outside, { recursive: true });
  });

  const found = async (names: readonly string[]) => (await files.find(names)).map(({ name }) => name).sort();

  it("from the root, by the end of their path, absolute; ignored ones too", async () => {
    const root = folder().fsPath;
    const there = [
      "named/one.ts",
      "./named/one.ts",
      "named\\one.ts",
      "only.ts",
      "deep/only.ts",
      "named/文.md",
      "constructor.ts",
      "named/deep/out/built.ts",
      join(root, "named/one.ts"),
    ];
    assert.deepEqual(await found(there), [...there].sort());
    const [one] = await files.find(["only.ts"]);
    assert.equal(one?.path, join(root, "named/deep/only.ts"));
  });

  it("nothing outside, no link that leads there, no folder, none that two go by", async () => {
    const names = [
      "../../etc/passwd",
      "/etc/passwd",
      join(outside, "secret.ts"),
      "named/link.ts",
      "named/linked/secret.ts",
      "named/../../x.ts",
      "named/deep",
      "twice.ts",
      "nothing.ts",
      "constructor",
      "__proto__",
      "named/one.ts\u0000.png",
      "*.ts",
    ];
    assert.deepEqual(await found(names), []);
  });

  it("one opens at its line; a line behind its end is its last; one that is gone does not", async () => {
    assert.equal(await files.open({ name: "only.ts", line: 2, column: 1 }), true);
    const editor = await until("the file", () => vscode.window.activeTextEditor);
    assert.equal(editor.document.uri.fsPath, join(base(), "deep/only.ts"));
    await until("its line", () => vscode.window.activeTextEditor?.selection.active.line === 1);
    assert.equal(await files.open({ name: "named/one.ts", line: 9_999_999 }), true);
    await until("the last line", () => {
      const { activeTextEditor: active } = vscode.window;
      return active?.document.uri.fsPath === join(base(), "one.ts") && active.selection.active.line === 3;
    });
    assert.equal(await files.open({ name: "named/one.ts", line: 1, endLine: 2 }), true);
    await until(
      "both lines",
      () => vscode.window.activeTextEditor?.document.getText(vscode.window.activeTextEditor.selection) === "1\n2\n",
    );
    rmSync(join(base(), "deep/only.ts"));
    assert.equal(await files.open({ name: "only.ts" }), false);
  });
});

// The 1.106 server that the tests run comes without the native part of its terminal.
const hasTerminal = !vscode.version.startsWith("1.106.");
const describeTerminal: typeof describe = hasTerminal ? describe : () => {};

describeTerminal("commands of an answer", () => {
  const dir = mkdtempSync(join(tmpdir(), "mimo-terminal-"));
  const terminals: vscode.Terminal[] = [];
  const every = { has: () => true, fill: () => {} };
  const begin = async (options: vscode.TerminalOptions) => {
    const terminal = vscode.window.createTerminal(options);
    terminals.push(terminal);
    terminal.show();
    await until("the terminal", () => vscode.window.activeTerminal === terminal);
    return terminal;
  };
  after(() => {
    for (const terminal of terminals) terminal.dispose();
    rmSync(dir, { recursive: true });
  });

  it("what arrives is one line without its end", async () => {
    const log = join(dir, "arrived");
    // It takes down every byte, as a shell would get it.
    await begin({ shellPath: "/bin/sh", shellArgs: ["-c", `stty raw -echo; : > ${log}; exec cat > ${log}`] });
    await until("it to listen", () => existsSync(log));
    assert.equal(putIntoTerminal({ text: "$ touch a\nmade\n$ touch b\n", language: "console" }, every), undefined);
    const arrived = await until(
      "what was put in",
      () => readFileSync(log, "utf8").includes("b") && readFileSync(log, "utf8"),
    );
    assert.equal(arrived, "touch a && touch b");
  });

  it("nothing runs before Enter", async () => {
    const terminal = await begin({ shellPath: "/bin/sh", cwd: dir });
    assert.equal(putIntoTerminal({ text: "touch first\ntouch second", language: "sh" }, every), undefined);
    // The shell reads in order: what was put in before would have run before this line is over.
    terminal.sendText(" && touch third", false);
    assert.equal(existsSync(join(dir, "first")), false);
    terminal.sendText("", true);
    await until("all of it", () => existsSync(join(dir, "third")));
    assert.ok(existsSync(join(dir, "first")) && existsSync(join(dir, "second")));
  });

  it("a program that takes keys gets none: there is a new terminal, until its line has run", async () => {
    const idle = new IdleTerminals();
    const active = () => vscode.window.activeTerminal as vscode.Terminal;
    const put = async (text: string) => {
      const before = active();
      assert.equal(putIntoTerminal({ text, language: "sh" }, idle), undefined);
      await until("a new terminal", () => vscode.window.activeTerminal && active() !== before);
      terminals.push(active());
    };
    const log = join(dir, "keys");
    await begin({ shellPath: "/bin/sh", shellArgs: ["-c", `stty raw -echo; : > ${log}; exec cat > ${log}`] });
    await until("it to listen", () => existsSync(log));
    await put("touch fourth");
    await put("touch fifth");
    assert.equal(readFileSync(log, "utf8"), "");
    idle.dispose();
  });

  it("what cannot be one line, or cannot be seen, is not put in", () => {
    const before = vscode.window.terminals.length;
    for (const text of [
      "for i in 1 2\ndo\n  touch x\ndone",
      "touch x\u001b[201~\u0003",
      "touch \u202e x",
      "# nothing",
    ]) {
      assert.equal(typeof putIntoTerminal({ text, language: "bash" }, every), "string");
    }
    assert.equal(vscode.window.terminals.length, before);
  });
});
