// The run as a state machine. Its state is the turn and nothing else, so a run that was read back from its journal goes on
// where it ended.

import type { CallPart, ReplyPart } from "../conversation/message.ts";

/** What a run does next. */
export type Next =
  /** The reply of this step broke off: nobody knows what else it would have said. */
  | { readonly type: "close"; readonly hasCalls: boolean }
  /** Of these calls, all of the last reply in order, some have no end yet. */
  | { readonly type: "calls"; readonly calls: readonly CallPart[] }
  | { readonly type: "request" }
  /** The last step was whole and called nothing, and nothing was said since. */
  | { readonly type: "end" };

/** What comes after `parts`, at a moment at which no reply is being received. */
export function planNext(parts: readonly ReplyPart[]): Next {
  const lastStep = parts.findLastIndex(({ type }) => type === "step");
  const after = parts.slice(lastStep + 1);
  const open = after.filter(({ type }) => type === "text" || type === "reasoning" || type === "tool-call");
  if (open.length > 0) return { type: "close", hasCalls: open.some(({ type }) => type === "tool-call") };
  if (lastStep < 0) return { type: "request" };
  const calls = callsOf(parts, lastStep);
  if (calls.some(({ progress }) => progress?.state !== "ended")) return { type: "calls", calls };
  const step = parts[lastStep];
  const brokeOff = step?.type === "step" && step.reason === "interrupted";
  const goesOn = calls.length > 0 || brokeOff || after.some(({ type }) => type === "said");
  return { type: goesOn ? "request" : "end" };
}

/** The calls of the step that ends at the index `step`, in order. */
export function callsOf(parts: readonly ReplyPart[], step: number): readonly CallPart[] {
  const calls: CallPart[] = [];
  for (let index = step - 1; index >= 0 && parts[index]?.type !== "step"; index--) {
    const part = parts[index];
    if (part?.type === "tool-call") calls.unshift(part);
  }
  return calls;
}
