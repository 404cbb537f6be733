import { expect, test } from "vitest";
import { Conversation } from "../../../src/core/conversation/conversation.ts";
import type { AssistantTurn } from "../../../src/core/conversation/message.ts";
import { messageHead, partSnapshot, partSnapshots } from "../../../src/vscode/chat/messageSnapshot.ts";

import { stepsOf } from "../core/conversation/steps.ts";

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

const t = (message: string, ...args: (string | number)[]) =>
  message.replace(/\{(\d)\}/g, (_, index) => String(args[Number(index)]));
const around = { t, waiting: [], agent: undefined, canRestore: () => false };

test("parts keep their order and their places; the texts around a call stay two", () => {
  expect(partSnapshots(turn, around)).toEqual([
    { key: "0", head: { kind: "reasoning", milliseconds: 1200 }, text: "hm" },
    { key: "1", head: { kind: "text" }, text: "I look." },
    {
      key: "2",
      head: { kind: "tool", tool: "list", state: "stopped", line: "Call list · stopped", icon: "tool", folds: false },
      text: "",
    },
    { key: "3", head: { kind: "reasoning", milliseconds: undefined }, text: "so" },
    { key: "4", head: { kind: "text" }, text: "Done." },
  ]);
});

test("one part is the same as among all of them", () => {
  const all = new Map(partSnapshots(turn, around).map((part) => [part.key, part]));
  for (const index of turn.parts.keys()) expect(partSnapshot(turn, index, around)).toEqual(all.get(String(index)));
  expect(partSnapshot(turn, turn.parts.length, around)).toBeUndefined();
});

test("the head of a run that goes on does not grow with its steps; when it is over it tells of each", () => {
  const headOf = (steps: number, state: AssistantTurn["state"], more: AssistantTurn["parts"] = []) => {
    const conversation = new Conversation("c", 0);
    const { parts, ...turn } = stepsOf(steps);
    const run: AssistantTurn = {
      ...turn,
      parts: [...parts, ...more],
      state,
      usage: { inputTokens: 1, outputTokens: 1 },
    };
    conversation.put(run);
    return messageHead(conversation, run, {
      description: undefined,
      retrying: undefined,
      currency: () => "usd",
      isPlan: false,
      goesOn: false,
      waits: false,
      restorable: false,
    });
  };
  expect(headOf(400, "streaming")).toEqual(headOf(4, "streaming"));
  expect(headOf(400, "done").steps).toHaveLength(400);
  // Nothing was said of the last one, and nothing is made up for it.
  const used = { inputTokens: 10, outputTokens: 2 };
  expect(headOf(2, "stopped", [{ type: "text", text: "So" }]).steps).toEqual([used, used, null]);
});
