// Lower case of many names without a string for each.

/** What stands in the table for a code that is not folded by itself alone. */
const special = 0;

const pageSize = 256;

/** Folds runs of UTF-16 codes exactly as `toLowerCase` does. */
export class CaseFolder {
  /** The lower case of each code, in pages made when the first code of them beyond ASCII comes. */
  readonly #pages: (Uint16Array | undefined)[] = new Array(0x1_00_00 / pageSize).fill(undefined);

  /**
   * Writes the lower case of `codes` from `start` to `end` into `target` at `at` and returns where it ends. It may be
   * twice as long. The run has to begin and end at a `/` or where the text does: some letters look at those around.
   */
  fold(codes: Uint16Array, start: number, end: number, target: Uint16Array, at: number): number {
    let next = at;
    for (let index = start; index < end; index++) {
      const code = codes[index] ?? 0;
      if (code < 0x80) target[next++] = code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
      else {
        const folded = this.#pageOf(code)[code % pageSize] ?? special;
        if (folded === special) return foldText(codes.subarray(start, end), target, at);
        target[next++] = folded;
      }
    }
    return next;
  }

  #pageOf(code: number): Uint16Array {
    const number = Math.floor(code / pageSize);
    const page = this.#pages[number] ?? makePage(number * pageSize);
    this.#pages[number] = page;
    return page;
  }
}

function makePage(start: number): Uint16Array {
  const page = new Uint16Array(pageSize);
  for (let at = 0; at < pageSize; at++) {
    const code = start + at;
    const folded = String.fromCharCode(code).toLowerCase();
    // Halves of a pair are folded together, a capital sigma by where it stands, and some become two.
    const isAlone = (code < 0xd800 || code > 0xdfff) && code !== 0x3a3 && folded.length === 1;
    page[at] = isAlone ? folded.charCodeAt(0) : special;
  }
  return page;
}

function foldText(codes: Uint16Array, target: Uint16Array, at: number): number {
  const folded = String.fromCharCode(...codes).toLowerCase();
  for (let index = 0; index < folded.length; index++) target[at + index] = folded.charCodeAt(index);
  return at + folded.length;
}
