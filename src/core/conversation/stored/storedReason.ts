import type { FinishReason } from "../../model/streamEvent.ts";
import { oneOf } from "./parseValue.ts";

const finishReasons = [
  "stop",
  "length",
  "tool-calls",
  "content-filter",
  "repetition-truncation",
  "other",
] as const satisfies readonly FinishReason[];

/** Why a reply ended; a reason that is not known is the general one. */
export function fromStoredReason(reason: string): FinishReason {
  return oneOf(finishReasons, reason) ?? "other";
}
