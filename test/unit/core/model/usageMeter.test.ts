import { expect, test } from "vitest";
import type { ModelRequest } from "../../../../src/core/model/languageModel.ts";
import { observeUsage } from "../../../../src/core/model/observeUsage.ts";
import { UsageMeter } from "../../../../src/core/model/usageMeter.ts";

test("every reply of every model is counted once", async () => {
  const meter = new UsageMeter();
  const told: string[] = [];
  meter.onDidChange(({ model, replies }) => told.push(`${model} ${replies}`));
  const model = observeUsage(
    {
      async *stream() {
        yield { type: "text-delta", text: "x" } as const;
        yield { type: "usage", usage: { inputTokens: 10, cachedInputTokens: 4, outputTokens: 3 } } as const;
        yield { type: "finish", reason: "stop", rawReason: "stop" } as const;
      },
    },
    (request, usage) => meter.add(request.model, usage),
  );
  const seen: string[] = [];
  for (const id of ["a", "b", "a"]) {
    const request: ModelRequest = { model: id, messages: [] };
    for await (const event of model.stream(request, new AbortController().signal)) seen.push(event.type);
  }
  expect(seen.slice(0, 3)).toEqual(["text-delta", "usage", "finish"]);
  expect(told).toEqual(["a 1", "b 1", "a 2"]);
  expect(meter.totals).toEqual([
    { model: "a", replies: 2, inputTokens: 20, cachedInputTokens: 8, outputTokens: 6, webSearchCalls: 0 },
    { model: "b", replies: 1, inputTokens: 10, cachedInputTokens: 4, outputTokens: 3, webSearchCalls: 0 },
  ]);
});
