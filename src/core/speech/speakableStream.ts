// Parts of a text that is still being written: a sentence is handed out as soon as the next one begins, so that the
// first one sounds while the rest is on its way.

import { linesOf } from "./text/lines.ts";
import { isShort, type SpeakableOptions, type SpeechPart, speakableParts } from "./text/speakable.ts";

/** Takes Markdown in pieces. Serves one text. What it hands out in all is what `speakableParts` makes of the whole. */
export class SpeakableStream {
  readonly #options: Omit<SpeakableOptions, "languageId" | "offset">;

  #text = "";
  /** Blocks before this are closed and handed out. */
  #settled = 0;
  /** How many parts after `settled` have been handed out. */
  #handedOut = 0;

  constructor(options: Omit<SpeakableOptions, "languageId" | "offset">) {
    this.#options = options;
  }

  /** Adds `delta`; the parts that cannot change any more, in order. */
  push(delta: string): readonly SpeechPart[] {
    this.#text += delta;
    const boundary = this.#lastBoundary();
    const fresh: SpeechPart[] = [];
    if (boundary > this.#settled) {
      const closed = this.#partsOf(this.#settled, boundary);
      fresh.push(...closed.slice(this.#handedOut));
      this.#handedOut = 0;
      this.#settled = boundary;
    }
    // A fence or table is not known before its end.
    const open = this.#isPlain(this.#settled) ? unchanging(this.#partsOf(this.#settled, this.#text.length)) : [];
    fresh.push(...open.slice(this.#handedOut));
    this.#handedOut = Math.max(this.#handedOut, open.length);
    return fresh;
  }

  /** The rest. */
  end(): readonly SpeechPart[] {
    const rest = this.#partsOf(this.#settled, this.#text.length).slice(this.#handedOut);
    this.#settled = this.#text.length;
    this.#handedOut = 0;
    return rest;
  }

  #partsOf(from: number, to: number): readonly SpeechPart[] {
    return speakableParts(this.#text.slice(from, to), { ...this.#options, languageId: "markdown", offset: from });
  }

  /** The end of the last blank line that is not inside a fence: what is before it cannot change. */
  #lastBoundary(): number {
    let boundary = this.#settled;
    let fence: string | undefined;
    const lines = linesOf(this.#text.slice(this.#settled), this.#settled);
    for (const [index, line] of lines.entries()) {
      const mark = /^\s*(`{3,}|~{3,})/.exec(line.text)?.[1];
      if (mark !== undefined) {
        if (fence === undefined) fence = mark;
        else if (mark[0] === fence[0] && mark.length >= fence.length) fence = undefined;
      }
      const isLast = index === lines.length - 1;
      if (!isLast && fence === undefined && line.text.trim() === "") boundary = lines[index + 1]?.start ?? boundary;
    }
    return boundary;
  }

  #isPlain(from: number): boolean {
    return !/^\s*(?:`{3,}|~{3,}|\|)|\|.*\n\s*\|?\s*:?-/m.test(this.#text.slice(from));
  }
}

/** The last part may still grow, and short ones before it may be joined with what it grows to. */
function unchanging(parts: readonly SpeechPart[]): readonly SpeechPart[] {
  let count = Math.max(0, parts.length - 1);
  for (let last = parts[count - 1]; last && isShort(last); last = parts[count - 1]) count--;
  return parts.slice(0, count);
}
