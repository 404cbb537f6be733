// Between what happens in a stream and what a journal says of it.

import type { StreamEvent } from "../../model/streamEvent.ts";
import { assertNever } from "../../util/assertNever.ts";
import type { StoredEvent } from "./journalEntry.ts";
import { fromStoredReason, fromStoredUsage } from "./storedMessage.ts";

/** What is stored of these events, neighbouring texts joined: a second of streaming is a line and not a thousand. */
export function toStoredEvents(events: readonly StreamEvent[]): readonly StoredEvent[] {
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
export function fromStoredEvent(event: StoredEvent): StreamEvent | undefined {
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
    case "other":
      return undefined;
    default:
      return assertNever(event);
  }
}

/** Undefined for what leaves nothing behind. */
function toStoredEvent(event: StreamEvent): StoredEvent | undefined {
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
    case "retry":
    case "audio-delta":
    case "audio-text":
      return undefined;
    default:
      return assertNever(event);
  }
}
