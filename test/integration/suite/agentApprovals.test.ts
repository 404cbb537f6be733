// What asks first in this very VS Code: the approvals of a window with the tools they stand before, on a real disk. A yes
// is followed by the act, and by what somebody changed in between.

import assert from "node:assert/strict";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { Consents } from "../../../src/core/access/consents.ts";
import { ReadGate } from "../../../src/core/access/readGate.ts";
import { findSecretText } from "../../../src/core/access/secretText.ts";
import { AgreedWrites } from "../../../src/core/agent/approvals/agreedWrites.ts";
import type { ApprovalQuestion } from "../../../src/core/agent/approvals/approvalQuestion.ts";
import { ApprovalRules } from "../../../src/core/agent/approvals/approvalRules.ts";
import { readShell } from "../../../src/core/agent/approvals/command/readShell.ts";
import { JudgedCommands } from "../../../src/core/agent/approvals/judgedCommands.ts";
import { JudgedFolders } from "../../../src/core/agent/approvals/judgedFolders.ts";
import { JudgedPages } from "../../../src/core/agent/approvals/judgedPages.ts";
import type { Judgement } from "../../../src/core/agent/runPorts.ts";
import { agentTools } from "../../../src/core/tools/agentTools.ts";
import { type PreparedCall, prepareCall } from "../../../src/core/tools/prepareCall.ts";
import { SeenFiles } from "../../../src/core/tools/seenFiles.ts";
import type { Tool } from "../../../src/core/tools/toolRun.ts";
import { IgnoredFiles } from "../../../src/vscode/access/ignoredFiles.ts";
import { createReadPorts } from "../../../src/vscode/access/readPorts.ts";
import { approvalWords } from "../../../src/vscode/agent/approvals/approvalWords.ts";
import { createApprovals } from "../../../src/vscode/agent/approvals/createApprovals.ts";
import { commandShell } from "../../../src/vscode/agent/commands/commandShell.ts";
import { createCommandTools } from "../../../src/vscode/agent/commands/createCommandTools.ts";
import { createReadingTools } from "../../../src/vscode/agent/reading/createReadingTools.ts";
import { placesOfReading } from "../../../src/vscode/agent/reading/readingPlaces.ts";
import { workspaceFolders } from "../../../src/vscode/agent/workspaceFolders.ts";
import { changeShown } from "../../../src/vscode/agent/writing/changeShown.ts";
import { writeVerdictOf } from "../../../src/vscode/agent/writing/writeVerdict.ts";
import { createWritingTools } from "../../../src/vscode/agent/writing/writingTools.ts";
import { closeAll, editorIsUp, folder, until } from "../editing.ts";
import { after, before, describe, it } from "../testApi.ts";

const scope = { chat: "approvals", question: "q" };

/** Below the folder of the workspace; what a test makes goes with the group. */
const place = (name: string) => join(folder().fsPath, "asked", name);
let outside = "";

function put(name: string, text = ""): string {
  mkdirSync(dirname(place(name)), { recursive: true });
  rmSync(place(name), { force: true, recursive: true });
  writeFileSync(place(name), text);
  return `asked/${name}`;
}

function link(name: string, to: string): string {
  mkdirSync(dirname(place(name)), { recursive: true });
  rmSync(place(name), { force: true });
  symlinkSync(to, place(name));
  return `asked/${name}`;
}

function makeWindow() {
  const consents = new Consents({ load: () => undefined, save: () => {} });
  const rules = new ApprovalRules({ load: () => undefined, save: () => {} });
  const ignored = new IgnoredFiles();
  const gate = new ReadGate(
    createReadPorts(ignored, async (text) => findSecretText(text)),
    consents,
  );
  const [agreedWrites, judgedFolders, seen] = [new AgreedWrites(), new JudgedFolders(), new SeenFiles()];
  const judgedCommands = new JudgedCommands();
  const approvals = createApprovals({
    gate,
    consents,
    rules,
    agreedWrites,
    judgedFolders,
    judgedCommands,
    judgedPages: new JudgedPages(),
    isChosen: () => false,
    sandboxOf: async () => ({ type: "off" }),
    placesOfReading,
    writeVerdictOf,
    changeShown,
    commandShell,
    readShell: async () => readShell,
  }).forRun(scope, () => "agent");
  const commands = createCommandTools({
    folder: join(outside, "outputs"),
    workspaceFolders,
    judgedFolders,
    judgedCommands,
    watchCommand: async () => ({ changed: async () => [] }),
  });
  const owned: { dispose(): void }[] = [commands];
  const tools: readonly Tool[] = [
    ...createReadingTools({
      gate,
      ignored,
      seen,
      warn: () => {},
      seesImages: () => false,
      pictures: { put: async () => "" },
    }),
    ...createWritingTools({
      gate,
      seen,
      agreed: agreedWrites,
      own: (each) => owned.push(each),
      checkpoints: { begin: async () => ({ end: async () => {} }) },
      counts: { get: <T>(_: string, otherwise: T) => otherwise, update: async () => {} },
    }),
    ...commands.tools,
  ];
  const act = async (call: PreparedCall) => {
    const found = tools.find(({ definition }) => definition.name === call.name);
    assert.ok(found);
    const { signal } = new AbortController();
    const { outcome, content } = await found.run(call.input as never, { scope, signal, onOutput: () => {} });
    return `${outcome}: ${content.map((part) => (part.type === "text" ? part.text : "")).join("\n")}`;
  };
  return {
    rules,
    consents,
    judge: (call: PreparedCall) => approvals.judge(call),
    act,
    /** As the run does it: asked, agreed to when nothing changed meanwhile, and done. `between` comes before the act. */
    yes: async (call: PreparedCall, between: () => void = () => {}) => {
      const judgement = await approvals.judge(call);
      assert.equal(judgement.type, "asks", said(judgement));
      assert.equal(JSON.stringify(await approvals.judge(call)), JSON.stringify(judgement));
      if (judgement.type === "asks") approvals.agreed(call, judgement.question);
      between();
      return act(call);
    },
    dispose: () => {
      for (const each of owned) each.dispose();
    },
  };
}

