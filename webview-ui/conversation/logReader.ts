// Remembers how far a growing text has been read.

import type { TextLog } from "./textLog.ts";

/** Reads what is new in successive views of one text. */
export class LogReader {
  #pieces: readonly string[] | undefined;
  #count = 0;

  /** What was added since the last call; all of it, and `restarted`, when it is another text. */
  read(log: TextLog): { readonly added: string; readonly restarted: boolean } {
    const restarted = this.#pieces !== undefined && (log.pieces !== this.#pieces || log.count < this.#count);
    const from = log.pieces === this.#pieces && !restarted ? this.#count : 0;
    this.#pieces = log.pieces;
    this.#count = log.count;
    let added = "";
    for (let index = from; index < log.count; index++) added += log.pieces[index];
    return { added, restarted };
  }
}
