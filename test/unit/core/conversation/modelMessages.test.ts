// A path that is read as it grows is read as it would be at once, and what was read of it is not read again.

import fc from "fast-check";
import { expect, test } from "vitest";
import { applyRunEvent } from "../../../../src/core/conversation/applyRunEvent.ts";
import type { Message } from "../../../../src/core/conversation/message.ts";
import { modelMessages, PathMessages } from "../../../../src/core/conversation/modelMessages.ts";
import type { RunEvent } from "../../../../src/core/conversation/runEvent.ts";
import type { UserTurn } from "../../../../src/core/conversation/userTurn.ts";
import { counted, partsOfStep, replyOf, stepsOf } from "./steps.ts";

const question = (id: string, text = "Do it."): UserTurn => ({
  id,
  createdAt: 1,
  role: "user",
  parts: [{ type: "text", text }],
  references: [{ label: "a.ts", languageId: "typescript", text: "const a = 1;" }],
  mode: id.length % 2 === 0 ? "agent" : "plan",
});

const call = fc.constantFrom("x", "y");
const event: fc.Arbitrary<RunEvent> = fc.oneof(
  fc.record({
    type: fc.constantFrom("text-delta" as const, "reasoning-delta" as const),
    text: fc.constantFrom("", "a", "b"),
  }),
  fc.record({ type: fc.constant("reasoning-signature" as const), signature: fc.constant("s") }),
  fc.record({ type: fc.constant("tool-call-start" as const), id: call, name: fc.constant("read") }),
  fc.record({ type: fc.constant("tool-call-delta" as const), id: call, arguments: fc.constant("{") }),
  fc.record({ type: fc.constantFrom("call-waiting" as const, "call-started" as const), id: call }),
  fc.record({
    type: fc.constant("call-ended" as const),
    id: call,
    end: fc.record({
      outcome: fc.constantFrom("done" as const, "failed" as const),
      content: fc.constantFrom([{ type: "text" as const, text: "1" }], [{ type: "text" as const, text: "2" }]),
    }),
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("step-ended" as const),
      reason: fc.constantFrom("tool-calls" as const, "interrupted" as const),
    }),
  },
  fc.record({ type: fc.constant("said" as const), question: fc.constantFrom(question("s"), question("st", "And?")) }),
  fc.record({ type: fc.constant("told" as const), text: fc.constant("It ended.") }),
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("rules" as const),
      rules: fc.constantFrom([{ name: "A", hash: "1", text: "Rule." }], [{ name: "A", hash: "1" }]),
    }),
  },
  fc.record({ type: fc.constant("notice" as const), notice: fc.constant({ kind: "limit" as const, steps: 3 }) }),
  fc.record({ type: fc.constant("summarized" as const), text: fc.constant("So far."), keeps: fc.nat(3) }),
  fc.constant({ type: "resumed" as const }),
);
/** A run's event, or what else may happen to a path: it is read, a turn follows, another path is shown. */
type Act = RunEvent | "read" | "next" | "back" | "anew" | "other";

/** A step as steps go, read at any moment of it. */
const step: fc.Arbitrary<readonly Act[]> = fc
  .tuple(call, fc.array(fc.nat(5), { maxLength: 4 }))
  .map(([id, moments]) => {
    const acts: Act[] = [
      { type: "text-delta", text: "I look." },
      { type: "tool-call-start", id, name: "read" },
      { type: "step-ended", reason: "tool-calls" },
      { type: "call-started", id },
      { type: "call-ended", id, end: { outcome: "done", content: [{ type: "text", text: "3" }] } },
    ];
    return acts.flatMap((each, index) => (moments.includes(index) ? ["read", each] : [each]));
  });
const anyAct: fc.Arbitrary<readonly Act[]> = fc.oneof(
  { weight: 4, arbitrary: step },
  { weight: 8, arbitrary: event.map((each) => [each]) },
  { weight: 4, arbitrary: fc.constant(["read"] as const) },
  fc.constantFrom(["next"] as const, ["back"] as const, ["anew"] as const, ["other"] as const),
);

test("whatever happens to a path, it is read as it stands", () => {
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 40 }), (all) => {
      const messages = new PathMessages();
      let path: Message[] = [question("q"), replyOf("a")];
      for (const [index, each] of all.flat().entries()) {
        const last = path.at(-1);
        if (each === "read") expect(messages.of(path)).toEqual(modelMessages(path));
        else if (each === "next") path = [...path, question(`q${index}`), replyOf(`a${index}`)];
        else if (each === "back") path = path.slice(0, Math.max(1, path.length - 1));
        // Read back from its journal it is equal, and not the same.
        else if (each === "anew") path = structuredClone(path);
        // A reply that another window knew better.
        else if (each === "other") path = path.map((turn) => (turn === last ? otherWords(turn) : turn));
        else if (last?.role === "assistant") path = [...path.slice(0, -1), applyRunEvent(last, each, 5)];
      }
      expect(messages.of(path)).toEqual(modelMessages(path));
    }),
  );
});

function otherWords(turn: Message): Message {
  if (turn.role === "user") return turn;
  return {
    ...turn,
    parts: turn.parts.map((part) => ("text" in part ? { ...part, text: `${part.text}!` } : { ...part })),
  };
}

test("a step more costs reading that step, however many there were", () => {
  const readsAfter = (steps: number) => {
    const messages = new PathMessages();
    const asked = question("q");
    const parts = stepsOf(steps + 1).parts;
    const before = messages.of([asked, replyOf("a", parts.slice(0, -partsOfStep))]);
    const seen = counted(parts);
    const after = messages.of([asked, replyOf("a", seen.parts)]);
    // The same objects: what is known of a message stays known.
    expect(after.slice(0, before.length).every((message, index) => message === before[index])).toBe(true);
    expect(after.length).toBe(before.length + 2);
    return seen.reads();
  };
  expect(readsAfter(400)).toBe(readsAfter(4));
  expect(readsAfter(400)).toBeLessThan(20);
});
