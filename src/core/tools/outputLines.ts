// From bytes to lines. A line may be as long as the whole output: of such a one the beginning and the end are kept.

import type { OutputLine } from "./outputPage.ts";

/** Bytes of one line. */
const maxLineBytes = 64 * 1024;
const lineEnd = 0x0a;

/** Cuts bytes that come in pieces into lines of UTF-8. */
export class OutputLines {
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  readonly #from: number;
  #number: number;
  #open: Uint8Array = new Uint8Array();

  /** `first` is the number of the first line; those before `from` are counted and not given. */
  constructor(first = 1, from = first) {
    this.#number = first;
    this.#from = from;
  }

  /** The number of the line that comes next, or is open. */
  get number(): number {
    return this.#number;
  }

  /** The lines that `bytes` end. */
  *add(bytes: Uint8Array): Generator<OutputLine> {
    let start = 0;
    if (this.#open.length > 0) {
      const end = bytes.indexOf(lineEnd);
      if (end < 0) return this.#keep(bytes);
      yield this.#line(bytes.subarray(0, end));
      start = end + 1;
    }
    for (; this.#number < this.#from && start < bytes.length; start++) if (bytes[start] === lineEnd) this.#number++;
    const last = bytes.lastIndexOf(lineEnd);
    if (last >= start) {
      // All at once: to decode line by line takes ten times as long where lines are short.
      for (const text of this.#decoder.decode(bytes.subarray(start, last)).split("\n")) {
        yield { number: this.#number++, text };
      }
      start = last + 1;
    }
    if (start < bytes.length) this.#keep(bytes.subarray(start));
  }

  /** The last line, when it has no end. */
  *end(): Generator<OutputLine> {
    if (this.#open.length > 0) yield this.#line(new Uint8Array());
  }

  /** The open line, which ends with `rest`. */
  #line(rest: Uint8Array): OutputLine {
    const text = this.#decoder.decode(joined(this.#open, rest));
    this.#open = new Uint8Array();
    return { number: this.#number++, text };
  }

  #keep(rest: Uint8Array): void {
    this.#open = joined(this.#open, rest);
  }
}

/** How many lines `bytes` end. */
export function countLineEnds(bytes: Uint8Array): number {
  let count = 0;
  // A search for each of them takes longer where lines are short.
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === lineEnd) count++;
  return count;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const length = one.length + other.length;
  const all = new Uint8Array(length);
  all.set(one);
  all.set(other, one.length);
  if (length <= maxLineBytes) return all;
  const half = maxLineBytes / 2;
  const ends = new Uint8Array(maxLineBytes);
  ends.set(all.subarray(0, half));
  ends.set(all.subarray(length - half), half);
  return ends;
}
