// What keeping and taking back changes needs of the disk.

import type { ContentHash } from "./fileChange.ts";

/** What stands in a file's place. */
export type FileContent =
  | {
      readonly kind: "bytes";
      readonly bytes: Uint8Array;
      readonly executable?: boolean;
      /** When it was written, in ms since the epoch; undefined for what is not saved. */
      readonly modifiedAt?: number;
    }
  /** A symbolic link, by what is written in it. */
  | { readonly kind: "link"; readonly target: string }
  /** Larger than what is kept; `mark` differs when it changed. */
  | { readonly kind: "large"; readonly mark: string };

/** How writing a file ended. `changed`: it is not as it was looked at; `text` says why not, in the person's language. */
export type WriteEnd =
  | { readonly type: "done" }
  | { readonly type: "changed" | "declined" }
  | { readonly type: "refused"; readonly text: string };

/** The person's files, unsaved text included. Files are URIs as strings. */
export interface WorkingFiles {
  /**
   * The files that `file` stands for, each by one name however it was reached: with a link, what it leads to as well; of a
   * folder, all that is below it.
   */
  placesOf(file: string): Promise<readonly string[]>;
  /** Undefined when there is none. Rejects when it cannot be read. */
  read(file: string): Promise<FileContent | undefined>;
  /**
   * Makes the file hold `content`; undefined deletes it. `isUnchanged` is asked right before the act, and when it says no
   * nothing is done.
   */
  write(file: string, content: FileContent | undefined, isUnchanged: () => Promise<boolean>): Promise<WriteEnd>;
}

/** Contents by the SHA-256 of their bytes, in hexadecimal. */
export interface ContentStore {
  hashOf(bytes: Uint8Array): string;
  /** Resolves when they are safe on the disk. */
  keep(bytes: Uint8Array): Promise<string>;
  /** Undefined when they are not kept, or no longer. */
  read(hash: string): Promise<Uint8Array | undefined>;
}

/** The logs of chats: lines of text, a file each, which several windows may append to. */
export interface ChangeLogs {
  /** Resolves when the lines are safe on the disk. They are read back like those of others. */
  append(chat: string, lines: readonly string[]): Promise<void>;
  /** The whole lines from `position` on, and where the next ones will begin. A log that shrank is read from its start: `isAnew`. */
  read(
    chat: string,
    position: number,
  ): Promise<{ readonly text: string; readonly next: number; readonly isAnew?: true }>;
}

const linkMark = "link:";
const largeMark = "large:";

/** How a content is named in logs. */
export function hashOfContent(content: FileContent | undefined, hashOf: (bytes: Uint8Array) => string): ContentHash {
  if (!content) return undefined;
  if (content.kind === "link") return linkMark + content.target;
  return content.kind === "large" ? largeMark + content.mark : hashOf(content.bytes);
}

/** Keeps a content and resolves to its name. */
export async function keepContent(content: FileContent | undefined, store: ContentStore): Promise<ContentHash> {
  return content?.kind === "bytes" ? await store.keep(content.bytes) : hashOfContent(content, store.hashOf);
}

/** The content of that name; undefined when it was not kept. */
export async function readContent(
  hash: string,
  store: ContentStore,
  executable?: boolean,
): Promise<FileContent | undefined> {
  if (hash.startsWith(linkMark)) return { kind: "link", target: hash.slice(linkMark.length) };
  if (hash.startsWith(largeMark)) return undefined;
  const bytes = await store.read(hash);
  return bytes && { kind: "bytes", bytes, ...(executable && { executable }) };
}
