// Between what happens in a reply and what a journal says of it.

import { assertNever } from "../../util/assertNever.ts";
import type { RunEvent } from "../runEvent.ts";
import type { StoredEvent } from "./journalEntry.ts";
import { fromStoredQuestion, fromStoredUsage, toStoredQuestion } from "./storedMessage.ts";
import { fromStoredReason } from "./storedReason.ts";
import { fromStoredNotice, fromStoredResult, fromStoredStepReason } from "./storedRun.ts";

/** What is stored of these events, neighbouring texts joined: a second of streaming is a line and not a thousand. */
export function toStoredEvents(events: readonly RunEvent[]): readonly StoredEvent[] {
  const stored: StoredEvent[] = [];
  for (const event of events) {
    const next = toStoredEvent(event);
    const last = stored.at(-1);
    if (!next) continue;
    if ((next.type === "text" || next.type === "reasoning") && last?.type === next.type) {
      stored[stored.length - 1] = { type: next.type, text: last.text + next.text };
    } else if (next.type === "arguments" && last?.type === "arguments" && last.call === next.call) {
      stored[stored.length - 1] = { ...last, text: last.text + next.text };
    } else {
      stored.push(next);
    }
  }
  return stored;
}

/** The event as the stream had it; undefined for one of a kind that is not known. */
export function fromStoredEvent(event: StoredEvent): RunEvent | undefined {
  switch (event.type) {
    case "text":
      return { type: "text-delta", text: event.text };
    case "reasoning":
      return { type: "reasoning-delta", text: event.text };
    case "signature":
      return { type: "reasoning-signature", signature: event.signature };
    case "call":
      return { type: "tool-call-start", id: event.call, name: event.name };
    case "arguments":
      return { type: "tool-call-delta", id: event.call, arguments: event.text };
    case "sources":
      return event;
    case "search-failed":
      return { type: "sources-error", message: event.message };
    case "usage":
      return { type: "usage", usage: fromStoredUsage(event.usage) };
    case "finish":
      return { type: "finish", reason: fromStoredReason(event.reason), rawReason: event.rawReason };
    case "step": {
      const { reason, usage } = event;
      return {
        type: "step-ended",
        reason: fromStoredStepReason(reason),
        ...(usage && { usage: fromStoredUsage(usage) }),
      };
    }
    case "waiting":
      return { type: "call-waiting", id: event.call };
    case "started":
      return { type: "call-started", id: event.call };
    case "result":
      return { type: "call-ended", id: event.call, end: fromStoredResult(event) };
    case "said":
      return { type: "said", question: fromStoredQuestion(event.question) };
    case "told":
    case "rules":
      return event;
    case "notice": {
      const notice = fromStoredNotice(event.notice);
      return notice && { type: "notice", notice };
    }
    case "summary":
      return { type: "summarized", text: event.text, keeps: event.keeps };
    case "resumed":
      return event;
    case "other":
      return undefined;
    default:
      return assertNever(event);
  }
}

/** Undefined for what leaves nothing behind. */
function toStoredEvent(event: RunEvent): StoredEvent | undefined {
  switch (event.type) {
    case "text-delta":
      return { type: "text", text: event.text };
    case "reasoning-delta":
      return { type: "reasoning", text: event.text };
    case "reasoning-signature":
      return { type: "signature", signature: event.signature };
    case "tool-call-start":
      return { type: "call", call: event.id, name: event.name };
    case "tool-call-delta":
      return { type: "arguments", call: event.id, text: event.arguments };
    case "sources":
      return { type: "sources", sources: event.sources };
    case "usage":
      return { type: "usage", usage: event.usage };
    case "finish":
      return { type: "finish", reason: event.reason, rawReason: event.rawReason };
    case "sources-error":
      return { type: "search-failed", message: event.message };
    case "step-ended":
      return { type: "step", reason: event.reason, ...(event.usage && { usage: event.usage }) };
    case "call-waiting":
      return { type: "waiting", call: event.id };
    case "call-started":
      return { type: "started", call: event.id };
    case "call-ended":
      return { type: "result", call: event.id, ...event.end };
    case "said":
      return { type: "said", question: toStoredQuestion(event.question) };
    case "told":
    case "rules":
    case "notice":
    case "resumed":
      return event;
    case "summarized":
      return { type: "summary", text: event.text, keeps: event.keeps };
    case "retry":
    case "audio-delta":
    case "audio-text":
    // What a run makes of it is stored.
    case "cut-off":
      return undefined;
    default:
      return assertNever(event);
  }
}
