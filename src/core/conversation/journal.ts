// The form a conversation is stored in: one JSON line for each thing that happened, appended as it happens. Reading
// the lines back in order gives the conversation again, up to the last line that was written whole.

import { Conversation } from "./conversation.ts";
import { JournalReplay } from "./journalReplay.ts";
import type { Message } from "./message.ts";
import type { QueuedQuestion } from "./questionQueue.ts";
import { type JournalEntry, journalVersion } from "./stored/journalEntry.ts";
import { parseEntry } from "./stored/parseEntry.ts";
import { toStoredMessage, toStoredQuestion } from "./stored/storedMessage.ts";

/**
 * The entries that make `conversation` as it stands, every version and choice included: its journal written anew.
 * `others` is what was read of it and not understood.
 */
export function journalOf(conversation: Conversation, others: readonly JournalEntry[] = []): readonly JournalEntry[] {
  const { id, createdAt: at, title, titleBy } = conversation;
  return [
    { type: "conversation", version: journalVersion, id, at },
    ...(title === "" ? [] : [{ type: "title", title, by: titleBy } as const]),
    ...conversation.all().map(messageEntry),
    ...conversation.choices().map((chosen) => ({ type: "chosen", id: chosen }) as const),
    ...conversation.queue.items.map(queuedEntry),
    ...others,
  ];
}

/** The line of a turn as it is now. One that reads as interrupted is written as not ended: its end may yet come. */
export function messageEntry(message: Message): JournalEntry {
  if (message.role === "user" || message.error?.reason !== "interrupted") {
    return { type: "message", message: toStoredMessage(message) };
  }
  const { error: _interrupted, ...turn } = message;
  return { type: "message", message: toStoredMessage({ ...turn, state: "streaming" }) };
}

/** The line of a question that waits. */
export function queuedEntry(question: QueuedQuestion): JournalEntry {
  return { type: "queued", question: toStoredQuestion({ ...question, role: "user" }) };
}

/** Reads a journal; undefined when the text is none: it has no readable first line. */
export function readJournal(text: string): JournalReplay | undefined {
  const [first] = linesOf(text);
  const entry = first === undefined ? undefined : parseEntry(first);
  return entry?.type === "conversation" ? replay(new Conversation(entry.id, entry.at), text) : undefined;
}

/**
 * The same for the file named after `id`, which may have lost its first line: what follows it is not lost with it.
 * The conversation has the name of its file, under which it goes on.
 */
export function readStoredJournal(id: string, text: string): JournalReplay | undefined {
  for (const line of linesOf(text)) {
    const entry = parseEntry(line);
    if (entry?.type === "conversation") return replay(new Conversation(id, entry.at), text);
    if (entry?.type === "message") return replay(new Conversation(id, entry.message.createdAt), text);
  }
  return undefined;
}

function replay(conversation: Conversation, text: string): JournalReplay {
  const reading = new JournalReplay(conversation);
  reading.take(text);
  return reading;
}

function* linesOf(text: string): Iterable<string> {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start);
    const line = text.slice(start, end < 0 ? text.length : end);
    if (line !== "") yield line;
    start += line.length + 1;
  }
}
