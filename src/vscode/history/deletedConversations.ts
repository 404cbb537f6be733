// Deleting moves a file aside, so that it can be undone; the file goes for good at a later start.

import { constants, copyFile, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** How long a deleted conversation can at least be brought back, in ms. */
const keepMs = 60 * 60 * 1000;

/** The folder `dir` beside that of the conversations. */
export class DeletedConversations {
  constructor(
    private readonly dir: string,
    private readonly conversations: string,
    private readonly now: () => number,
  ) {}

  /** Takes the file of `id` away. Throws when it cannot be moved. */
  async take(id: string): Promise<void> {
    await mkdir(this.dir, { recursive: true });
    await rename(this.home(id), join(this.dir, `${this.now()}.${id}.jsonl`));
  }

  /** Puts the file back that was taken last; false when it is gone, or when there is a new one in its place. */
  async putBack(id: string): Promise<boolean> {
    const taken = (await this.names()).filter((name) => name.endsWith(`.${id}.jsonl`)).sort();
    const last = taken.at(-1);
    if (last === undefined) return false;
    try {
      // A copy that fails where a file is: a rename would replace it.
      await copyFile(join(this.dir, last), this.home(id), constants.COPYFILE_EXCL);
      await rm(join(this.dir, last));
      return true;
    } catch {
      return false;
    }
  }

  /** Deletes for good what was taken more than an hour ago. */
  async purge(): Promise<void> {
    for (const name of await this.names()) {
      const takenAt = Number(name.split(".", 1)[0]);
      if (takenAt < this.now() - keepMs) await rm(join(this.dir, name), { force: true });
    }
  }

  private async names(): Promise<string[]> {
    return readdir(this.dir).catch(() => []);
  }

  private home(id: string): string {
    return join(this.conversations, `${id}.jsonl`);
  }
}
