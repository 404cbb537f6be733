// The form a conversation is stored in: one JSON line for each thing that happened, appended as it happens. Reading
// the lines back in order gives the conversation again, up to the last line that was written whole.

import type { StreamEvent } from "../model/streamEvent.ts";
import { applyStreamEvent, endReasoning } from "./applyStreamEvent.ts";
import { Conversation } from "./conversation.ts";
import type { Message, MessageError, MessageState } from "./message.ts";

/** The version of the form. Raise it when an older reader would misread a line, and teach `readJournal` the old one. */
export const journalVersion = 1;

/** One line. `at` is in ms since the epoch. */
export type JournalEntry =
  | { readonly type: "conversation"; readonly version: number; readonly id: string; readonly at: number }
  | { readonly type: "message"; readonly message: Message }
  /** What was streamed into assistant turn `id`, neighbouring texts joined. */
  | { readonly type: "events"; readonly id: string; readonly at: number; readonly events: readonly StreamEvent[] }
  /** The turn ended other than by a `finish` event. */
  | {
      readonly type: "ended";
      readonly id: string;
      readonly at: number;
      readonly state: Exclude<MessageState, "streaming" | "done">;
      readonly error?: MessageError;
    }
  | { readonly type: "chosen"; readonly id: string }
  /** A reply of which nothing ever came, taken away by asking again. */
  | { readonly type: "discarded"; readonly id: string }
  | { readonly type: "title"; readonly title: string };

/** The line of an entry, line break included. */
export function encodeEntry(entry: JournalEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

/** What a journal holds, and how many lines of it could not be read (a torn last line, damage). */
export interface JournalReading {
  readonly conversation: Conversation;
  readonly unreadableLines: number;
}

/**
 * Rebuilds a conversation from its journal; undefined when the text is not one (no readable first line, or a version
 * newer than ours). A reply that was never ended becomes an `interrupted` error and keeps its text.
 */
export function readJournal(text: string): JournalReading | undefined {
  let conversation: Conversation | undefined;
  let unreadableLines = 0;
  const open = new Set<string>();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const entry = parseEntry(line);
    if (entry?.type === "conversation") {
      if (entry.version > journalVersion) return undefined;
      conversation ??= new Conversation(entry.id, entry.at);
    } else if (!conversation) {
      return undefined;
    } else if (!entry || !applyEntry(conversation, entry, open)) {
      unreadableLines++;
    }
  }
  if (!conversation) return undefined;
  for (const id of open) interrupt(conversation, id);
  return { conversation, unreadableLines };
}

function parseEntry(line: string): JournalEntry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && "type" in value ? (value as JournalEntry) : undefined;
  } catch {
    return undefined; // counted by the caller: a torn line is expected after a crash
  }
}

/** False for an entry that makes no sense here, so that damage to one line does not cost the rest. */
function applyEntry(conversation: Conversation, entry: JournalEntry, open: Set<string>): boolean {
  try {
    switch (entry.type) {
      case "message":
        if (!Array.isArray(entry.message.parts)) return false;
        conversation.put(entry.message);
        if (entry.message.role === "assistant" && entry.message.state === "streaming") open.add(entry.message.id);
        return true;
      case "events": {
        let turn = conversation.get(entry.id);
        if (turn?.role !== "assistant") return false;
        for (const event of entry.events) turn = applyStreamEvent(turn, event, entry.at);
        conversation.put(turn);
        if (turn.state !== "streaming") open.delete(turn.id);
        return true;
      }
      case "ended": {
        const turn = conversation.get(entry.id);
        if (turn?.role !== "assistant") return false;
        conversation.put({ ...endReasoning(turn, entry.at), state: entry.state, error: entry.error });
        open.delete(turn.id);
        return true;
      }
      case "chosen":
        conversation.choose(entry.id);
        return true;
      case "discarded":
        conversation.discard(entry.id);
        open.delete(entry.id);
        return true;
      case "title":
        conversation.title = entry.title;
        return true;
      default:
        return false;
    }
  } catch {
    return false; // an entry of the right name and the wrong shape
  }
}

function interrupt(conversation: Conversation, id: string): void {
  const turn = conversation.get(id);
  if (turn?.role !== "assistant") return;
  const error: MessageError = { reason: "interrupted", message: "VS Code ended before the reply did" };
  conversation.put({ ...turn, state: "error", error });
}

/** Joins neighbouring texts of the same kind, so that a second of streaming is a line and not a thousand. */
export function joinEvents(events: readonly StreamEvent[]): readonly StreamEvent[] {
  const joined: StreamEvent[] = [];
  for (const event of events) {
    const last = joined.at(-1);
    if (event.type === "text-delta" && last?.type === "text-delta") {
      joined[joined.length - 1] = { ...last, text: last.text + event.text };
    } else if (event.type === "reasoning-delta" && last?.type === "reasoning-delta") {
      joined[joined.length - 1] = { ...last, text: last.text + event.text };
    } else if (event.type === "tool-call-delta" && last?.type === "tool-call-delta" && last.id === event.id) {
      joined[joined.length - 1] = { ...last, arguments: last.arguments + event.arguments };
    } else if (event.type !== "retry" && event.type !== "audio-delta") {
      joined.push(event);
    }
  }
  return joined;
}
