// Folds what the model streams into the assistant's turn. Pure, and its work per event does not depend on how much
// has already been received: strings grow by concatenation, which the engine keeps as a rope.

import { addUsage } from "../model/addUsage.ts";
import type { StreamEvent } from "../model/streamEvent.ts";
import { assertNever } from "../util/assertNever.ts";
import type { AssistantTurn, CallPart, ReplyPart } from "./message.ts";

/** `turn` after `event`, which arrived at `now` (ms since the epoch). Events that carry no content return it as it is. */
export function applyStreamEvent(turn: AssistantTurn, event: StreamEvent, now: number): AssistantTurn {
  switch (event.type) {
    case "reasoning-delta": {
      const started = turn.reasoningStartedAt === undefined ? { reasoningStartedAt: now } : {};
      return { ...turn, ...started, parts: appendText(turn.parts, "reasoning", event.text) };
    }
    case "reasoning-signature":
      return {
        ...turn,
        parts: changeLast(
          turn.parts,
          (part) => part.type === "reasoning",
          (part) => ({ ...part, signature: event.signature }),
        ),
      };
    case "text-delta":
      return { ...endReasoning(turn, now), parts: appendText(turn.parts, "text", event.text) };
    case "tool-call-start": {
      const call = { type: "tool-call", id: event.id, name: event.name, arguments: "" } as const;
      return appendPart(endReasoning(turn, now), call);
    }
    case "tool-call-delta":
      // Ids are unique within one step; the last one of that name is the one that is open.
      return {
        ...turn,
        parts: changeLast(
          turn.parts,
          (part): part is CallPart => part.type === "tool-call" && part.id === event.id,
          (part) => ({ ...part, arguments: part.arguments + event.arguments }),
        ),
      };
    case "sources":
      // The event has all of them so far, the ones of an earlier event included: their numbers stay.
      return { ...turn, sources: event.sources };
    case "sources-error":
      return { ...turn, searchError: event.message };
    case "usage":
      // Those of the steps before are counted already.
      return { ...turn, usage: addUsage(turn.usage, event.usage) };
    case "finish":
      return {
        ...endReasoning(turn, now),
        state: "done",
        finish: { reason: event.reason, rawReason: event.rawReason },
      };
    case "retry":
    case "audio-delta":
    case "audio-text":
    // What a run makes of it changes the turn.
    case "cut-off":
      return turn;
    default:
      return assertNever(event);
  }
}

/** Sets how long the reasoning took, once. */
export function endReasoning(turn: AssistantTurn, now: number): AssistantTurn {
  if (turn.reasoningStartedAt === undefined || turn.reasoningMs !== undefined) return turn;
  return { ...turn, reasoningMs: Math.max(0, now - turn.reasoningStartedAt) };
}

function appendText(parts: readonly ReplyPart[], type: "reasoning" | "text", text: string): readonly ReplyPart[] {
  const last = parts.at(-1);
  // A signature closes its reasoning: what follows is a block of its own, with a signature of its own.
  const isSealed = last?.type === "reasoning" && last.signature !== undefined;
  if (last?.type !== type || isSealed) return [...parts, { type, text }];
  return parts.with(-1, { ...last, text: last.text + text });
}

/** Replaces the last part of this step that `matches`; where there is none all stays as it is. */
function changeLast<T extends ReplyPart>(
  parts: readonly ReplyPart[],
  matches: (part: ReplyPart) => part is T,
  change: (part: T) => ReplyPart,
): readonly ReplyPart[] {
  const index = parts.findLastIndex((part) => part.type === "step" || matches(part));
  const part = parts[index];
  return part !== undefined && matches(part) ? parts.with(index, change(part)) : parts;
}

/** `turn` with one more part. */
export function appendPart(turn: AssistantTurn, part: ReplyPart): AssistantTurn {
  return { ...turn, parts: [...turn.parts, part] };
}
