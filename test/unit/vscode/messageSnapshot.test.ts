import { expect, test } from "vitest";
import type { AssistantTurn } from "../../../src/core/conversation/message.ts";
import { partSnapshot, partSnapshots } from "../../../src/vscode/chat/messageSnapshot.ts";

const turn: AssistantTurn = {
  id: "a",
  role: "assistant",
  createdAt: 1,
  state: "done",
  model: "m",
  sources: [],
  reasoningMs: 1200,
  parts: [
    { type: "reasoning", text: "hm" },
    { type: "text", text: "I look." },
    { type: "tool-call", id: "c", name: "list", arguments: "{}" },
    { type: "reasoning", text: "so" },
    { type: "text", text: "Done." },
  ],
};

test("parts keep their order and their places; the texts around a call stay two", () => {
  expect(partSnapshots(turn)).toEqual([
    { key: "0", head: { kind: "reasoning", milliseconds: 1200 }, text: "hm" },
    { key: "1", head: { kind: "text" }, text: "I look." },
    { key: "3", head: { kind: "reasoning", milliseconds: undefined }, text: "so" },
    { key: "4", head: { kind: "text" }, text: "Done." },
  ]);
});

test("one part is the same as among all of them", () => {
  const all = new Map(partSnapshots(turn).map((part) => [part.key, part]));
  for (const index of turn.parts.keys()) expect(partSnapshot(turn, index)).toEqual(all.get(String(index)));
  expect(partSnapshot(turn, turn.parts.length)).toBeUndefined();
});
