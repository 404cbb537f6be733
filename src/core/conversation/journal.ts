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
  /** The last one counts, but what a model wrote never replaces what the person wrote. */
  | { readonly type: "title"; readonly title: string; readonly by?: "model" | "person" };

/** The line of an entry, line break included. */
export function encodeEntry(entry: JournalEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

/** The entries that make `conversation` as it stands, every version and choice included: its journal written anew. */
export function journalOf(conversation: Conversation): readonly JournalEntry[] {
  const { id, createdAt: at, title, titleBy } = conversation;
  return [
    { type: "conversation", version: journalVersion, id, at },
    ...(title === "" ? [] : [{ type: "title", title, by: titleBy } as const]),
    ...conversation.all().map((message) => ({ type: "message", message }) as const),
    ...conversation.choices().map((chosen) => ({ type: "chosen", id: chosen }) as const),
  ];
}

/** What a journal holds, and how many lines of it are damaged. The one a crash has torn off is expected, not damage. */
export interface JournalReading {
  readonly conversation: Conversation;
  readonly unreadableLines: number;
}

/**
 * Rebuilds a conversation from its journal; undefined when the text is not one (no readable first line, or a version
 * newer than ours). A reply that was never ended becomes an `interrupted` error and keeps its text.
 */
export function readJournal(text: string): JournalReading | undefined {
  return rebuild(text, undefined);
}

/** The same for a file named after `id`, which may have lost its first line: what follows it is not lost with it. */
export function readStoredJournal(id: string, text: string): JournalReading | undefined {
  return rebuild(text, id);
}

function rebuild(text: string, idIfHeadless: string | undefined): JournalReading | undefined {
  let conversation: Conversation | undefined;
  let unreadableLines = 0;
  const state = newReplay();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const entry = parseEntry(line);
    if (entry?.type === "conversation") {
      if (entry.version > journalVersion) return undefined;
      conversation ??= new Conversation(entry.id, entry.at);
      continue;
    }
    if (!conversation && entry?.type === "message" && idIfHeadless !== undefined) {
      conversation = new Conversation(idIfHeadless, entry.message?.createdAt ?? 0);
    }
    if (!conversation && idIfHeadless === undefined) return undefined;
    if (!conversation || !entry || !applyEntry(conversation, entry, state)) {
      if (!isTorn(line)) unreadableLines++;
    }
  }
  if (!conversation) return undefined;
  for (const id of state.open) interrupt(conversation, id);
  return { conversation, unreadableLines };
}

/**
 * Takes lines that another window has added to the journal into `conversation`, which stays on the path it shows: what
 * was said elsewhere becomes a version. A reply that is still being written there reads as interrupted until more comes.
 */
export function mergeJournal(conversation: Conversation, text: string): void {
  const state = newReplay();
  const choices = conversation.choices();
  for (const line of text.split("\n")) {
    const entry = line === "" ? undefined : parseEntry(line);
    if (!entry || entry.type === "chosen" || isKnown(conversation, entry)) continue;
    const turn = entry.type === "events" ? conversation.get(entry.id) : undefined;
    if (turn?.role === "assistant" && turn.error?.reason === "interrupted") {
      conversation.put({ ...turn, state: "streaming", error: undefined });
      state.open.add(turn.id);
    }
    applyEntry(conversation, entry, state);
  }
  for (const id of state.open) interrupt(conversation, id);
  for (const id of choices) conversation.choose(id);
}

/** What reading has to remember beside the conversation. */
interface Replay {
  /** Replies that have not ended. */
  readonly open: Set<string>;
  /** What was taken away; it comes back when more of it follows, from a window that was still receiving it. */
  readonly discarded: Map<string, Message>;
}

const newReplay = (): Replay => ({ open: new Set(), discarded: new Map() });

/** A turn we have as a whole is not replaced by what another window had seen of it. */
function isKnown(conversation: Conversation, entry: JournalEntry): boolean {
  const id = entry.type === "message" ? entry.message?.id : entry.type === "discarded" ? entry.id : "";
  const known = conversation.get(id);
  return known !== undefined && !(known.role === "assistant" && known.error?.reason === "interrupted");
}

/** The beginning of a line: a whole one ends with its object. */
function isTorn(line: string): boolean {
  return line.startsWith("{") && !line.endsWith("}");
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
function applyEntry(conversation: Conversation, entry: JournalEntry, { open, discarded }: Replay): boolean {
  try {
    switch (entry.type) {
      case "message":
        if (!Array.isArray(entry.message.parts)) return false;
        conversation.put(attach(conversation, migrate(entry.message)));
        if (entry.message.role === "assistant" && entry.message.state === "streaming") open.add(entry.message.id);
        return true;
      case "events": {
        let turn = revive(conversation, entry.id, discarded);
        if (turn?.role !== "assistant") return false;
        for (const event of entry.events) turn = applyStreamEvent(turn, event, entry.at);
        conversation.put(turn);
        if (turn.state !== "streaming") open.delete(turn.id);
        return true;
      }
      case "ended": {
        const turn = revive(conversation, entry.id, discarded);
        if (turn?.role !== "assistant") return false;
        conversation.put({ ...endReasoning(turn, entry.at), state: entry.state, error: entry.error });
        open.delete(turn.id);
        return true;
      }
      case "chosen":
        conversation.choose(entry.id);
        return true;
      case "discarded":
        keepAside(conversation.get(entry.id), discarded);
        conversation.discard(entry.id);
        open.delete(entry.id);
        return true;
      case "title":
        if (typeof entry.title !== "string") return false;
        if (conversation.titleBy === "person" && entry.by !== "person") return true;
        conversation.title = entry.title;
        conversation.titleBy = entry.by ?? "model";
        return true;
      default:
        return false;
    }
  } catch {
    return false; // an entry of the right name and the wrong shape
  }
}

function keepAside(message: Message | undefined, discarded: Map<string, Message>): void {
  if (message) discarded.set(message.id, message);
}

function revive(conversation: Conversation, id: string, discarded: Map<string, Message>): Message | undefined {
  const lost = discarded.get(id);
  if (lost && !conversation.get(id)) conversation.put(lost);
  return conversation.get(id);
}

/** A turn as this version has it: journals of earlier versions lack what came later. */
function migrate(message: Message): Message {
  return message.role === "assistant" && !Array.isArray(message.sources) ? { ...message, sources: [] } : message;
}

/** When the turn before was lost to damage, what follows hangs below the last one that was not. */
function attach(conversation: Conversation, message: Message): Message {
  if (message.parentId === undefined || conversation.get(message.parentId)) return message;
  return { ...message, parentId: conversation.path().at(-1)?.id };
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
