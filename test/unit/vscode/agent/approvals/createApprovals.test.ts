// What asks first, from the call as a model makes it to the sentence that a person reads.

import { describe, expect, test, vi } from "vitest";

vi.mock("vscode", () => import("./fakeVscode.ts"));

import { callKeyOf } from "../../../../../src/core/agent/approvals/agreedWrites.ts";
import type { ApprovalQuestion } from "../../../../../src/core/agent/approvals/approvalQuestion.ts";
import type { PreparedCall } from "../../../../../src/core/tools/prepareCall.ts";
import { approvalWorld, call, command, type Entries } from "./approvalWorld.ts";
import { theWindow } from "./fakeVscode.ts";

const pem = ["-----BEGIN", "PRIVATE KEY-----\nabc"].join(" ");

const disk: Entries = {
  "app/src/a.ts": "one\n",
  "app/src/key.ts": pem,
  "app/ignored/x.ts": "x",
  "app/.env": "A=1",
  "app/package.json": "{}",
  "app/up": { to: ".." },
  "app/config": { to: ".vscode" },
  "app/dangling.json": { to: ".vscode/settings.json" },
  "app/hooks": { to: ".git/hooks" },
  "app/out.txt": { to: "../elsewhere/secret.txt" },
  "elsewhere/secret.txt": "secret",
  "app/.git/config": "",
};

const read = (path: string) => call("read_file", { path });
const write = (path: string, content = "x") => call("write_file", { path, content });
const edit = (path: string, old = "one", text = "two") => call("edit_file", { path, old_text: old, new_text: text });

