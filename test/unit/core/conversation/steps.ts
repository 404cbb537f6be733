// Runs of any length, and how much of one is looked at.

import { applyRunEvent } from "../../../../src/core/conversation/applyRunEvent.ts";
import type { AssistantTurn, ReplyPart } from "../../../../src/core/conversation/message.ts";

/** A reply that is being written. */
export const replyOf = (id: string, parts: readonly ReplyPart[] = []): AssistantTurn => ({
  ...{ id, createdAt: 2, role: "assistant", parts, state: "streaming", model: "m", sources: [] },
});

/** The parts of each step of a run of `stepsOf`. */
export const partsOfStep = 3;

/** A run of so many steps with a call each, all ended. */
export function stepsOf(steps: number): AssistantTurn {
  let turn = replyOf("a");
  for (let step = 0; step < steps; step++) {
    for (const each of [
      { type: "reasoning-delta", text: `Thinking ${step}.` },
      { type: "tool-call-start", id: `c${step}`, name: "read_file" },
      { type: "step-ended", reason: "tool-calls", usage: { inputTokens: 10, outputTokens: 2 } },
      { type: "call-ended", id: `c${step}`, end: { outcome: "done", content: [{ type: "text", text: `${step}` }] } },
    ] as const) {
      turn = applyRunEvent(turn, each, 5);
    }
  }
  return turn;
}

/** Counts what is read of `parts`. */
export function counted(parts: readonly ReplyPart[]): {
  readonly parts: readonly ReplyPart[];
  readonly reads: () => number;
} {
  let reads = 0;
  const get = (target: readonly ReplyPart[], key: string | symbol): unknown => {
    if (typeof key === "string" && /^\d+$/.test(key)) reads++;
    return Reflect.get(target, key);
  };
  return { parts: new Proxy(parts, { get }), reads: () => reads };
}
