// Deleting moves a file aside, so that it can be undone; the file goes for good at a later start.

import { constants, copyFile, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { makePrivateFolder } from "../files/privateFiles.ts";

/** How long a deleted conversation can at least be brought back, in ms. */
const keepMs = 60 * 60 * 1000;

/** The folder `dir` beside that of the conversations. */
export class DeletedConversations {
  readonly #dir: string;
  readonly #conversations: string;
  readonly #now: () => number;

  constructor(dir: string, conversations: string, now: () => number) {
    this.#dir = dir;
    this.#conversations = conversations;
    this.#now = now;
  }

  /** Takes the file of `id` away. Throws when it cannot be moved. */
  async take(id: string): Promise<void> {
    await makePrivateFolder(this.#dir);
    await rename(this.#home(id), join(this.#dir, `${this.#now()}.${id}.jsonl`));
  }

  /** Puts the file back that was taken last; false when it is gone, or when there is a new one in its place. */
  async putBack(id: string): Promise<boolean> {
    const taken = (await this.#names()).filter((name) => name.endsWith(`.${id}.jsonl`)).sort();
    const last = taken.at(-1);
    if (last === undefined) return false;
    try {
      // A copy that fails where a file is: a rename would replace it.
      await copyFile(join(this.#dir, last), this.#home(id), constants.COPYFILE_EXCL);
      await rm(join(this.#dir, last));
      return true;
    } catch {
      return false;
    }
  }

  /** Deletes for good what was taken more than an hour ago; `onGone` is told the text of each. */
  async purge(onGone: (journal: string) => Promise<void>): Promise<void> {
    for (const name of await this.#names()) {
      const takenAt = Number(name.split(".", 1)[0]);
      if (takenAt < this.#now() - keepMs) await removeJournal(join(this.#dir, name), onGone);
    }
  }

  async #names(): Promise<string[]> {
    return readdir(this.#dir).catch(() => []);
  }

  #home(id: string): string {
    return join(this.#conversations, `${id}.jsonl`);
  }
}

/** Deletes a journal for good, and then tells `onGone` its text: files that only it needed can go too. */
export async function removeJournal(path: string, onGone: (journal: string) => Promise<void>): Promise<void> {
  const journal = await readFile(path, "utf8").catch(() => "");
  await rm(path, { force: true });
  await onGone(journal);
}