describe.skipIf(process.platform === "win32")("row by row, in a trusted workspace", () => {
  test.each<[string, PreparedCall, string | RegExp]>([
    ["reading", read("src/a.ts"), "runs"],
    ["listing", call("list_files", {}), "runs"],
    ["searching", call("search_text", { query: "x" }), "runs"],
    ["symbols", call("find_symbol", { path: "src/a.ts" }), "runs"],
    ["problems", call("diagnostics", {}), "runs"],
    ["an ignored file", read("ignored/x.ts"), /^Read ignored\/x\.ts and send it to MiMo\? .*ignored by Git/],
    ["an ignored folder", call("list_files", { path: "ignored" }), /^Send the names of the files in ignored to MiMo\?/],
    ["one named like a secret", read(".env"), /^Read \.env and send .*named like a file of secrets/],
    ["one with a key in it", read("src/key.ts"), /holds a private key/],
    [
      "a link that leads outside",
      read("out.txt"),
      /^Read out\.txt and send .* → .*elsewhere\/secret\.txt \(.*outside the workspace\)/,
    ],
    ["a path outside", read("/etc/passwd"), /^failed: .*outside of the workspace/],
    ["what is not there", read("none.ts"), "failed: There is nothing to read at `none.ts`."],
    ["an edit", edit("src/a.ts"), "runs"],
    ["a new file", write("src/b.ts"), "runs"],
    ["a move", call("move_file", { from: "src/a.ts", to: "src/b.ts" }), "runs"],
    ["a deletion", call("delete_file", { path: "src/a.ts" }), "Delete src/a.ts?"],
    [
      "a deletion of what is protected",
      call("delete_file", { path: "package.json" }),
      /^Delete package\.json\? .*run code/,
    ],
    ["outside through a link", write("up/x.ts"), /^refused: .*leads out of the workspace/],
    [
      "the manifest",
      edit("package.json", "{}", "{ }"),
      /^Change package\.json\? What stands in this file can run code\.$/,
    ],
    [
      "a move onto a protected name",
      call("move_file", { from: "src/a.ts", to: ".npmrc" }),
      /^Move src\/a\.ts to \.npmrc\?/,
    ],
    ["a command", command("npm test"), "Run this command? [4]"],
    [
      "one in the background",
      call("run_command", { command: "npm test", background: true }),
      /^Run this command in the background\?/,
    ],
    [
      "one elsewhere",
      command("npm test", "up"),
      /^Run this command in up\? It leads to .* It runs outside of the workspace/,
    ],
    ["output of a command", call("command_output", { id: "1" }), "runs"],
    ["a question", call("ask_user", { question: "?" }), "runs"],
    ["the list", call("update_todos", { items: [] }), "runs"],
  ])("%s", async (_, prepared, expected) => {
    const said = await approvalWorld(disk).said(prepared);
    if (typeof expected === "string") expect(said).toBe(expected);
    else expect(said).toMatch(expected);
  });

  test.each([
    ".git/config",
    ".vscode/settings.json",
    "new.code-workspace",
    ".devcontainer/devcontainer.json",
    ".github/workflows/ci.yml",
    ".mcp.json",
    ".npmrc",
    ".env.local",
    "package-lock.json",
    "Makefile",
    "vite.config.ts",
    "AGENTS.md",
    "CLAUDE.md",
    ".agents/skills/x/SKILL.md",
    ".husky/pre-commit",
    // Through links to what is not there yet.
    "config/settings.json",
    "dangling.json",
    "hooks/pre-push",
  ])("a protected path asks and shows the change: %s", async (path) => {
    const { judge } = approvalWorld(disk);
    const judgement = await judge(write(path, "new text"));
    expect(judgement).toMatchObject({
      type: "asks",
      question: { shows: { kind: "diff", text: expect.stringContaining("+new text") } },
    });
  });

  test("where a name leads through a link is said", async () => {
    const { said, base } = approvalWorld(disk);
    expect(await said(write("dangling.json"))).toContain(`It leads to ${base}/app/.vscode/settings.json`);
    expect(await said(write(".vscode/settings.json"))).not.toContain("It leads to");
  });

  test("a change that cannot be shown is not asked about, and nobody denied it", async () => {
    const { said } = approvalWorld(disk);
    expect(await said(edit("package.json", "not in it"))).toBe("failed: old_text was not found.");
  });

  test("a change that cannot be shown whole is not asked about either", async () => {
    const { said } = approvalWorld(disk);
    expect(await said(write("package.json", "x\n".repeat(3000)))).toMatch(
      /^failed: The person has to see this change whole/,
    );
    expect(await said(write("src/b.ts", "x\n".repeat(3000)))).toBe("runs");
  });

  test("an edit tells nothing of a file that is not to be read unasked, and a move takes no file out of that", async () => {
    const { said, yes } = approvalWorld({ ...disk, "app/secrets.json": "plain" });
    const move = (from: string) => call("move_file", { from, to: "src/moved.ts" });
    // Whether a guess is right is told by nothing, and by no question either.
    for (const [right, wrong, path] of [
      ["x", "y", "ignored/x.ts"],
      ["A=", "B=", ".env"],
      ["plain", "plane", "secrets.json"],
      ["BEGIN", "EBGIN", "src/key.ts"],
    ] as const) {
      expect(await said(edit(path, right))).toMatch(/^failed: This file is not told of unasked: read it/);
      expect(await said(edit(path, wrong))).toBe(await said(edit(path, right)));
    }
    expect(await said(move("ignored/x.ts"))).toMatch(/^Move ignored\/x\.ts to src\/moved\.ts\? .*ignored by Git/);
    expect(await said(move("secrets.json"))).toMatch(/^Move secrets\.json .*named like a file of secrets/);
    expect(await said(move("src/a.ts"))).toBe("runs");
    // What the person agreed to be read is no secret any more.
    await yes(read("ignored/x.ts"));
    expect(await said(edit("ignored/x.ts", "x"))).toBe("runs");
    expect(await said(edit("ignored/x.ts", "y"))).toBe("runs");
  });

  test("a tool that nobody knows does not run", async () => {
    const { said } = approvalWorld(disk);
    const unknown: PreparedCall = { ...read("src/a.ts"), name: "launch_missiles" };
    expect(await said(unknown)).toMatch(/^failed: Nobody knows what/);
  });
});

const changing = [
  write("src/b.ts"),
  edit("src/a.ts"),
  call("move_file", { from: "src/a.ts", to: "src/b.ts" }),
  call("delete_file", { path: "src/a.ts" }),
  command("npm test"),
  call("command_output", { id: "1", stop: true }),
];

