// Parts of a text that is still being written: a sentence is handed out as soon as the next one begins, so that the
// first one sounds while the rest is on its way.

import { MarkdownReader } from "./text/readMarkdown.ts";
import { blockParts, type SpeakableOptions, type SpeechPart, settledParts } from "./text/speakable.ts";

/** A paragraph is read anew when it has grown by this share, so that reading it costs a multiple of its length at most. */
const growth = 1 / 4;
/** And by so many UTF-16 units: no sentence worth a part is shorter. */
const minGrowth = 12;
/** Of a line, what tells whether it begins a block. */
const lineStart = 64;

/**
 * Takes Markdown in pieces. Serves one text. What it hands out in all is what `speakableParts` makes of the whole, however it is
 * cut; its work grows with what is new.
 */
export class SpeakableStream {
  readonly #options: SpeakableOptions;
  readonly #reader = new MarkdownReader();
  /** The line that has no end yet, and where it begins. */
  #line = "";
  #start = 0;
  #afterReturn = false;
  /** How many parts of the open paragraph have been handed out. */
  #handedOut = 0;
  /** Length of the open paragraph when it was last read. */
  #readLength = 0;
  #ends: "none" | "mark" | "followed" = "none";

  constructor(options: Omit<SpeakableOptions, "languageId" | "offset">) {
    this.#options = { ...options, languageId: "markdown" };
  }

  /** Adds `delta`; the parts that cannot change any more, in order. */
  push(delta: string): readonly SpeechPart[] {
    const parts: SpeechPart[] = [];
    let rest = delta;
    if (this.#afterReturn && rest !== "") {
      this.#afterReturn = false;
      if (rest.startsWith("\n")) {
        this.#start++;
        rest = rest.slice(1);
      }
    }
    for (let at = rest.search(/[\r\n]/); at >= 0; at = rest.search(/[\r\n]/)) {
      const lineBreak = rest.startsWith("\r\n", at) ? 2 : 1;
      this.#afterReturn = rest[at] === "\r" && at + 1 === rest.length;
      this.#line += rest.slice(0, at);
      this.#takeLine();
      this.#start += lineBreak;
      rest = rest.slice(at + lineBreak);
    }
    parts.push(...this.#closedParts());
    const isNew = this.#line.length < lineStart;
    this.#line += rest;
    if (isNew) {
      this.#reader.closeBefore(this.#line.slice(0, lineStart));
      parts.push(...this.#closedParts());
    }
    this.#lookForEnds(delta);
    if (this.#ends === "followed") parts.push(...this.#growingParts());
    return parts;
  }

  /** The rest. */
  end(): readonly SpeechPart[] {
    this.#takeLine();
    this.#reader.end();
    return this.#closedParts();
  }

  #takeLine(): void {
    this.#reader.take({ text: this.#line, start: this.#start });
    this.#start += this.#line.length;
    this.#line = "";
  }

  #closedParts(): readonly SpeechPart[] {
    const blocks = this.#reader.takeBlocks();
    if (blocks.length === 0) return [];
    // What was handed out was of the paragraph that was open, which is the first to be closed.
    const parts = blocks.flatMap((block) => blockParts(block, this.#options)).slice(this.#handedOut);
    this.#handedOut = 0;
    this.#readLength = 0;
    return parts;
  }

  /** Nothing is settled before something follows the end of a sentence. */
  #lookForEnds(delta: string): void {
    if (this.#ends === "followed") return;
    const mark = /[.!?。！？；][^.!?。！？；]*$/.exec(delta);
    const isFollowed = this.#ends === "mark" ? /\S/.test(delta) : mark !== null && /\S/.test(mark[0].slice(1));
    if (isFollowed) this.#ends = "followed";
    else if (mark) this.#ends = "mark";
  }

  #growingParts(): readonly SpeechPart[] {
    const length = this.#reader.paragraphLength + this.#line.length;
    if (length - this.#readLength < Math.max(minGrowth, this.#readLength * growth)) return [];
    this.#readLength = length;
    this.#ends = "none";
    const content = this.#reader.growing({ text: this.#line, start: this.#start });
    if (!content) return [];
    const parts = settledParts(content, this.#options).slice(this.#handedOut);
    this.#handedOut += parts.length;
    return parts;
  }
}
