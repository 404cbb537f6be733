// Empty folders where nothing stands, for as long as held commands run: a mount needs a place to stand on, and what is
// mounted there keeps everybody in the sandbox from making something of that name. Other commands may stand on the same.

import { rmdirSync } from "node:fs";
import { mkdir, rmdir } from "node:fs/promises";

/** Removes those of `paths` that are still empty: what somebody put something into is theirs. Never rejects. */
export async function removeEmpty(paths: Iterable<string>): Promise<void> {
  await Promise.all([...paths].map((path) => rmdir(path).catch(() => {})));
}

/** Those of this window. */
export class ReservedPlaces {
  /** How many commands stand on each. */
  readonly #used = new Map<string, number>();

  /** Whether `path` is one of ours. */
  has(path: string): boolean {
    return this.#used.has(path);
  }

  /**
   * Makes those that are not there; returns what stands now, of ours. Where nobody may make anything nothing has to stand.
   * Undefined, and nothing is taken, when somebody else was there meanwhile. Not to be called before the last call is over.
   */
  async take(paths: readonly string[]): Promise<readonly string[] | undefined> {
    const taken: string[] = [];
    for (const path of paths) {
      const count = this.#used.get(path) ?? 0;
      // Before the wait: who lets it go meanwhile leaves it.
      this.#used.set(path, count + 1);
      try {
        if (count === 0) await mkdir(path, { mode: 0o755 });
        taken.push(path);
      } catch (error) {
        this.#drop(path);
        const { code } = error as NodeJS.ErrnoException;
        if (code === "EACCES" || code === "EPERM" || code === "EROFS") continue;
        await this.release(taken);
        return undefined;
      }
    }
    if (this.#used.size > 0) process.off("exit", this.#clear).once("exit", this.#clear);
    return taken;
  }

  /** Removes those that no other command stands on, if they are still empty. Never rejects. */
  async release(paths: readonly string[]): Promise<void> {
    await removeEmpty(paths.filter((path) => this.#drop(path) === 0));
    if (this.#used.size === 0) process.off("exit", this.#clear);
  }

  #drop(path: string): number {
    const left = (this.#used.get(path) ?? 1) - 1;
    if (left > 0) this.#used.set(path, left);
    else this.#used.delete(path);
    return left;
  }

  /** The window goes, and its commands with it. */
  readonly #clear = (): void => {
    for (const path of this.#used.keys()) {
      try {
        rmdirSync(path);
      } catch {
        // Somebody's now, or gone.
      }
    }
  };
}
