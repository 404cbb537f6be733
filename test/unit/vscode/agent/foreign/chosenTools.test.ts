// What is chosen goes out where MiMo may act, and is kept in VS Code's storage of the workspace.

import { expect, test, vi } from "vitest";
import type { ForeignToolInfo } from "../../../../../src/core/tools/foreign/foreignTool.ts";
import { foreignToolsOf } from "../../../../../src/core/tools/foreign/foreignTools.ts";
import { ChosenTools } from "../../../../../src/vscode/agent/foreign/chosenTools.ts";
import { theWindow } from "../approvals/fakeVscode.ts";

vi.mock("vscode", async () => import("../approvals/fakeVscode.ts"));

const info = (name: string): ForeignToolInfo => ({
  source: "harbour (MCP)",
  name,
  title: name,
  description: "Tells the tide.",
  schema: { type: "object" },
});

function memento() {
  const kept = new Map<string, unknown>();
  return {
    kept,
    keys: () => [...kept.keys()],
    get: (name: string) => kept.get(name) as never,
    update: async (name: string, value: unknown) => void kept.set(name, value),
  };
}

test("is the same list until it changes, sorted, and the same in the next window", async () => {
  Object.assign(theWindow, { isTrusted: true, folders: ["/app"] });
  const state = memento();
  const chosen = new ChosenTools(state);
  expect(chosen.current).toEqual([]);
  expect(chosen.current).toBe(chosen.current);
  await chosen.choose(foreignToolsOf([info("mcp_b"), info("mcp_a")]));
  expect(chosen.current.map(({ name }) => name)).toEqual(["mcp_a", "mcp_b"]);
  expect(chosen.current).toBe(chosen.current);
  expect(chosen.has(info("mcp_a"))).toBe(true);
  expect(chosen.has({ ...info("mcp_a"), source: "another" })).toBe(false);
  const next = new ChosenTools(state);
  expect(JSON.stringify(next.current)).toBe(JSON.stringify(chosen.current));
  expect(next.current).toBe(next.current);
  expect(next.named("mcp_a")?.title).toBe("mcp_a");
  await next.choose([]);
  expect(new ChosenTools(state).current).toEqual([]);
});

test("nothing goes out of a workspace that is not trusted, or without a folder; what was chosen stays chosen", async () => {
  Object.assign(theWindow, { isTrusted: true, folders: ["/app"] });
  const chosen = new ChosenTools(memento());
  await chosen.choose(foreignToolsOf([info("mcp_a")]));
  for (const where of [{ isTrusted: false }, { isTrusted: true, folders: [] }]) {
    Object.assign(theWindow, where);
    expect(chosen.current).toEqual([]);
    expect(chosen.has(info("mcp_a"))).toBe(false);
    expect(chosen.current).toBe(chosen.current);
    expect(chosen.all).toHaveLength(1);
  }
  Object.assign(theWindow, { folders: ["/app"] });
  expect(chosen.current).toHaveLength(1);
});
