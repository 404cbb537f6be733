// Reasoning is shown as plain text. The asterisks of what a model wrote in bold say nothing there.

/** What begins bold: after no letter or digit, before no space. `2**3` and `a ** b` are left as they are. */
const opening = /(^|[^\p{L}\p{N}*])\*\*(?=[^\s*])/u;
/** Longer than this, nothing is bold: what was held back comes. */
const longest = 300;

/** Takes `**` in pairs out of a growing text. What may begin a pair is held back until it is known. */
export class BoldMarkers {
  #held = "";
  /** The last character that was given out. */
  #last = "";

  /** What is certain of the text, with `added` at its end. */
  push(added: string): string {
    this.#held += added;
    return this.#take(false);
  }

  /** The rest, when the text is over. */
  end(): string {
    return this.#take(true);
  }

  #take(isOver: boolean): string {
    let out = "";
    const give = (text: string, length = text.length) => {
      out += text;
      this.#held = this.#held.slice(length);
    };
    for (;;) {
      const context = this.#last + this.#held;
      const match = opening.exec(context);
      if (!match) break;
      const at = match.index + (match[1]?.length ?? 0) - this.#last.length;
      const start = at + 2;
      const end = this.#held.slice(start).search(/\S\*\*(?!\*)|\n/);
      const isPair = end !== -1 && this.#held[start + end] !== "\n";
      const isOpen = end === -1 && !isOver && this.#held.length - start <= longest;
      // A pair at the very end may turn out to be three asterisks.
      const isUndecided = isPair && !isOver && this.#held.length === start + end + 3;
      if (isOpen || isUndecided) {
        give(this.#held.slice(0, at));
        this.#last = out.at(-1) ?? this.#last;
        return out;
      }
      if (isPair) {
        const bold = this.#held.slice(start, start + end + 1);
        give(this.#held.slice(0, at) + bold, start + end + 3);
      } else give(this.#held.slice(0, start));
      this.#last = out.at(-1) ?? this.#last;
    }
    // The end of what came may be the beginning of a mark.
    const open = isOver ? 0 : (/\*{1,2}$/.exec(this.#held)?.[0].length ?? 0);
    give(this.#held.slice(0, this.#held.length - open));
    this.#last = out.at(-1) ?? this.#last;
    return out;
  }
}
