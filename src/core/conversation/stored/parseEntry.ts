// Reads a line of a journal: JSON that an earlier or a later version wrote, or a disk has damaged.

import { parseJson } from "../../util/parseJson.ts";
import type { JournalEntry, Other, StoredEvent } from "./journalEntry.ts";
import { migrateEntry } from "./migrateEntry.ts";
import { parseError, parseMessage, parseParts, parseSource, parseUsage } from "./parseMessage.ts";
import { parseNotice, parseResult, parseRules } from "./parseRun.ts";
import { count, type Fields, isFields, isText, number, other, time } from "./parseValue.ts";

/**
 * The entry on a line, without its line break. One of a kind that is not known is `other`; undefined when it is none, or
 * one of a known kind in a shape that makes no sense: damage.
 */
export function parseEntry(line: string): JournalEntry | undefined {
  // A torn line, which is expected after a crash, is counted by the caller.
  const value = parseJson(line);
  if (!isFields(value) || !isText(value.type)) return undefined;
  const entry = migrateEntry(value);
  const { id } = entry;
  switch (entry.type) {
    case "conversation":
      // Before there were versions the first line had none.
      return isText(id) ? { type: "conversation", version: number(entry.version) ?? 0, id, at: at(entry) } : undefined;
    case "message": {
      const message = parseMessage(entry.message);
      return message && { type: "message", message };
    }
    case "events":
      if (!isText(id) || !Array.isArray(entry.events)) return undefined;
      return { type: "events", id, at: at(entry), events: entry.events.flatMap((event) => parseEvent(event) ?? []) };
    case "ended": {
      if (!isText(id)) return undefined;
      const error = parseError(entry.error);
      return { type: "ended", id, at: at(entry), state: entry.state === "error" ? "error" : "stopped", error };
    }
    case "queued": {
      const question = parseMessage(entry.question);
      return question?.role === "user" ? { type: "queued", question } : undefined;
    }
    case "requeued":
      return isText(id) && Array.isArray(entry.parts)
        ? { type: "requeued", id, parts: parseParts(entry.parts) }
        : undefined;
    case "claimed":
      return { type: "claimed" };
    case "chosen":
    case "unqueued":
    case "discarded":
      return isText(id) ? { type: entry.type, id } : undefined;
    case "title": {
      if (!isText(entry.title)) return undefined;
      const by =
        entry.by === "person" ? { by: "person" as const } : entry.by === "model" ? { by: "model" as const } : {};
      return { type: "title", title: entry.title, ...by };
    }
    default:
      return { type: "other", stored: value };
  }
}

/** Undefined for a known event in a wrong shape. */
function parseEvent(event: unknown): StoredEvent | Other | undefined {
  if (!isFields(event) || !isText(event.type)) return undefined;
  const { type, text, call } = event;
  switch (type) {
    case "text":
    case "reasoning":
      return isText(text) ? { type, text } : undefined;
    case "signature":
      return isText(event.signature) ? { type, signature: event.signature } : undefined;
    case "call":
      return isText(call) && isText(event.name) ? { type, call, name: event.name } : undefined;
    case "arguments":
      return isText(call) && isText(text) ? { type, call, text } : undefined;
    case "sources":
      if (!Array.isArray(event.sources)) return undefined;
      return { type, sources: event.sources.flatMap((source) => parseSource(source) ?? []) };
    case "search-failed":
      return isText(event.message) ? { type, message: event.message } : undefined;
    case "step": {
      const usage = parseUsage(event.usage);
      return isText(event.reason) ? { type, reason: event.reason, ...(usage && { usage }) } : undefined;
    }
    case "waiting":
    case "started":
      return isText(call) ? { type, call } : undefined;
    case "result": {
      const result = parseResult(event);
      return isText(call) && result ? { type, call, ...result } : undefined;
    }
    case "said": {
      const question = parseMessage(event.question);
      return question?.role === "user" ? { type, question } : undefined;
    }
    case "told":
      return isText(text) ? { type, text } : undefined;
    case "rules":
      return Array.isArray(event.rules) ? { type, rules: parseRules(event.rules) } : undefined;
    case "notice": {
      const notice = parseNotice(event.notice);
      return notice && { type, notice };
    }
    case "summary":
      return isText(text) ? { type, text, keeps: count(event.keeps) } : undefined;
    case "resumed":
      return { type };
    case "usage": {
      const usage = parseUsage(event.usage);
      return usage && { type, usage };
    }
    case "finish": {
      if (!isText(event.reason)) return undefined;
      return { type, reason: event.reason, rawReason: isText(event.rawReason) ? event.rawReason : event.reason };
    }
    default:
      return other(event);
  }
}

function at(entry: Fields): number {
  return time(entry.at);
}
