import { expect, test } from "vitest";
import { applyRunEvent } from "../../../../src/core/conversation/applyRunEvent.ts";
import { conversationUsage } from "../../../../src/core/conversation/conversationUsage.ts";
import type { AssistantTurn } from "../../../../src/core/conversation/message.ts";
import type { RunEvent } from "../../../../src/core/conversation/runEvent.ts";
import { stepUsages, uncountedSteps } from "../../../../src/core/conversation/stepUsage.ts";

const begun: AssistantTurn = {
  id: "a",
  role: "assistant",
  createdAt: 1,
  state: "streaming",
  model: "mimo-v2.6-pro",
  sources: [],
  parts: [],
};
const turnOf = (...events: readonly RunEvent[]) => events.reduce((turn, event) => applyRunEvent(turn, event, 1), begun);
/** As a stop, or an error, leaves it. */
const stopped = (turn: AssistantTurn, state: "stopped" | "error" = "stopped"): AssistantTurn => ({ ...turn, state });

const text = { type: "text-delta", text: "x" } as const;
const finish = { type: "finish", reason: "stop", rawReason: "stop" } as const;
const used = (inputTokens: number) => ({ inputTokens, cachedInputTokens: 0, outputTokens: 1 });
const usage = (inputTokens: number) => ({ type: "usage", usage: used(inputTokens) }) as const;
const part = (inputTokens: number) => ({ type: "usage", usage: { ...used(inputTokens), isPartial: true } }) as const;
const step = (inputTokens: number) => ({ type: "step-ended", reason: "tool-calls", usage: used(inputTokens) }) as const;
const flood = { type: "step-ended", reason: "flood" } as const;
const brokeOff = { type: "step-ended", reason: "interrupted" } as const;

test.each([
  ["a reply that is whole", turnOf(text, usage(5), finish), [5]],
  ["a run that is whole", turnOf(text, step(5), text, step(7), text, usage(9), finish), [5, 7, 9]],
  ["stopped while the first step was written", stopped(turnOf(text)), [undefined]],
  ["stopped while a later step was written", stopped(turnOf(text, step(5), text)), [5, undefined]],
  ["broken off", stopped(turnOf(text, step(5), text), "error"), [5, undefined]],
  ["stopped while calls ran", stopped(turnOf(text, step(5))), [5]],
  ["cut off for asking too much", turnOf(text, flood, text, step(7), text, usage(9), finish), [undefined, 7, 9]],
  ["gone on with after it broke off", turnOf(text, step(5), text, brokeOff, text, usage(9), finish), [5, undefined, 9]],
  ["of a service that says nothing at the end", turnOf(text, step(5), text, finish), [5, undefined]],
  ["refused", stopped(turnOf(), "error"), []],
  ["stopped before anything came", stopped(turnOf(brokeOff)), [undefined]],
  ["stopped before anything came of a later step", stopped(turnOf(text, step(5), brokeOff)), [5, undefined]],
  ["stopped after what was sent was counted", stopped(turnOf(text, step(5), text, part(7))), [5, 7]],
  ["gone on with after that", turnOf(text, step(5), text, part(7), brokeOff, text, usage(9), finish), [5, 7, 9]],
] as const)("what the steps used is known one by one, or known to be unknown: %s", (_, turn, expected) => {
  expect(stepUsages(turn).map((each) => each?.inputTokens)).toEqual(expected);
  const isPartial = turn.parts.some((each) => each.type === "step" && each.usage?.isPartial) || turn.usage?.isPartial;
  expect(uncountedSteps(turn)).toBe(expected.filter((each) => each === undefined).length + (isPartial ? 1 : 0));
});

test("a step that was counted in part says so, and no other", () => {
  const turn = turnOf(text, part(7), brokeOff, text, step(5), text, usage(9), finish);
  expect(stepUsages(turn).map((each) => each?.isPartial ?? false)).toEqual([true, false, false]);
  expect([turn.usage?.inputTokens, turn.usage?.isPartial, uncountedSteps(turn)]).toEqual([21, undefined, 1]);
});

test("while a reply is written nothing is missing yet", () => {
  expect(uncountedSteps(turnOf(text, flood, text))).toBe(0);
  expect(stepUsages(turnOf(text, step(5), text))).toEqual([used(5)]);
});

test("a conversation says how many steps are in none of its numbers; what was said elsewhere is none of it", () => {
  const elsewhere: AssistantTurn = { ...begun, id: "e", state: "done", parts: [{ type: "text", text: "x" }] };
  const whole = { ...turnOf(text, usage(5), finish), id: "b" };
  const run = { ...turnOf(text, flood, text, usage(9), finish), id: "c" };
  expect(conversationUsage([elsewhere, stopped(turnOf(text)), whole, run], "usd")).toMatchObject({
    replies: 2,
    usage: { inputTokens: 14 },
    uncounted: 2,
  });
});