let current: ReturnType<typeof makeWindow> | undefined;
const here = () => {
  current ??= makeWindow();
  return current;
};

function call(name: string, args: Readonly<Record<string, unknown>>): PreparedCall {
  const prepared = prepareCall(agentTools, name, JSON.stringify(args));
  assert.ok(prepared.type === "call");
  return prepared;
}

const read = (path: string) => call("read_file", { path });
const write = (path: string, content: string) => call("write_file", { path, content });

/** The verdict, and what a person reads of a question. */
function said(judgement: Judgement): string {
  if (judgement.type === "runs") return "runs";
  if (judgement.type === "refused") return `refused: ${judgement.text}`;
  const { sentence, reasons, shows } = approvalWords(judgement.question as ApprovalQuestion, vscode.l10n.t);
  return [sentence, ...reasons, shows?.text ?? ""].join("\n");
}

const saidOf = async (prepared: PreparedCall) => said(await here().judge(prepared));

describe("what asks first", () => {
  before(async () => {
    await editorIsUp();
    outside = mkdtempSync(join(tmpdir(), "mimo-outside-"));
    writeFileSync(join(outside, "one.txt"), "the first");
    writeFileSync(join(outside, "two.txt"), "the second");
  });
  after(async () => {
    current?.dispose();
    await closeAll();
    rmSync(outside, { recursive: true, force: true });
    rmSync(place(""), { recursive: true, force: true });
  });

  it("reading what is admitted runs, and what Git ignores asks", async () => {
    const plain = put("a.ts", "a");
    put(".gitignore", "made/\n");
    const made = put("made/x.ts", "x");
    await until("the rule to be known", async () => (await saidOf(read(made))) !== "runs");
    assert.equal(await saidOf(read(plain)), "runs");
    assert.match(await saidOf(read(made)), /ignored by Git/);
    assert.match(await here().act(read(made)), /^failed:/);
    assert.match(await here().yes(read(made)), /^done:/);
  });

  it("a command whose file became another while it waited is not run", async () => {
    const cat = call("run_command", { command: "cat asked/waits.txt" });
    here().rules.add(
      [{ kind: "command", match: "leading", words: ["cat"], folder: realpathSync(folder().fsPath) }],
      "workspace",
    );
    put("waits.txt", "as it was");
    assert.equal(await saidOf(cat), "runs");
    assert.match(await here().act(cat), /^done: .*as it was/s);
    assert.equal(await saidOf(cat), "runs");
    link("waits.txt", join(outside, "one.txt"));
    const ended = await here().act(cat);
    assert.match(ended, /^failed: Not run: since it was judged/);
    assert.ok(!ended.includes("the first"));
    // Asked again, the person sees where it leads.
    assert.match(await saidOf(cat), /one\.txt/);
  });

  it("a folder with files in it that Git ignores is moved when the person was told of them", async () => {
    put(".gitignore", "made/\n/asked/conf/local.ts\nconf/local.ts\n");
    put("conf/a.ts", "a");
    const local = put("conf/local.ts", "x");
    await until("the rule to be known", async () => (await saidOf(read(local))) !== "runs");
    const moved = call("move_file", { from: "asked/conf", to: "asked/conf2" });
    assert.match(await saidOf(moved), /local\.ts \(ignored by Git\)/);
    assert.match(
      await saidOf(call("edit_file", { path: local, old_text: "x", new_text: "y" })),
      /read it with read_file/,
    );
  });

  it("a yes to a link outside is read, and not where the link leads a moment later", async () => {
    const path = link("out.txt", join(outside, "one.txt"));
    assert.match(await saidOf(read(path)), /one\.txt \(outside the workspace\)/);
    assert.match(await here().yes(read(path)), /^done: .*the first/s);
    const other = link("other.txt", join(outside, "one.txt"));
    const ended = await here().yes(read(other), () => link("other.txt", join(outside, "two.txt")));
    assert.match(ended, /^failed:/);
    assert.ok(!ended.includes("the second"));
  });

  it("a settings file that is not there yet asks, shows its text, and is made by a yes", async () => {
    for (const name of [".vscode/settings.json", "new.code-workspace"]) {
      const prepared = write(`asked/${name}`, '{"mimo.baseUrl":"http://evil.example"}\n');
      assert.match(
        await saidOf(prepared),
        /settings that can start programs[\s\S]*\+\{"mimo\.baseUrl":"http:\/\/evil\.example"\}/,
      );
      // Nobody agreed.
      assert.match(await here().act(prepared), /^failed:/);
      assert.ok(!existsSync(place(name)));
      assert.match(await here().yes(prepared), /^done:/);
      assert.match(readFileSync(place(name), "utf8"), /evil/);
      // One yes is one act.
      assert.match(await here().act(prepared), /^failed:/);
    }
  });

  it("a link asks by where it leads, and a yes is none to another place", async () => {
    put(".vscode/tasks.json", "{}\n");
    put(".vscode/launch.json", "{}\n");
    const path = link("notes.json", ".vscode/tasks.json");
    const prepared = write(path, '{"version":"2.0.0"}\n');
    assert.match(await saidOf(prepared), /leads to .*asked\/\.vscode\/tasks\.json/);
    const ended = await here().yes(prepared, () => link("notes.json", ".vscode/launch.json"));
    assert.match(ended, /^failed:/);
    for (const name of [".vscode/tasks.json", ".vscode/launch.json"]) {
      assert.equal(readFileSync(place(name), "utf8"), "{}\n");
    }
  });

  it("nothing is written through a link that leads to what is not there yet, inside or outside", async () => {
    for (const [name, to] of [
      ["later.json", ".vscode/mcp.json"],
      ["later.txt", join(outside, "later.txt")],
    ] as const) {
      const prepared = write(link(name, to), "x");
      assert.notEqual(await saidOf(prepared), "runs");
      assert.match(await here().act(prepared), /^failed:/);
      assert.ok(!existsSync(place(name)));
    }
  });

  it("nothing is written through a link that leads outside", async () => {
    link("up", outside);
    const prepared = write("asked/up/new.txt", "x");
    assert.match(await saidOf(prepared), /^refused: .*leads out of the workspace/);
    assert.match(await here().act(prepared), /^failed:/);
    assert.ok(!existsSync(join(outside, "new.txt")));
  });

  it("a deletion asks, shows what goes, and takes the link and not what it leads to", async () => {
    const path = link("gone.txt", join(outside, "one.txt"));
    const prepared = call("delete_file", { path });
    assert.match(await saidOf(prepared), /^Delete asked\/gone\.txt\?/);
    assert.match(await here().yes(prepared), /^done:/);
    assert.throws(() => lstatSync(place("gone.txt")));
    assert.ok(existsSync(join(outside, "one.txt")));
  });

  if (process.platform !== "win32") {
    const command = (line: string, cwd = "asked") => call("run_command", { command: line, cwd });

    it("a command starts in the folder that was asked about, or not at all", async () => {
      put("one/here.txt", "one");
      put("two/here.txt", "two");
      link("cwd", "one");
      assert.match(await here().yes(command("cat here.txt", "asked/cwd")), /^done: [\s\S]*one/);
      const ended = await here().yes(command("cat here.txt", "asked/cwd"), () => link("cwd", "two"));
      assert.match(ended, /^failed: Not run/);
      // Nor one that nobody judged.
      assert.match(await here().act(command("cat here.txt", "asked/one")), /^failed: Not run/);
    });

    it("a file that an allowed command names passes the read gate, links and ignored ones too", async () => {
      const { rules } = here();
      put("plain.txt", "plain");
      link("leads.txt", join(outside, "two.txt"));
      const cwd = realpathSync(place(""));
      rules.add([{ kind: "command", match: "leading", words: ["cat"], folder: cwd }], { chat: scope.chat });
      assert.equal(await saidOf(command("cat plain.txt")), "runs");
      assert.match(await here().act(command("cat plain.txt")), /^done: [\s\S]*plain/);
      assert.match(await saidOf(command("cat leads.txt")), /leads out of the workspace: .*two\.txt/);
      put("made/y.ts", "y");
      assert.match(await saidOf(command("cat made/y.ts")), /ignored by Git/);
      assert.match(await saidOf(command("cat none/../leads.txt")), /^Run this command in asked\?/);
    });
  }
});
