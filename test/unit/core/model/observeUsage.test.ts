import { expect, test } from "vitest";
import type { LanguageModel } from "../../../../src/core/model/languageModel.ts";
import { observeUsage } from "../../../../src/core/model/observeUsage.ts";
import type { StreamEvent } from "../../../../src/core/model/streamEvent.ts";
import { collect } from "./support.ts";

test("tells of each reply once, with the time it was asked for, and passes on who pays", async () => {
  const usage = { inputTokens: 5, outputTokens: 7 };
  let now = 100;
  const inner: LanguageModel = {
    async *stream() {
      now = 900;
      yield { type: "text-delta", text: "a" };
      yield { type: "usage", usage };
      yield { type: "finish", reason: "stop", rawReason: "stop" };
    },
  };
  const told: unknown[] = [];
  const model = observeUsage(inner, {
    now: () => now,
    billing: () => "credits",
    onUsage: (request, used, at) => told.push([request.model, used, at]),
  });
  const events: StreamEvent[] = [];
  for await (const event of model.stream({ model: "m", messages: [] }, new AbortController().signal)) {
    events.push(event);
  }
  expect(told).toEqual([["m", { ...usage, billing: "credits" }, 100]]);
  expect(events.map(({ type }) => type)).toEqual(["text-delta", "usage", "finish"]);
  expect(events[1]).toEqual({ type: "usage", usage: { ...usage, billing: "credits" } });
});

test("what was counted of a reply that was cut off is told too; where nothing was, nothing is", async () => {
  const usage = { inputTokens: 5, outputTokens: 0, isPartial: true };
  let cut: StreamEvent = { type: "cut-off", usage };
  const inner: LanguageModel = {
    async *stream() {
      yield cut;
      throw new Error("stopped");
    },
  };
  const told: unknown[] = [];
  const model = observeUsage(inner, { now: () => 1, billing: () => "money", onUsage: (_, used) => told.push(used) });
  const run = () => collect(model.stream({ model: "m", messages: [] }, new AbortController().signal));
  const paid = { ...usage, billing: "money" };
  expect((await run()).events).toEqual([{ type: "cut-off", usage: paid }]);
  expect(told).toEqual([paid]);
  cut = { type: "cut-off" };
  expect((await run()).events).toEqual([cut]);
  expect(told).toHaveLength(1);
});
