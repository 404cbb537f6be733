// A conversation as one JSON file, complete: every version, every choice, the files that go with it. What is read back
// was picked by a person but written by anybody, so it is parsed, gets ids of its own, and points at no file of this
// machine.

import { parseJson } from "../util/parseJson.ts";
import type { Attachment } from "./attachment.ts";
import { Conversation } from "./conversation.ts";
import { forElsewhere } from "./forElsewhere.ts";
import type { Message } from "./message.ts";
import { plainMessage } from "./stored/journalEntry.ts";
import { migrateMessage } from "./stored/migrateEntry.ts";
import { parseMessage } from "./stored/parseMessage.ts";
import { isFields, isText, number, time } from "./stored/parseValue.ts";
import { fromStoredMessage, toStoredMessage } from "./stored/storedMessage.ts";

/** The version of the form, which has turns as journals of their version 2. Version 1 had those of version 1, no files. */
const fileVersion = 2;
/** In UTF-16 units. */
const maxTitle = 1000;
const longestName = 255;
/** Of one question, as the composer takes them. */
const mostFiles = 10;

/** A file that goes with a conversation. */
export interface AttachedFile {
  /** SHA-256 of the bytes, as the turns name it. What a file claims: only the bytes tell. */
  readonly hash: string;
  readonly mimeType: string;
  /** Base64. */
  readonly data: string;
}

/** What a file holds. */
export interface Imported {
  readonly conversation: Conversation;
  readonly files: readonly AttachedFile[];
}

/** The attachments of all turns, each file once, in the order they were attached. */
export function attachmentsOf(conversation: Conversation): readonly Attachment[] {
  const all = conversation.all().flatMap((turn) => (turn.role === "user" ? (turn.attachments ?? []) : []));
  return [...new Map(all.map((attachment) => [attachment.hash, attachment])).values()];
}

/** The file's text. Attachments that are not among `files` are named only. */
export function exportJson(conversation: Conversation, files: readonly AttachedFile[]): string {
  const { title, titleBy, createdAt } = conversation;
  const content = {
    format: "mimo-conversation",
    version: fileVersion,
    title,
    titleBy,
    createdAt,
    messages: conversation.all().map((turn) => plainMessage(toStoredMessage(forElsewhere(turn)))),
    chosen: conversation.choices(),
    files,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/**
 * What is in `text`, as `exportJson` wrote it, the conversation under new ids; undefined when it is none. A turn whose
 * parent does not stand before it makes it none: nothing would hold it. `takes` tells the media types that can be stored;
 * attachments of another are left out.
 */
export function importJson(
  text: string,
  newId: () => string,
  takes: (mimeType: string) => boolean,
): Imported | undefined {
  const file = parseJson(text);
  if (!isFields(file) || file.format !== "mimo-conversation" || !Array.isArray(file.messages)) return undefined;
  const version = number(file.version);
  if (version === undefined || version > fileVersion || file.messages.length === 0) return undefined;
  const conversation = new Conversation(newId(), time(file.createdAt));
  conversation.title = isText(file.title) ? file.title.slice(0, maxTitle) : "";
  conversation.titleBy = file.titleBy === "person" ? "person" : "model";
  const ids = new Map<string, string>();
  for (const value of file.messages) {
    const stored = isFields(value) ? parseMessage(migrateMessage(value)) : undefined;
    const parentId = stored?.parentId === undefined ? undefined : ids.get(stored.parentId);
    if (!stored || ids.has(stored.id) || (stored.parentId !== undefined && parentId === undefined)) return undefined;
    const id = newId();
    ids.set(stored.id, id);
    const turn = settled(forElsewhere(fromStoredMessage(stored)));
    conversation.put(withKnownFiles({ ...turn, id, ...(parentId !== undefined && { parentId }) }, takes));
  }
  for (const old of Array.isArray(file.chosen) ? file.chosen : []) conversation.choose(ids.get(String(old)) ?? "");
  return { conversation, files: Array.isArray(file.files) ? file.files.filter(isAttachedFile) : [] };
}

/** Exported while it was being written: nothing more will come. */
function settled(message: Message): Message {
  if (message.role !== "assistant" || message.state !== "streaming") return message;
  return { ...message, state: "error", error: { reason: "interrupted", message: "exported before the reply ended" } };
}

function withKnownFiles(message: Message, takes: (mimeType: string) => boolean): Message {
  if (message.role !== "user" || !message.attachments) return message;
  const { attachments, ...turn } = message;
  const known = attachments
    .filter(({ kind, mimeType }) => takes(mimeType) && mimeType.startsWith(`${kind}/`))
    .filter(({ name }) => name !== "" && name.length <= longestName)
    .slice(0, mostFiles)
    .map(({ width, height, durationMs, ...file }) => ({
      ...file,
      ...(isCount(width) && isCount(height) && { width, height }),
      ...(isCount(durationMs) && { durationMs }),
    }));
  return known.length === 0 ? turn : { ...turn, attachments: known };
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 0;
}

function isAttachedFile(value: unknown): value is AttachedFile {
  return isFields(value) && isText(value.hash) && isText(value.mimeType) && isText(value.data);
}
