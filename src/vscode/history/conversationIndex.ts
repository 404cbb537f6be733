// What conversations there are, read from their files each time: a list of its own could be lost or be wrong. What was
// read is kept as long as the file has not changed.

import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { readStoredJournal } from "../../core/conversation/journal.ts";
import { textOf } from "../../core/conversation/message.ts";
import { createMatcher, type Snippet, searchableText } from "../../core/conversation/searchText.ts";
import type { JournalEntry } from "../../core/conversation/stored/journalEntry.ts";
import { parseEntry } from "../../core/conversation/stored/parseEntry.ts";
import { fromStoredMessage } from "../../core/conversation/stored/storedMessage.ts";
import { tidyTitle } from "../../core/conversation/titleOf.ts";

/** Files that are read at the same time. */
const batch = 16;
/** Text kept between searches, in UTF-16 units. */
const keptText = 100_000_000;

/** A line of the history. */
export interface ConversationSummary {
  readonly id: string;
  /** Its title, or the first words of its first question. */
  readonly title: string;
  /** When something was last said, in ms since the epoch. */
  readonly changedAt: number;
  /** Bytes on disk. */
  readonly size: number;
}

/** The folder as it is now. */
export interface ConversationList {
  /** The last changed first. */
  readonly conversations: readonly ConversationSummary[];
  /** Names of files that are no conversation. They are left as they are. */
  readonly unreadable: readonly string[];
  /** Bytes of all conversations. */
  readonly size: number;
}

interface Known {
  readonly mtimeMs: number;
  readonly size: number;
  /** undefined for a file that is no conversation. */
  readonly title: string | undefined;
  text?: string;
}

/** The conversations in the folder `dir`. */
export class ConversationIndex {
  readonly #dir: string;

  readonly #known = new Map<string, Known>();
  #textLength = 0;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /** Reads the folder; a folder that is not there is empty. */
  async list(): Promise<ConversationList> {
    const names = (await readdir(this.#dir).catch(() => [])).filter((name) => name.endsWith(".jsonl"));
    const conversations: ConversationSummary[] = [];
    const unreadable: string[] = [];
    for (let from = 0; from < names.length; from += batch) {
      const some = names.slice(from, from + batch);
      const found = await Promise.all(some.map((name) => this.#look(name.slice(0, -".jsonl".length))));
      found.forEach((known, index) => {
        const name = some[index] ?? "";
        if (!known) return;
        if (known.title === undefined) unreadable.push(name);
        else {
          const id = name.slice(0, -".jsonl".length);
          conversations.push({ id, title: known.title, changedAt: known.mtimeMs, size: known.size });
        }
      });
    }
    conversations.sort((a, b) => b.changedAt - a.changedAt);
    const ids = new Set(names.map((name) => name.slice(0, -".jsonl".length)));
    for (const id of this.#known.keys()) if (!ids.has(id)) this.#drop(id);
    return { conversations, unreadable, size: conversations.reduce((sum, { size }) => sum + size, 0) };
  }

  /** Looks through all that was said, the last changed first; yields what contains every word of `query`. */
  async *search(
    query: string,
    signal: AbortSignal,
  ): AsyncIterable<ConversationSummary & { readonly snippet: Snippet }> {
    const matches = createMatcher(query);
    if (!matches) return;
    for (const summary of (await this.list()).conversations) {
      if (signal.aborted) return;
      const text = await this.#textOf(summary.id).catch(() => "");
      // The title may be the first words of a question, which the text has too.
      const snippet = matches(text);
      if (snippet && !signal.aborted) yield { ...summary, snippet };
    }
  }

  /** Lets go of the texts, when nobody searches any more. */
  forgetTexts(): void {
    for (const known of this.#known.values()) known.text = undefined;
    this.#textLength = 0;
  }

  async #look(id: string): Promise<Known | undefined> {
    const path = join(this.#dir, `${id}.jsonl`);
    try {
      const { mtimeMs, size } = await stat(path);
      const known = this.#known.get(id);
      if (known?.mtimeMs === mtimeMs && known.size === size) return known;
      const read: Known = { mtimeMs, size, title: /^[\w-]+$/.test(id) ? readTitle(await readFile(path)) : undefined };
      this.#drop(id);
      this.#known.set(id, read);
      return read;
    } catch (error) {
      // Deleted by another window meanwhile, or nothing we may read.
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      return { mtimeMs: 0, size: 0, title: undefined };
    }
  }

  async #textOf(id: string): Promise<string> {
    const known = this.#known.get(id);
    if (known?.text !== undefined) return known.text;
    const reading = readStoredJournal(id, await readFile(join(this.#dir, `${id}.jsonl`), "utf8"));
    const text = reading ? searchableText(reading.conversation) : "";
    if (known && this.#textLength + text.length <= keptText) {
      known.text = text;
      this.#textLength += text.length;
    }
    return text;
  }

  #drop(id: string): void {
    this.#textLength -= this.#known.get(id)?.text?.length ?? 0;
    this.#known.delete(id);
  }
}

/**
 * The title of a journal without reading all of it: the lines that name it and its first question are found by how
 * they begin. undefined when it is no journal.
 */
function readTitle(bytes: Buffer): string | undefined {
  let title: string | undefined;
  let byPerson = false;
  for (const entry of entriesOf(bytes, "title")) {
    if (entry.type !== "title" || (byPerson && entry.by !== "person")) continue;
    title = entry.title;
    byPerson = entry.by === "person";
  }
  if (title) return title;
  for (const entry of entriesOf(bytes, "message")) {
    if (entry.type === "message") return tidyTitle(textOf(fromStoredMessage(entry.message)));
  }
  return undefined;
}

/** The readable entries of one type, in order. */
function* entriesOf(bytes: Buffer, type: JournalEntry["type"]): Iterable<JournalEntry> {
  const start = `{"type":"${type}"`;
  for (let at = bytes.indexOf(start); at >= 0; at = bytes.indexOf(start, at + 1)) {
    if (at > 0 && bytes[at - 1] !== 0x0a) continue;
    const entry = entryAt(bytes, at);
    if (entry) yield entry;
  }
}

function entryAt(bytes: Buffer, at: number): JournalEntry | undefined {
  const end = bytes.indexOf(0x0a, at);
  return parseEntry(bytes.toString("utf8", at, end < 0 ? bytes.length : end));
}
