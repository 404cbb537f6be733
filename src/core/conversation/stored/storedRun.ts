// Between what a turn of a run has besides its words and what a journal says of it.

import type { CallEnd, CallOutcome, CallProgress, RunNotice, StepReason } from "../runParts.ts";
import type { StoredNotice, StoredProgress, StoredResult } from "./journalEntry.ts";
import { oneOf } from "./parseValue.ts";
import { fromStoredReason } from "./storedReason.ts";

const outcomes = [
  "done",
  "failed",
  "denied",
  "stopped",
  "skipped",
  "unknown",
] as const satisfies readonly CallOutcome[];

/** An outcome that this version does not know: something was done, and nobody here can say what. */
export function fromStoredResult({ outcome, content, facts }: StoredResult): Omit<CallEnd, "state"> {
  return { outcome: oneOf(outcomes, outcome) ?? "unknown", content, ...(facts && { facts }) };
}

export function fromStoredProgress(progress: StoredProgress): CallProgress {
  return progress.state === "ended" ? { state: "ended", ...fromStoredResult(progress) } : progress;
}

export function fromStoredStepReason(reason: string): StepReason {
  return oneOf(["interrupted", "flood"], reason) ?? fromStoredReason(reason);
}

/** Undefined for a kind that this version does not know. */
export function fromStoredNotice({ kind, steps, calls, tool, byModel }: StoredNotice): RunNotice | undefined {
  switch (kind) {
    case "limit":
      return { kind, steps: steps ?? 0 };
    case "flood":
      return { kind, calls: calls ?? 0 };
    case "repeats":
      return { kind, tool: tool ?? "" };
    case "summarized":
      return { kind, byModel: byModel ?? false };
    default:
      return undefined;
  }
}
