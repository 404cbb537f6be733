// What files held before an agent changed them: kept first, changed after.

import type { RunScope } from "../../tools/toolRun.ts";

/** A change that goes on. */
export interface BegunChange {
  /** Notes what the files hold now: to be called once it is done, also when it failed. Never rejects. */
  end(): Promise<void>;
}

/** Called around everything that changes files. */
export interface Checkpoints {
  /**
   * Keeps what `files` (URIs as strings) hold now and resolves when that is safe on the disk; a document with unsaved
   * changes counts as its text, in its encoding, and a file that is not there as none. Rejects when it cannot be kept: then
   * nothing is to be changed. Changes of one file are to be begun one after another.
   */
  begin(scope: RunScope, files: readonly string[]): Promise<BegunChange>;
}
