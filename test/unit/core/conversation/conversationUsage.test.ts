import { expect, test } from "vitest";
import { conversationUsage } from "../../../../src/core/conversation/conversationUsage.ts";
import type { AssistantTurn, Message } from "../../../../src/core/conversation/message.ts";
import type { Usage } from "../../../../src/core/model/streamEvent.ts";

const reply = (id: string, model: string, usage?: Usage): AssistantTurn => ({
  id,
  createdAt: Date.parse("2026-11-21T04:00:00Z"),
  role: "assistant",
  parts: [],
  state: "done",
  model,
  sources: [],
  usage,
});

test("adds up every reply that was counted, by unit, and says which have no price", () => {
  const question: Message = { id: "q", createdAt: 0, role: "user", parts: [] };
  const messages = [
    question,
    reply("a", "mimo-v2.6-pro", { inputTokens: 1_000_000, outputTokens: 0 }),
    reply("b", "mimo-v2.6-pro", { inputTokens: 10, cachedInputTokens: 10, outputTokens: 2, billing: "credits" }),
    reply("c", "unknown", { inputTokens: 5, outputTokens: 5, reasoningTokens: 4 }),
    reply("d", "mimo-v2.6-pro"),
  ];
  expect(conversationUsage(messages, "cny")).toEqual({
    replies: 3,
    usage: { inputTokens: 1_000_015, cachedInputTokens: 10, outputTokens: 7, reasoningTokens: 4, webSearchCalls: 0 },
    costs: [
      { amount: 3, unit: "cny" },
      { amount: 10 * 2.5 + 2 * 600, unit: "credits" },
    ],
    unpriced: 1,
    uncounted: 0,
  });
  expect(conversationUsage([question], "usd")).toBeUndefined();
});
