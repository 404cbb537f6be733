// Where a stream breaks off that is cut between or inside its calls.
import type { Protocol } from "../apiError.ts";
import type { Fault } from "../fault.ts";
import type { Piece } from "../reply.ts";
import type { Cut } from "./agentStep.ts";

/** The fault that cuts `pieces` so. Faults count content events; the head of a call is one on the OpenAI protocol alone. */
export function cutFault(cut: Cut, pieces: Iterable<Piece>, protocol: Protocol): Fault {
  let after = 0;
  let inside = 0;
  let insideLength = 0;
  for (const piece of pieces) {
    if (piece.kind === "search" && protocol === "anthropic") continue;
    if (piece.kind === "tool" && piece.call > cut.calls) break;
    const counts = piece.kind !== "tool" || !piece.first || protocol === "openai";
    if (piece.kind === "tool" && piece.call === cut.calls) {
      if (counts) inside++;
      insideLength += piece.fragment.length;
    } else if (counts) after++;
  }
  // With arguments in one piece half of them is none: then only the head arrives.
  if (cut.half && insideLength > 0) after += Math.max(protocol === "openai" ? 1 : 0, Math.floor(inside / 2));
  if (cut.how === "reset") return { kind: "reset", after };
  return cut.how === "hang" ? { kind: "stall", after } : { kind: "cut-before-finish", after };
}
