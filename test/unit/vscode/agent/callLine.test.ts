import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CallPart } from "../../../../src/core/conversation/message.ts";
import type { CallEnd, CallFacts, CallOutcome } from "../../../../src/core/conversation/runParts.ts";
import { agentTools } from "../../../../src/core/tools/agentTools.ts";
import { callContent } from "../../../../src/vscode/agent/callContent.ts";
import { callLine } from "../../../../src/vscode/agent/callLine.ts";

const t = (message: string, ...args: (string | number)[]) =>
  message.replace(/\{(\d)\}/g, (_, index) => String(args[Number(index)]));

const ended = (outcome: CallOutcome, facts?: CallFacts): CallEnd => ({
  state: "ended",
  outcome,
  content: [],
  ...(facts && { facts }),
});

const call = (name: string, input: unknown, progress?: CallPart["progress"]): CallPart => ({
  type: "tool-call",
  id: "c",
  name,
  arguments: typeof input === "string" ? input : JSON.stringify(input),
  ...(progress && { progress }),
});

const line = (...given: Parameters<typeof call>) => callLine(call(...given), false, t).line;

describe("the line of a call", () => {
  it.each([
    ["read_file", { path: "src/a.ts" }, { path: "src/a.ts", from: 1, to: 80 }, "Read src/a.ts 1–80"],
    ["read_file", { file_path: "a.ts", start_line: "3", end_line: 3 }, { path: "a.ts", from: 3, to: 3 }, "Read a.ts 3"],
    ["list_files", { pattern: "**/*.ts" }, { count: 12 }, "Listed the files of **/*.ts · 12 found"],
    ["list_files", {}, { count: 1 }, "Listed the files of . · 1 found"],
    ["search_text", { query: "sum(" }, { query: "sum(", hits: 0, files: 0 }, "Searched for “sum(” · 0 found"],
    ["find_symbol", { name: "Cart" }, { name: "Cart", count: 2 }, "Found symbols: Cart · 2 found"],
    ["diagnostics", {}, { count: 3 }, "Looked for problems in the workspace · 3 found"],
    [
      "edit_file",
      { path: "a.ts", old_text: "1", new_text: "2" },
      { path: "a.ts", added: 1, removed: 1 },
      "Edited a.ts · +1 −1",
    ],
    [
      "write_file",
      { path: "b.ts", content: "" },
      { path: "b.ts", created: true, added: 0, removed: 0 },
      "Created b.ts · +0 −0",
    ],
    [
      "write_file",
      { path: "b.ts", content: "" },
      { path: "b.ts", created: false, added: 2, removed: 9 },
      "Wrote b.ts · +2 −9",
    ],
    ["move_file", { from: "a", to: "b" }, { from: "a", to: "b" }, "Moved a → b"],
    ["read_url", { link: "https://a.example/" }, { url: "https://a.example/home" }, "Read https://a.example/home"],
    ["delete_file", { path: "a.ts" }, { path: "a.ts" }, "Deleted a.ts"],
    ["run_command", { command: "npm test" }, { id: "1", exitCode: 1, ms: 4200 }, "Ran npm test · exit 1 · 4 s"],
    [
      "run_command",
      { command: "npm test" },
      { id: "1", exitCode: 0, ms: 4200, sandbox: true, repositories: 1, guarded: 2 },
      "Ran npm test · exit 0 · 4 s · in the sandbox · made repositories, whose .git has another name now: 1 · made or changed protected files: 2",
    ],
    [
      "run_command",
      { command: "npm ci" },
      { id: "1", exitCode: 1, ms: 4200, sandbox: true, stopped: "network" },
      "Ran npm ci · exit 1 · 4 s · the sandbox may have stopped it: no network",
    ],
    [
      "run_command",
      { cmd: "npm run dev" },
      { id: "1", background: true, ms: 130_000 },
      "Ran npm run dev · goes on in the background · 2 min 10 s",
    ],
    ["run_command", { command: "sleep 9" }, { id: "1", signal: "SIGTERM", ms: 12 }, "Ran sleep 9 · SIGTERM · 0.1 s"],
    ["command_output", { id: "3" }, { id: "3", lines: 20 }, "Read the output of command 3"],
    ["command_output", { id: "3", stop: true }, { id: "3", stopped: true }, "Ended command 3"],
    ["ask_user", { question: "Which?" }, {}, "Question: Which?"],
    ["update_todos", { items: [] }, { done: 2, total: 5 }, "Updated the to-do list · 2 of 5 done"],
  ] as const)("%s %j", (name, input, facts, expected) => {
    expect(line(name, input, ended("done", facts))).toBe(expected);
  });

  it("says how far it is, in every state", () => {
    const command = { command: "npm test" };
    expect(line("run_command", command)).toBe("Running npm test");
    expect(line("run_command", command, { state: "running" })).toBe("Running npm test");
    expect(line("run_command", command, { state: "waiting" })).toBe("Run npm test");
    expect(line("run_command", command, ended("denied"))).toBe("Run npm test · denied");
    expect(line("run_command", command, ended("stopped"))).toBe("Run npm test · stopped");
    expect(line("run_command", command, ended("skipped"))).toBe("Run npm test · not run");
    expect(line("run_command", command, ended("unknown"))).toBe("Run npm test · nobody knows how it ended");
    expect(line("run_command", command, ended("failed"))).toBe("Run npm test · failed");
    expect(line("run_command", command, ended("failed", { exitCode: 2, ms: 1000 }))).toBe(
      "Ran npm test · exit 2 · 1 s",
    );
    expect(callLine(call("run_command", command, { state: "running" }), true, t).state).toBe("stopped");
  });

  it("names what it can while the arguments come", () => {
    expect(line("read_file", "")).toBe("Reading …");
    expect(line("read_file", '{"path":"src/a')).toBe("Reading …");
    expect(line("read_file", '{"file_path":"src/\\u0061.ts","st')).toBe("Reading src/a.ts");
    expect(line("write_file", `{"path":"a.ts","content":"${"x".repeat(100_000)}`)).toBe("Writing a.ts");
  });

  it("of a tool nobody knows says its name, in one line and without links", () => {
    const given = callLine(call("evil\u202e[x](command:y)", {}, ended("failed")), false, t);
    expect(given).toMatchObject({ icon: "tool", folds: false });
    expect(given.line).not.toMatch(/\u202e|\]\(/);
    expect(given.line.startsWith("Call evil")).toBe(true);
  });

  it("of a tool of others names it and whose it is, before its result and after it was switched off", () => {
    const label = { title: "tide", source: "harbour (MCP)" };
    const of = (progress?: CallPart["progress"], known = label) =>
      callLine(call("mcp_harbour_tide", { place: "x" }, progress), false, t, known).line;
    expect(of()).toBe("Calling tide · harbour (MCP)");
    expect(of({ state: "waiting" })).toBe("Call tide · harbour (MCP)");
    expect(callLine(call("mcp_harbour_tide", {}, ended("done", label)), false, t).line).toBe(
      "Called tide · harbour (MCP)",
    );
    expect(of(ended("denied"))).toBe("Call tide · harbour (MCP) · denied");
    expect(of(ended("failed", label))).toBe("Call tide · harbour (MCP) · failed");
    expect(of(ended("failed", { ...label, missing: true }))).toBe(
      "harbour (MCP) does not run · tide · see MiMo: Select Tools",
    );
    expect(of(ended("done", { ...label, changed: true }))).toBe(
      "Called tide · harbour (MCP) · changed since it was chosen · see MiMo: Select Tools",
    );
    expect(callLine(call("mcp_gone", {}, ended("denied")), false, t).line).toBe("Call mcp_gone · denied");
    const evil = { title: "x\u202e](command:y)\n", source: "s" };
    expect(of({ state: "waiting" }, evil)).not.toMatch(/[\u202e\n]|\]\(/);
  });

  it("knows every tool there is", () => {
    for (const { name } of agentTools) expect(callLine(call(name, {}), false, t).icon, name).not.toBe("tool");
  });

  it("is one line of bounded length, whatever a model writes", () => {
    const names = fc.constantFrom(...agentTools.map(({ name }) => name), "constructor", "__proto__", "");
    const facts = fc.dictionary(
      fc.constantFrom("path", "exitCode", "hits", "from", "ms"),
      fc.oneof(fc.string(), fc.integer()),
    );
    const outcomes = fc.constantFrom<CallOutcome>("done", "failed", "denied", "unknown");
    fc.assert(
      fc.property(names, fc.oneof(fc.json(), fc.string()), outcomes, facts, (name, json, outcome, given) => {
        const made = callLine(call(name, json, ended(outcome, given as CallFacts)), false, t);
        expect(made.line).not.toMatch(/[\n\r\u202e]/);
        expect(made.line.length).toBeLessThan(1500);
        expect(made.line.trim()).not.toBe("");
        callContent(call(name, json, ended(outcome, given as CallFacts)), t);
      }),
    );
  });
});

