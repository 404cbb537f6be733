// Which model sums up, by its price.

import { describe, expect, test } from "vitest";
import { isCached, isFastCheaper } from "../../../../src/core/agent/summaryModel.ts";
import type { AssistantTurn, Message, ReplyPart } from "../../../../src/core/conversation/message.ts";
import { costOf } from "../../../../src/core/model/cost.ts";
import type { Billing } from "../../../../src/core/model/prices.ts";

const models = { main: "mimo-v2.6-pro", fast: "mimo-v2.6-flash" };
const hour = 60 * 60 * 1000;

describe.each<Billing>(["money", "credits"])("paid in %s", (billing) => {
  const day = "2026-11-28";
  const cheaper = (tokens: number, cached: boolean, pair = models) =>
    isFastCheaper(
      pair,
      { tokens, cached, summary: 4000 },
      (model, usage) => costOf(usage, { model, billing, currency: "usd", day, night: false })?.amount,
    );

  test("what is cached stays with the chat's model, what is not goes to the fast one", () => {
    for (const tokens of [20_000, 100_000, 800_000]) {
      expect(cheaper(tokens, true), `${tokens}`).toBe(false);
      expect(cheaper(tokens, false), `${tokens}`).toBe(true);
    }
    expect(cheaper(10_000, true)).toBe(true);
    const turn = [...Array(40).keys()].map((thousand) => cheaper(thousand * 1000, true)).lastIndexOf(true);
    expect(turn).toBeGreaterThanOrEqual(15);
    expect(turn).toBeLessThanOrEqual(17);
  });

  test("a model without a price is not chosen for it, nor left for one", () => {
    expect(cheaper(10_000, false, { main: "theirs", fast: "mimo-v2.6-flash" })).toBe(false);
    expect(cheaper(10_000, false, { main: "mimo-v2.6-pro", fast: "theirs" })).toBe(false);
  });
});

const reply = (steps: number, cachedInputTokens?: number, model = "m"): AssistantTurn => ({
  id: "a",
  createdAt: 0,
  role: "assistant",
  parts: Array.from({ length: steps }, (): ReplyPart => ({ type: "step", reason: "tool-calls" })),
  state: "done",
  model,
  sources: [],
  usage: { inputTokens: 100, outputTokens: 1, ...(cachedInputTokens !== undefined && { cachedInputTokens }) },
  finish: { reason: "stop", rawReason: "stop" },
});
const question: Message = { id: "q", createdAt: 0, role: "user", parts: [] };

test.each<[string, readonly Message[], number, boolean]>([
  ["nothing was hit yet, and nothing could be", [question, reply(0)], 0, true],
  ["a run of several steps hit", [question, reply(5, 80)], 0, true],
  ["a run of several steps hit nothing: that host has no cache", [question, reply(5, 0)], 0, false],
  ["the host says nothing of its cache", [question, reply(5)], 0, false],
  ["the second question hit", [question, reply(0), question, reply(0, 64)], 0, true],
  ["another model answered", [question, reply(5, 80, "other")], 0, false],
  ["an hour ago", [question, reply(5, 80)], hour + 1, false],
  ["nobody answered", [question], 0, false],
])("cached: %s", (_what, path, later, expected) => {
  expect(isCached(path, "m", 1000, 1000 + later)).toBe(expected);
});