describe.skipIf(process.platform === "win32")("only reading", () => {
  test.each(["ask", "plan"] as const)("in mode %s, whatever was allowed", async (mode) => {
    const { window, said, yes } = approvalWorld(disk);
    await yes(command("npm test"), "Always allow `npm test` in this workspace");
    window.mode = mode;
    for (const each of changing) expect(await said(each)).toMatch(`refused: In mode ${mode} only reading tools run.`);
    expect(await said(read("src/a.ts"))).toBe("runs");
    expect(await said(read(".env"))).toMatch(/^Read \.env/);
    expect(await said(call("ask_user", { question: "?" }))).toBe("runs");
    window.mode = "agent";
    expect(await said(command("npm test"))).toBe("runs");
  });

  test("without trust, whatever was allowed", async () => {
    const { said, yes } = approvalWorld(disk);
    await yes(command("npm test"), "Always allow `npm test` in this workspace");
    theWindow.isTrusted = false;
    for (const each of changing) expect(await said(each)).toMatch("refused: The workspace is not trusted");
    expect(await said(read("src/a.ts"))).toBe("runs");
    expect(await said(read(".env"))).toMatch(/^Read \.env/);
  });
});

describe.skipIf(process.platform === "win32")("a yes", () => {
  test("to a file is a consent of that chat, and the gate of the tool admits it there alone", async () => {
    const { said, yes, gate } = approvalWorld(disk);
    await yes(read(".env"));
    expect(await said(read(".env"))).toBe("runs");
    const address = `file://${theWindow.folders[0]}/.env`;
    expect((await gate.read(address, { chat: "a" })).type).toBe("admitted");
    expect((await gate.read(address, { chat: "b" })).type).toBe("consent");
    expect(await said(read(".env"), "b")).toMatch(/^Read \.env/);
  });

  test("to a link is none to what it leads to later", async () => {
    const { said, yes, put } = approvalWorld({ ...disk, "elsewhere/other.txt": "o" });
    await yes(read("out.txt"));
    expect(await said(read("out.txt"))).toBe("runs");
    put({ "app/out.txt": { to: "../elsewhere/other.txt" } });
    expect(await said(read("out.txt"))).toMatch(/other\.txt/);
  });

  test("to a change is told to the tool, with the reasons that were shown, once", async () => {
    const { yes, agreedWrites, judge } = approvalWorld(disk);
    const prepared = edit("package.json", "{}", "{ }");
    await yes(prepared);
    const callKey = callKeyOf({ chat: "a", question: "q" }, prepared.name, prepared.input);
    expect(agreedWrites.take(callKey)).toEqual({
      reasons: [{ kind: "protected", path: expect.stringMatching(/package\.json$/), why: "runs-code" }],
    });
    expect(agreedWrites.take(callKey)).toBeUndefined();
    // And the next such change asks again.
    expect((await judge(prepared)).type).toBe("asks");
  });

  test("to a command in a chat holds there alone, one for the workspace everywhere", async () => {
    const { said, yes, stored } = approvalWorld(disk);
    await yes(command("npm test"), "Always allow `npm test` in this chat");
    expect(await said(command("npm test"))).toBe("runs");
    expect(await said(command("npm test"), "b")).toMatch(/^Run this command/);
    expect(stored.rules).not.toContain("npm");
    await yes(command("npm run lint"), "commands that begin with `npm run lint` in this workspace");
    expect(await said(command("npm run lint -- src"), "b")).toBe("runs");
    expect(await said(command("npm run build"), "b")).toMatch(/^Run this command/);
    expect(stored.rules).toContain("lint");
  });

  test("once is once", async () => {
    const { said, yes, rules, consents } = approvalWorld(disk);
    await yes(command("npm test"));
    expect(await said(command("npm test"))).toMatch(/^Run this command/);
    expect([rules.all, consents.all]).toEqual([[], []]);
  });

  test.each(["4", "99", "-1", "1.0", "", "0x0", " 0", "chat", "1e0", "__proto__"])(
    "with the offer %j, which there is not, is a yes for once",
    async (choice) => {
      const { judge, rules, inChat } = approvalWorld(disk);
      const run = inChat("a");
      const judgement = await run.judge(command("npm test"));
      expect(judgement.type).toBe("asks");
      if (judgement.type === "asks") run.agreed(command("npm test"), judgement.question, choice);
      expect(rules.all).toEqual([]);
      expect((await judge(command("npm test"))).type).toBe("asks");
    },
  );

  test("to a question that was never asked, or about another tool, is none", async () => {
    const { inChat, rules, consents } = approvalWorld(disk);
    const [run, other] = [inChat("a"), inChat("b")];
    const judgement = await run.judge(command("npm test"));
    const { question } = judgement as { readonly question: ApprovalQuestion };
    run.agreed(command("npm test"), structuredClone(question), "0");
    run.agreed(command("npm test"), JSON.parse(JSON.stringify(question)), "1");
    run.agreed(read(".env"), question, "0");
    run.agreed(command("npm test || curl x"), question, "0");
    for (const nothing of [undefined, null, 0, "x", {}]) run.agreed(command("npm test"), nothing, "0");
    other.agreed(command("npm test"), question, "0");
    expect([rules.all, consents.all]).toEqual([[], []]);
    run.agreed(command("npm test"), question, "0");
    expect(rules.all).toHaveLength(1);
  });

  test("for four commands at most is one that lasts: nobody reads a longer list before pressing", async () => {
    const { judge } = approvalWorld(disk);
    const offersOf = async (line: string) => {
      const judgement = await judge(command(line));
      const { verdict } = (judgement as { readonly question: ApprovalQuestion }).question;
      return verdict.offers.length;
    };
    expect(await offersOf("ls && pwd && whoami && date")).toBe(2);
    const { said } = approvalWorld(disk);
    expect(await said(command("ls && pwd && whoami && date"))).toContain("[4]");
    expect(await said(command("ls && pwd && whoami && date && id"))).toContain("[2]");
  });
});

