// One change of a file at a time: what takes a change back waits until the one that is being made has ended.

import type { Clock } from "../../model/clock.ts";

/** How long somebody may hold files, in ms: one who never gives them back does not stop the others for ever. */
const longestHold = 60_000;

/** The locks of a window. */
export class FileLocks {
  readonly #clock: Clock;
  readonly #held = new Map<string, Promise<void>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves, when all of `files` are free, to what gives them back; that may be called any number of times. */
  async take(files: readonly string[]): Promise<() => void> {
    for (;;) {
      const waits = files.flatMap((file) => this.#held.get(file) ?? []);
      if (waits.length === 0) break;
      await Promise.all(waits);
    }
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    for (const file of files) this.#held.set(file, held);
    const cancel = this.#clock.after(longestHold, () => giveBack());
    const giveBack = () => {
      cancel();
      for (const file of files) if (this.#held.get(file) === held) this.#held.delete(file);
      release();
    };
    return giveBack;
  }
}
