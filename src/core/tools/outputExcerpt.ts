// The beginning and the end of what a command puts out, while it comes: a command may print for ever.

/** UTF-16 units that are held of either end, before colours and the like are taken out. */
const maxHeld = { head: 64 * 1024, tail: 192 * 1024 };

/** An output, or its two ends. */
export interface OutputEnds {
  readonly head: string;
  /** Undefined: `head` is all of it. */
  readonly tail?: string;
  /** Line ends in all of it. */
  readonly lines: number;
}

/** Holds both ends of a text that grows. */
export class OutputExcerpt {
  #head = "";
  #tail: string[] = [];
  #tailLength = 0;
  #isCut = false;
  #lines = 0;

  /** The next piece of it, with so many line ends in it. */
  add(text: string, lineEnds: number): void {
    this.#lines += lineEnds;
    const room = maxHeld.head - this.#head.length;
    const rest = this.#tailLength === 0 && room > 0 ? text.slice(room) : text;
    if (rest.length < text.length) this.#head += text.slice(0, text.length - rest.length);
    if (rest === "") return;
    this.#tail.push(rest);
    this.#tailLength += rest.length;
    while (this.#tailLength - (this.#tail[0]?.length ?? 0) >= maxHeld.tail) {
      this.#tailLength -= this.#tail.shift()?.length ?? 0;
      this.#isCut = true;
    }
  }

  /** What is held by now. */
  ends(): OutputEnds {
    const tail = this.#tail.join("");
    if (this.#isCut) return { head: this.#head, tail, lines: this.#lines };
    return { head: this.#head + tail, lines: this.#lines };
  }
}