describe.skipIf(process.platform === "win32")("the same question is the same JSON", () => {
  test.each<[string, PreparedCall]>([
    ["a read", read(".env")],
    ["a change", write("package.json", "x")],
    ["a move", call("move_file", { from: "src/a.ts", to: ".npmrc" })],
    ["a command", command("npm test && curl x | sh > y")],
  ])("%s", async (_, prepared) => {
    const { judge } = approvalWorld(disk);
    const [one, two] = [await judge(prepared), await judge(prepared)];
    expect(one.type).toBe("asks");
    expect(JSON.stringify(one)).toBe(JSON.stringify(two));
    expect(JSON.parse(JSON.stringify(one))).toEqual(one);
  });

  test("and another where anything else would happen by now", async () => {
    const { judge, put } = approvalWorld({ ...disk, "app/cwd": { to: "src" }, "app/lib/x.ts": "" });
    const before = async (prepared: PreparedCall) => JSON.stringify(await judge(prepared));
    // The folder it runs in, though nothing is offered that would name it.
    const line = command("npm test > log", "cwd");
    const [cwd, link, text] = [await before(line), await before(read("out.txt")), await before(write("package.json"))];
    put({ "app/cwd": { to: "lib" }, "app/out.txt": { to: "../elsewhere/none" }, "app/package.json": '{"a":1}' });
    expect(await before(line)).not.toBe(cwd);
    expect(await before(read("out.txt"))).not.toBe(link);
    expect(await before(write("package.json"))).not.toBe(text);
  });
});

test.skipIf(process.platform === "win32")("a command starts in the folder it was judged for, or nowhere", async () => {
  const { judge, judgedFolders, base } = approvalWorld({ ...disk, "app/cwd": { to: "src" } });
  const prepared = command("npm test", "cwd");
  const callKey = callKeyOf({ chat: "a", question: "q" }, prepared.name, prepared.input);
  await judge(prepared);
  expect(judgedFolders.take(callKey, `${base}/app/src`)).toBe(true);
  expect(judgedFolders.take(callKey, `${base}/app/src`)).toBe(false);
  await judge(prepared);
  expect(judgedFolders.take(callKey, `${base}/app/lib`)).toBe(false);
});

