// What a proposal looks like while its text is still coming: a diff that only ever looks ahead, so that a line costs
// the same whether it is the first or the two-thousandth. The finished text gets a real diff.

import type { Hunk } from "./hunk.ts";

/** How many old lines ahead a new line is looked for. */
const lookahead = 200;

/** Takes new lines one by one. What it says about the lines it has seen is true; what is not said of the rest is open. */
export class StreamDiff {
  readonly #old: readonly string[];

  readonly #done: Hunk[] = [];
  #added: string[] = [];
  #position = 0;

  constructor(old: readonly string[]) {
    this.#old = old;
  }

  /** Takes the next line of the new text. */
  push(line: string): void {
    const match = this.#findAhead(line);
    if (match === undefined) {
      this.#added.push(line);
      return;
    }
    this.#close(match);
    this.#position = match + 1;
  }

  /** The hunks so far; the last may still grow. Applied to the first `consumed` old lines they give the lines pushed. */
  get hunks(): readonly Hunk[] {
    if (this.#added.length === 0) return this.#done;
    return [...this.#done, { oldStart: this.#position, oldEnd: this.#position, newLines: this.#added }];
  }

  /** How many of the hunks, from the first, will not grow any more. */
  get completeHunks(): number {
    return this.#done.length;
  }

  /** How many old lines are accounted for. */
  get consumed(): number {
    return this.#position;
  }

  #close(oldEnd: number): void {
    if (oldEnd === this.#position && this.#added.length === 0) return;
    this.#done.push({ oldStart: this.#position, oldEnd, newLines: this.#added });
    this.#added = [];
  }

  /** Far ahead only a line with something to recognise counts: a brace or an empty line is found everywhere. */
  #findAhead(line: string): number | undefined {
    if (this.#old[this.#position] === line) return this.#position;
    if (!/[\p{L}\p{N}]{2}/u.test(line)) return undefined;
    const end = Math.min(this.#old.length, this.#position + lookahead);
    for (let index = this.#position; index < end; index++) if (this.#old[index] === line) return index;
    return undefined;
  }
}
