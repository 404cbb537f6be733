import type { Event } from "../util/emitter.ts";
import type { JournalEntry } from "./journal.ts";

/** Where conversations are kept. Append-only: what was handed over is never rewritten. */
export interface ConversationStore {
  /** Queues entries of one conversation; they reach the disk in order. Never throws: see `onDidFail`. */
  append(conversationId: string, entries: readonly JournalEntry[]): void;
  /** The journal's text, or undefined when there is none. Throws when it is there and cannot be read. */
  read(conversationId: string): Promise<string | undefined>;
  /** Resolves when everything appended so far is on disk or has failed. */
  flush(): Promise<void>;
  /** A write failed (disk full, read-only); said once until one succeeds again. */
  readonly onDidFail: Event<Error>;
}
