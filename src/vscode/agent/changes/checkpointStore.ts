// What is kept of changes, on the disk: contents and logs, and what makes room again.

import { stat } from "node:fs/promises";
import { join } from "node:path";
import { FileChangeLogs } from "./fileChangeLogs.ts";
import { FileContents } from "./fileContents.ts";

const mb = 1024 * 1024;
const dayMs = 24 * 60 * 60 * 1000;

/** How much is kept, and for how long. */
export const checkpointLimits = {
  /** Contents in all, in bytes. */
  totalBytes: 300 * mb,
  /** One file, in bytes: a larger one is listed as not kept. */
  fileBytes: 16 * mb,
  /** A chat in which nothing was changed for so long, in ms. */
  ageMs: 60 * dayMs,
};

/** A log without its conversation may be younger than the conversation's own file. In ms. */
const orphanMs = dayMs;

/** Below `dir`. `conversations` are the folders that have a file for each chat that there is. */
export class CheckpointStore {
  readonly contents: FileContents;
  readonly logs: FileChangeLogs;
  readonly #conversations: readonly string[];
  readonly #now: () => number;

  constructor(dir: string, conversations: readonly string[], now: () => number = Date.now) {
    this.contents = new FileContents(join(dir, "contents"), now);
    this.logs = new FileChangeLogs(join(dir, "logs"));
    this.#conversations = conversations;
    this.#now = now;
  }

  /**
   * Removes logs of chats that are gone or old, and the contents that no log speaks of any more. The log of a chat whose
   * journal's text is `deleted` goes at once, others after a day.
   */
  async sweep(deleted = "", limits: typeof checkpointLimits = checkpointLimits): Promise<void> {
    const needed = new Set<string>();
    for (const { chat, at } of await this.logs.chats()) {
      const age = this.#now() - at;
      const mayBeGone = age > orphanMs || deleted.includes(`"${chat}"`);
      if (age > limits.ageMs || (mayBeGone && !(await this.#isKept(chat)))) await this.logs.remove(chat);
      // One after the other: together they may be large.
      else for (const hash of await this.logs.hashes(chat)) needed.add(hash);
    }
    await this.contents.sweep(needed, limits.totalBytes);
  }

  async #isKept(chat: string): Promise<boolean> {
    for (const folder of this.#conversations) {
      const path = join(folder, `${chat}.jsonl`);
      if (
        await stat(path).then(
          () => true,
          (error: NodeJS.ErrnoException) => error.code !== "ENOENT",
        )
      )
        return true;
    }
    return false;
  }
}
