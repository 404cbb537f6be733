// Replies that are cut off: what they used is counted as far as the service said it.
import { expect, test } from "vitest";
import { readJournal } from "../../../../src/core/conversation/journal.ts";
import { isUnbegun } from "../../../../src/core/conversation/message.ts";
import { stepUsages, uncountedSteps } from "../../../../src/core/conversation/stepUsage.ts";
import type { LanguageModel } from "../../../../src/core/model/languageModel.ts";
import { ModelError } from "../../../../src/core/model/modelError.ts";
import type { StreamEvent, Usage } from "../../../../src/core/model/streamEvent.ts";
import { isRun } from "../../../../src/vscode/chat/runSnapshot.ts";
import { ListedModel, makeRun } from "./fakes.ts";

const counted = { inputTokens: 70, outputTokens: 0, isPartial: true };
const word = { type: "text-delta", text: "I have" } as const;
const finished: readonly StreamEvent[] = [word, { type: "finish", reason: "stop", rawReason: "stop" }];

/** A model whose reply is cut off behind `pieces`, by a stop if `stop` does that, after the service had counted `usage` of it. */
function cutOffModel(pieces: readonly StreamEvent[], stop?: () => unknown, usage?: Usage): LanguageModel {
  return {
    async *stream(_request, signal) {
      yield* pieces;
      stop?.();
      yield { type: "cut-off", ...(usage && { usage }) };
      signal.throwIfAborted();
      throw new ModelError("network", { message: "reset", replyStarted: true });
    },
  };
}

test.each(["stopped", "error"] as const)(
  "what was counted of a reply that was cut off is in its sum: %s",
  async (state) => {
    const run = makeRun([], { model: cutOffModel([word], () => state === "stopped" && void run.run.stop(), counted) });
    await run.ended;
    expect(run.turn()).toMatchObject({ state, usage: counted });
    expect(readJournal(run.store.journals.get("c") ?? "")?.conversation.get("a")).toMatchObject({ usage: counted });
    const again = makeRun([[" done."]], {}, run.store.journals.get("c"));
    await again.ended;
    expect(again.turn().usage?.inputTokens).toBe(80);
    expect(stepUsages(again.turn()).map((usage) => usage?.inputTokens)).toEqual([70, 10]);
  },
);

test.each([
  ["stopped", undefined],
  ["stopped", counted],
  ["error", undefined],
] as const)("a request that brought nothing is a step if the service took it: %s, %j", async (state, usage) => {
  const run = makeRun([], { model: cutOffModel([], () => state === "stopped" && void run.run.stop(), usage) });
  await run.ended;
  expect(run.turn().state).toBe(state);
  expect(stepUsages(run.turn())).toEqual([usage]);
  expect(uncountedSteps(run.turn())).toBe(1);
  // Answering anew takes its place, unless that would hide what it cost.
  expect(isUnbegun(run.turn())).toBe(usage === undefined);
  expect(isRun(run.turn())).toBe(false);
});

test("a later request that brought nothing is one step more, and Continue asks again as if it had not been", async () => {
  let requests = 0;
  const calls = new ListedModel([[["read", { path: "a" }]]]);
  const cut = cutOffModel([], undefined, undefined);
  const model: LanguageModel = { stream: (...args) => (++requests === 1 ? calls : cut).stream(...args) };
  const run = makeRun([], { model });
  await run.ended;
  expect(stepUsages(run.turn()).map((usage) => usage?.inputTokens)).toEqual([10, undefined]);
  const again = makeRun([["Done."]], {}, run.store.journals.get("c"));
  await again.ended;
  expect(again.turn().state).toBe("done");
  expect(stepUsages(again.turn()).map((usage) => usage?.inputTokens)).toEqual([10, undefined, 10]);
  expect(again.model.requests[0]?.messages.at(-1)?.role).toBe("tool");
});

test("a request that was refused, or never got there, is no step", async () => {
  const run = makeRun([], {
    model: {
      // biome-ignore lint/correctness/useYield: it is refused before anything comes
      async *stream() {
        throw new ModelError("network", { message: "refused" });
      },
    },
  });
  await run.ended;
  expect(stepUsages(run.turn())).toEqual([]);
});

test("what was counted of a reply that was cut off for asking too much is in its sum", async () => {
  let requests = 0;
  const model: LanguageModel = {
    async *stream(_request, signal) {
      if (++requests > 1) return yield* finished;
      for (let call = 0; !signal.aborted; call++) {
        const id = `c${call}`;
        yield { type: "tool-call-start", id, name: "read" };
        yield { type: "tool-call-delta", id, arguments: JSON.stringify({ path: id }) };
      }
      yield { type: "cut-off", usage: counted };
      signal.throwIfAborted();
    },
  };
  const run = makeRun([], { model });
  await run.ended;
  expect(stepUsages(run.turn())).toEqual([counted, undefined]);
  expect(run.turn().parts.filter(({ type }) => type === "tool-call")).toHaveLength(16);
});