describe.skipIf(process.platform === "win32")("a command is judged again when it starts", () => {
  const key = (prepared: PreparedCall) => callKeyOf({ chat: "a", question: "q" }, prepared.name, prepared.input);

  test("and runs once, where nothing got worse", async () => {
    const { judge, yes, judgedCommands } = approvalWorld(disk);
    const prepared = command("cat src/a.ts");
    expect(await judgedCommands.take(key(prepared))).toBe(false);
    await yes(prepared, "commands that begin with `cat` in this chat");
    // The rule that came with the yes takes nothing from it, not even where it would ask about the file from now on.
    expect(await judgedCommands.take(key(prepared))).toBe(true);
    expect(await judgedCommands.take(key(prepared))).toBe(false);
    await judge(prepared);
    expect(await judgedCommands.take(key(prepared))).toBe(true);
    const secret = command("cat src/key.ts");
    await yes(secret);
    expect(await judgedCommands.take(key(secret))).toBe(true);
    const once = command("curl x > y");
    await yes(once);
    expect(await judgedCommands.take(key(once))).toBe(true);
  });

  test("a yes with a rule holds for the line it was given to, whatever that names", async () => {
    const { yes, judgedCommands, said } = approvalWorld(disk);
    const prepared = command("cat src/key.ts");
    await yes(prepared, "commands that begin with `cat` in this chat");
    expect(await judgedCommands.take(key(prepared))).toBe(true);
    expect(await said(prepared)).toMatch(/private key/);
  });

  const allowed = async () => {
    const world = approvalWorld(disk);
    await world.yes(command("cat src/a.ts"), "commands that begin with `cat` in this workspace");
    return world;
  };

  test.each<[string, (world: ReturnType<typeof approvalWorld>) => void]>([
    ["a file became a link to secrets", ({ put }) => put({ "app/src/a.ts": { to: "../.env" } })],
    ["one that leads outside", ({ put }) => put({ "app/src/a.ts": { to: "../../elsewhere/secret.txt" } })],
    ["its folder did", ({ put }) => put({ "app/src": { to: "../elsewhere" }, "elsewhere/a.ts": "" })],
    ["a key came into it", ({ put }) => put({ "app/src/a.ts": pem })],
    [
      "the rule was taken back",
      ({ rules }) => {
        for (const rule of rules.all) rules.remove(rule);
      },
    ],
    [
      "another forbids it",
      ({ rules }) =>
        rules.add([{ kind: "command", match: "leading", words: ["cat"], folder: "" }], "workspace", "deny"),
    ],
    ["the mode is another", ({ window }) => (window.mode = "ask")],
    ["the workspace is not trusted any more", () => (theWindow.isTrusted = false)],
  ])("and does not run where %s", async (_, change) => {
    const world = await allowed();
    const prepared = command("cat src/a.ts");
    expect(await world.said(prepared)).toBe("runs");
    change(world);
    expect(await world.judgedCommands.take(key(prepared))).toBe(false);
  });

  test("nor when what was agreed to would be asked about otherwise by now", async () => {
    const world = await allowed();
    const prepared = command("cat src/key.ts");
    await world.yes(prepared);
    world.put({ "app/src/key.ts": { to: "../../elsewhere/secret.txt" } });
    expect(await world.judgedCommands.take(key(prepared))).toBe(false);
    const elsewhere = command("npm test", "src");
    await world.yes(elsewhere);
    world.put({ "app/src": { to: "../../elsewhere" } });
    expect(await world.judgedCommands.take(key(elsewhere))).toBe(false);
  });
});

test.skipIf(process.platform === "win32")("with several folders a rule is one for its own", async () => {
  const { said, yes } = approvalWorld({ "app/a.ts": "", "lib/b.ts": "", "lib/.env": "" }, ["app", "lib"]);
  await yes(command("npm test", "app"), "Always allow commands that begin with `npm test` in this workspace");
  expect(await said(command("npm test", "app"))).toBe("runs");
  expect(await said(command("npm test"))).toBe("runs");
  expect(await said(command("npm test", "lib"))).toMatch(/^Run this command in lib\?/);
  expect(await said(read("lib/.env"))).toMatch(/^Read .*\.env/);
  expect(await said(write("lib/x.code-workspace"))).toMatch(/^Write lib\/x\.code-workspace\?/);
  expect(await said(write("app/b.ts"))).toBe("runs");
  expect(await said(write("b.ts"))).toMatch(/^failed: Paths begin with a folder/);
});
