import type { Event } from "../util/emitter.ts";
import type { JournalEntry } from "./stored/journalEntry.ts";

/** Where conversations are kept. Append-only: what was handed over is never rewritten. */
export interface ConversationStore {
  /** Queues entries of one conversation; they reach the disk in order. Never throws: see `onDidFail`. */
  append(conversationId: string, entries: readonly JournalEntry[]): void;
  /** The journal's text, or undefined when there is none. Throws when it is there and cannot be read. */
  read(conversationId: string): Promise<string | undefined>;
  /** Looks whether another window has added to a journal; resolves when `onDidGrow` has told. */
  poll(conversationId: string): Promise<void>;
  /** Resolves when everything appended so far is on disk or has failed. */
  flush(): Promise<void>;
  /** Puts `entries` in the place of what is queued for a conversation: its journal from the first line on. */
  restart(conversationId: string, entries: readonly JournalEntry[]): void;
  /** Lines of a conversation that this process has neither written nor read before. */
  readonly onDidGrow: Event<{ readonly id: string; readonly text: string }>;
  /** The journal of a conversation is gone although more is to be written: a listener calls `restart`. */
  readonly onDidVanish: Event<string>;
  /** Everything that could not be written before is on disk. */
  readonly onDidRecover: Event<void>;
  /** A write failed (disk full, read-only); said once until one succeeds again. */
  readonly onDidFail: Event<Error>;
}