describe("what a call was asked for and what came of it", () => {
  it("is the whole command, the change of an edit, the text of a file; else the line says it", () => {
    const command = "npm test && \\\n  rm -rf x";
    expect(callContent(call("run_command", { command }, ended("done")), t).input).toEqual({
      kind: "command",
      text: command,
    });
    const edit = call("edit_file", { path: "a", old_text: "a\nb\n", new_text: "a\nc\n" }, ended("done"));
    expect(callContent(edit, t).input).toEqual({ kind: "diff", text: "@@ -1,2 +1,2 @@\n a\n-b\n+c" });
    expect(callContent(call("write_file", { path: "a", content: "x" }, ended("done")), t).input?.text).toBe("x");
    expect(callContent(call("read_file", { path: "a" }, ended("done")), t).input).toBeUndefined();
    expect(callContent(call("nobody", { a: 1 }, ended("failed")), t).input?.text).toBe('{\n  "a": 1\n}');
    expect(callContent(call("nobody", '{"a":', ended("failed")), t).input?.text).toBe('{"a":');
  });

  it("keeps both ends of a long result, and names pictures", () => {
    const text = `begin${"x".repeat(200_000)}end`;
    const end: CallEnd = {
      state: "ended",
      outcome: "done",
      content: [
        { type: "text", text },
        { type: "image", hash: "h", mimeType: "image/png", name: "a.png" },
      ],
    };
    const { output } = callContent(call("read_file", { path: "a" }, end), t);
    expect(output.length).toBeLessThan(70_000);
    expect(output.startsWith("beginx")).toBe(true);
    expect(output.endsWith("xend\n[Image: a.png]")).toBe(true);
  });
});
