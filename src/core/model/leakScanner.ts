// Splits streamed text into what can be shown at once and what may be a tool call written as text, whatever the
// chunks. Code, fenced or inline, is never touched: there such markup is quoted.

import { endsInsideValue, envelopes, orphans } from "./leakedMarkup.ts";

const openings = [...envelopes.keys(), ...orphans];

/** Markup held back, or the blanks between two pieces of it. */
export interface HeldText {
  readonly kind: "call" | "orphan" | "blank";
  readonly text: string;
}

/** Reads one reply. Serves once. */
export class LeakScanner {
  /** Held back until it is known what follows. */
  #held: HeldText[] = [];
  /** The beginning of what may become markup, or markup whose end has not come. */
  #open = "";
  #closing: string | undefined;
  #fence: string | undefined;
  #inline = 0;
  /** Backticks or tildes directly before the current place. */
  #run = "";
  /** What the current line holds before the current place, blanks aside; only its beginning matters. */
  #line = "";

  /** Takes more text; returns what can be shown now. */
  push(text: string): string {
    let shown = "";
    for (const char of text) shown += this.#take(char);
    return shown;
  }

  /** What is still held when the reply has ended, in order. An unclosed piece comes as it is. */
  end(): readonly HeldText[] {
    const held = this.#held;
    if (this.#open !== "") held.push({ kind: this.#closing === undefined ? "blank" : "call", text: this.#open });
    this.#held = [];
    this.#open = "";
    return held;
  }

  #take(char: string): string {
    if (this.#closing !== undefined) return this.#takeInside(char, this.#closing);
    if (this.#open !== "") return this.#takeOpening(char);
    if (char === "<" && this.#fence === undefined && this.#inline === 0 && this.#run === "") {
      this.#open = char;
      return "";
    }
    if (this.#held.length > 0 && /\s/.test(char)) {
      this.#held.push({ kind: "blank", text: char });
      this.#follow(char);
      return "";
    }
    return this.#release() + this.#follow(char);
  }

  /** Inside a call: everything is held until its closing tag. */
  #takeInside(char: string, closing: string): string {
    this.#open += char;
    // A wrapper is followed by a tag or an object at once; anything else is prose about it.
    if (this.#open.length < 100) {
      const inner = /^<[\w:]+>\s*(\S)/.exec(this.#open)?.[1];
      if (inner !== undefined && inner !== "<" && inner !== "{") return this.#giveUp();
    }
    if (char !== ">" || !this.#open.endsWith(closing) || endsInsideValue(this.#open)) return "";
    this.#held.push({ kind: "call", text: this.#open });
    this.#open = "";
    this.#closing = undefined;
    this.#line = "x";
    return "";
  }

  #takeOpening(char: string): string {
    const open = this.#open + char;
    if (!openings.some((opening) => opening.startsWith(open))) {
      const before = this.#open;
      this.#open = "";
      const shown = this.#release() + this.#followAll(before);
      return shown + this.#take(char);
    }
    this.#open = open;
    if (orphans.includes(open)) {
      this.#held.push({ kind: "orphan", text: open });
      this.#open = "";
    } else {
      this.#closing = envelopes.get(open);
    }
    return "";
  }

  #giveUp(): string {
    const text = this.#open;
    this.#open = "";
    this.#closing = undefined;
    return this.#release() + this.#followAll(text);
  }

  /** Other text follows, so what was held belongs to it. */
  #release(): string {
    if (this.#held.length === 0) return "";
    const text = this.#held.map((held) => held.text).join("");
    this.#held = [];
    return text;
  }

  #followAll(text: string): string {
    for (const char of text) this.#follow(char);
    return text;
  }

  /** Keeps track of Markdown's code while a character passes. */
  #follow(char: string): string {
    if (char === "`" || (char === "~" && this.#line.replace(/~/g, "") === "")) {
      this.#run += char;
      this.#line += char;
      return char;
    }
    if (this.#run !== "") this.#endRun(char);
    if (char === "\n") {
      this.#line = "";
      this.#inline = 0;
    } else if (!/\s/.test(char) && this.#line.length < 4) {
      this.#line += char;
    }
    return char;
  }

  #endRun(next: string): void {
    const run = this.#run;
    this.#run = "";
    const atLineStart = this.#line === run;
    if (this.#fence !== undefined) {
      const closes = atLineStart && run.startsWith(this.#fence) && /\s/.test(next);
      if (closes) this.#fence = undefined;
    } else if (atLineStart && run.length >= 3) {
      this.#fence = run;
    } else if (run.startsWith("`")) {
      if (this.#inline === 0) this.#inline = run.length;
      else if (this.#inline === run.length) this.#inline = 0;
    }
  }
}
