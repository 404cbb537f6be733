// What each step of a reply used, and how many steps are in no sum, or not with all they used. The service says what a reply
// used behind its last piece (API document: stream chunks, message_delta), and over the Anthropic protocol what was sent for it
// before the first (message_start): of one that was cut off, stopped or broken off it says nothing or half, though all of it is
// paid for. What it said is counted. How much of the rest was in its cache, at 1/121 of the price, nobody knows here: such steps
// are counted, and no figure is made up for them.

import type { Usage } from "../model/streamEvent.ts";
import { type AssistantTurn, isOfModel } from "./message.ts";

/**
 * What the steps of a reply that is over used, in order; undefined for one of which the service did not say. A step is
 * a request that the service took, whether or not anything came of it; one that it refused, or that never got there, is none.
 */
export function stepUsages(turn: AssistantTurn): readonly (Usage | undefined)[] {
  const { parts, state } = turn;
  const steps = parts.flatMap((part) => (part.type === "step" ? [part.usage] : []));
  const last = uncreditedUsage(turn);
  if (last) return [...steps, last];
  // The last step has no part of its own.
  const after = parts.slice(parts.findLastIndex(({ type }) => type === "step") + 1);
  return state !== "streaming" && after.some(isOfModel) ? [...steps, undefined] : steps;
}

/** Turns are immutable: of each it is counted once. */
const counts = new WeakMap<AssistantTurn, number>();

/** What is in the sum of a reply and in none of its steps that have ended; undefined when nothing is. */
export function uncreditedUsage({ parts, usage }: AssistantTurn): Usage | undefined {
  if (!usage) return undefined;
  return restOf(
    usage,
    parts.flatMap((part) => (part.type === "step" ? [part.usage] : [])),
  );
}

/** How many steps of a reply are in no sum, or not with all they used; 0 while it is written, and of one that was written elsewhere. */
export function uncountedSteps(turn: AssistantTurn): number {
  const wasHere = turn.finish !== undefined || turn.state === "stopped" || turn.state === "error";
  if (turn.state === "streaming" || !wasHere) return 0;
  const known = counts.get(turn);
  if (known !== undefined) return known;
  const count = stepUsages(turn).filter((usage) => !usage || usage.isPartial).length;
  counts.set(turn, count);
  return count;
}

/** What is left of the sum; undefined when nothing is. */
function restOf(sum: Usage, steps: readonly (Usage | undefined)[]): Usage | undefined {
  const left = (of: (usage: Usage) => number | undefined) =>
    steps.reduce((rest, step) => rest - ((step && of(step)) ?? 0), of(sum) ?? 0);
  const inputTokens = left((usage) => usage.inputTokens);
  if (inputTokens <= 0) return undefined;
  return {
    inputTokens,
    outputTokens: left((usage) => usage.outputTokens),
    ...(sum.cachedInputTokens !== undefined && { cachedInputTokens: left((usage) => usage.cachedInputTokens) }),
    ...(sum.reasoningTokens !== undefined && { reasoningTokens: left((usage) => usage.reasoningTokens) }),
    ...(sum.isPartial && { isPartial: true }),
  };
}
