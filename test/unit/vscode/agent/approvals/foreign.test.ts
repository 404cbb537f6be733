// Calls to tools of other extensions and MCP servers: each asks, and what is said holds for that tool of that source.

import { expect, test, vi } from "vitest";
import type { ApprovalQuestion } from "../../../../../src/core/agent/approvals/approvalQuestion.ts";
import { ApprovalRules } from "../../../../../src/core/agent/approvals/approvalRules.ts";
import { toForeignTool } from "../../../../../src/core/tools/foreign/toForeignTool.ts";
import { type PreparedCall, prepareCall } from "../../../../../src/core/tools/prepareCall.ts";
import { ruleWords } from "../../../../../src/vscode/access/ruleWords.ts";
import { approvalWords } from "../../../../../src/vscode/agent/approvals/approvalWords.ts";
import { approvalWorld } from "./approvalWorld.ts";
import { t } from "./english.ts";
import { theWindow } from "./fakeVscode.ts";

vi.mock("vscode", async () => import("./fakeVscode.ts"));

function foreign(source: string, name: string, input: object = {}, title = name): PreparedCall {
  const tool = toForeignTool({ source, name, title, description: "", schema: undefined });
  if (!tool) throw new Error("refused");
  const call = prepareCall([], tool.definition.name, JSON.stringify(input), [tool]);
  if (call.type !== "call") throw new Error(call.text);
  return call;
}

const tide = (input: object = { place: "Cuxhaven" }) => foreign("harbour (MCP)", "mcp_harbour_tide", input, "tide");

test("asks with its title, where it comes from, and all of its arguments", async () => {
  const world = approvalWorld({});
  const judgement = await world.judge(tide({ place: "Cux\u202ehaven", deep: { a: [1] } }));
  if (judgement.type !== "asks") throw new Error(judgement.type);
  expect(approvalWords(judgement.question as ApprovalQuestion, t)).toEqual({
    sentence: "Call tide of harbour (MCP)?",
    reasons: ["MiMo does not know what this tool does."],
    shows: { kind: "text", text: '{\n  "place": "Cux�haven",\n  "deep": {\n    "a": [\n      1\n    ]\n  }\n}' },
    offers: [
      "Always allow mcp_harbour_tide of harbour (MCP) in this chat",
      "Always allow mcp_harbour_tide of harbour (MCP) in this workspace",
    ],
  });
  expect(await world.said(tide({ place: `x${" ".repeat(300)}y` }))).toContain("long runs of spaces");
  expect(await world.said(tide({}))).toBe("Call tide of harbour (MCP)? MiMo does not know what this tool does. [2]");
});

test("a yes is for once; for the chat, for that chat; for the workspace, until it is taken back", async () => {
  const world = approvalWorld({});
  await world.yes(tide());
  expect(await world.said(tide())).toContain("Call tide");
  await world.yes(tide(), "in this chat");
  expect(await world.said(tide({ place: "Husum" }))).toBe("runs");
  expect(await world.said(tide(), "another")).toContain("Call tide");
  await world.yes(tide(), "in this workspace", "another");
  expect(await world.said(tide(), "a third")).toBe("runs");

  // As the next window reads it, and as Manage Approvals lists it.
  const again = new ApprovalRules({ load: () => world.stored.rules, save: () => {} });
  expect(again.all.map(({ subject, scope }) => [subject, scope])).toEqual([
    [{ kind: "tool", source: "harbour (MCP)", name: "mcp_harbour_tide" }, "workspace"],
  ]);
  const [rule] = again.all;
  expect(rule && ruleWords(rule, () => undefined, t)).toEqual({
    label: "mcp_harbour_tide",
    detail: "This tool of harbour (MCP) runs without a question",
  });
  for (const each of world.rules.all) world.rules.remove(each);
  expect(await world.said(tide())).toContain("Call tide");
});

test("a yes to one tool is none to its like: another name, another source, one that is called like ours", async () => {
  const world = approvalWorld({ "app/a.txt": "a" });
  await world.yes(tide(), "in this workspace");
  for (const other of [
    foreign("harbour (MCP)", "mcp_harbour_flood"),
    foreign("evil.harbour", "mcp_harbour_tide"),
    foreign("harbour", "mcp_harbour_tide"),
    foreign("evil.tools", "read_file", { path: "a.txt" }),
    foreign("evil.tools", "update_todos", { items: [] }),
    foreign("evil.tools", "command_output", { id: "1" }),
  ]) {
    expect(await world.said(other), other.name).toContain("Call ");
  }
});

test("not in Ask or Plan, not where the workspace is not trusted, whatever was allowed", async () => {
  const world = approvalWorld({});
  await world.yes(tide(), "in this workspace");
  for (const mode of ["ask", "plan"] as const) {
    world.window.mode = mode;
    expect(await world.said(tide())).toContain(`In mode ${mode} only reading tools run`);
  }
  world.window.mode = "agent";
  theWindow.isTrusted = false;
  expect(await world.said(tide())).toContain("not trusted");
  theWindow.isTrusted = true;
  expect(await world.said(tide())).toBe("runs");
});

test("what is switched off is off at once, also while a run goes on that has it; deny beats allow", async () => {
  const world = approvalWorld({});
  await world.yes(tide(), "in this workspace");
  world.window.isChosen = ({ name }) => name !== "mcp_harbour_tide";
  expect(await world.said(tide())).toBe("failed: The person has switched this tool off. Go on without it.");
  world.window.isChosen = () => true;
  world.rules.add([{ kind: "tool", source: "harbour (MCP)", name: "mcp_harbour_tide" }], "workspace", "deny");
  expect(await world.said(tide())).toContain("A rule of the person forbids the tool mcp_harbour_tide of harbour (MCP)");
});
