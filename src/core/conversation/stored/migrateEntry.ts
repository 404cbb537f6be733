// Version 1 stored the service's own events and parts. An entry of it is known by its names, which version 2 does not
// use, so both may stand in one file: a journal of version 1 that is gone on with is appended to, never rewritten.

import { type Fields, isFields } from "./parseValue.ts";

/** An entry of any earlier version as version 2 has it; one of version 2, or of no known kind, as it is. */
export function migrateEntry(entry: Fields): Fields {
  if (entry.type === "events" && Array.isArray(entry.events)) {
    return { ...entry, events: entry.events.flatMap(migrateEvent) };
  }
  if (entry.type === "message" && isFields(entry.message)) return { ...entry, message: migrateMessage(entry.message) };
  return entry;
}

/** The same for a turn alone, as exported files have it. */
export function migrateMessage(message: Fields): Fields {
  if (!Array.isArray(message.parts)) return message;
  return { ...message, parts: message.parts.map((part: unknown) => (isFields(part) ? migratePart(part) : part)) };
}

function migratePart(part: Fields): Fields {
  switch (part.type) {
    case "tool-call": {
      const { id, name, arguments: json } = part;
      return { type: "call", call: id, name, arguments: json };
    }
    case "image":
    case "audio":
    case "video":
      return { ...part, type: "media", kind: part.type };
    default:
      return part;
  }
}

function migrateEvent(event: unknown): unknown[] {
  if (!isFields(event)) return [event];
  switch (event.type) {
    case "text-delta":
      return [{ type: "text", text: event.text }];
    case "reasoning-delta":
      return [{ type: "reasoning", text: event.text }];
    case "reasoning-signature":
      return [{ type: "signature", signature: event.signature }];
    case "tool-call-start":
      return [{ type: "call", call: event.id, name: event.name }];
    case "tool-call-delta":
      return [{ type: "arguments", call: event.id, text: event.arguments }];
    // Were written and never read.
    case "retry":
    case "sources-error":
    case "audio-delta":
    case "audio-text":
      return [];
    default:
      return [event];
  }
}
