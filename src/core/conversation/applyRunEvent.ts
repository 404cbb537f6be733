// Folds what happens in a run into its turn. Pure.

import { addUsage } from "../model/addUsage.ts";
import { appendPart, applyStreamEvent, endReasoning } from "./applyStreamEvent.ts";
import type { AssistantTurn, CallPart } from "./message.ts";
import type { RunEvent } from "./runEvent.ts";
import type { CallProgress } from "./runParts.ts";
import { uncreditedUsage } from "./stepUsage.ts";

/** `turn` after `event`, which happened at `now` (ms since the epoch). What speaks of a call that is not there changes nothing. */
export function applyRunEvent(turn: AssistantTurn, event: RunEvent, now: number): AssistantTurn {
  switch (event.type) {
    case "step-ended": {
      const { reason, usage } = event;
      // What was counted of a reply that was cut off is in the sum already, and belongs to the step that ends here.
      const own = usage ?? uncreditedUsage(turn);
      const ended = appendPart(endReasoning(turn, now), { type: "step", reason, ...(own && { usage: own }) });
      return usage ? { ...ended, usage: addUsage(turn.usage, usage) } : ended;
    }
    case "call-waiting":
      return progress(turn, event.id, { state: "waiting" });
    case "call-started":
      return progress(turn, event.id, { state: "running" });
    case "call-ended":
      return progress(turn, event.id, { state: "ended", ...event.end });
    case "said":
      return appendPart(turn, { type: "said", question: event.question });
    case "told":
      return appendPart(turn, { type: "told", text: event.text });
    case "rules":
      return appendPart(turn, { type: "rules", rules: event.rules });
    case "notice":
      return appendPart(turn, { type: "notice", notice: event.notice });
    case "summarized":
      return appendPart(turn, { type: "summary", text: event.text, keeps: event.keeps });
    case "resumed": {
      const { error: _error, finish: _finish, ...rest } = turn;
      return { ...rest, state: "streaming" };
    }
    default:
      return applyStreamEvent(turn, event, now);
  }
}

/** The index of the call `id` that came last; -1 when there is none. */
export function callIndex(turn: AssistantTurn, id: string): number {
  return turn.parts.findLastIndex((part) => part.type === "tool-call" && part.id === id);
}

function progress(turn: AssistantTurn, id: string, next: CallProgress): AssistantTurn {
  const index = callIndex(turn, id);
  const part = turn.parts[index] as CallPart | undefined;
  // What has ended stays as it ended: a line that comes twice, or late, changes nothing.
  if (!part || part.progress?.state === "ended") return turn;
  return { ...turn, parts: turn.parts.with(index, { ...part, progress: next }) };
}
