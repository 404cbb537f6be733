// A fenced block while it grows: read line by line and appended to the page, never lexed again. The rules are marked's
// (Tokenizer.fences), so that the block reads the same when the whole reply is lexed.

import { fenceKey } from "./blocks.ts";
import type { CodeBlock } from "./codeBlock.ts";

/** An open fence and the block it fills. */
export class OpenFence {
  readonly info: string;
  readonly #block: CodeBlock;
  readonly #closing: RegExp;
  readonly #mayClose: RegExp;
  readonly #indent: number;
  #text = "";
  /** The line that is not over yet, and how much of it is on the page already. */
  #line = "";
  #shown = 0;
  #lines = 0;

  /** `opening` is the line that opens it, without its line end. */
  constructor(opening: string, info: string, block: CodeBlock) {
    const [, indent = "", fence = "```"] = /^( *)(`+|~+)/.exec(opening) ?? [];
    const mark = fence.charAt(0);
    this.info = info;
    this.#block = block;
    this.#closing = new RegExp(`^ {0,3}${mark}{${fence.length},} *$`);
    this.#mayClose = new RegExp(`^\\s*${mark}* *$`);
    // Only backtick fences take their own indentation off the lines.
    this.#indent = mark === "`" ? indent.length : 0;
  }

  /** Takes more text. Returns what comes after the closing line, or undefined while there is none. */
  read(text: string): string | undefined {
    let added = "";
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      this.#line += text.slice(start, end);
      start = end + 1;
      if (this.#closing.test(this.#line)) {
        this.#show(added);
        return text.slice(start);
      }
      added += this.#takeRest();
      this.#line = "";
      this.#shown = 0;
      this.#lines += 1;
    }
    this.#line += text.slice(start);
    // What may become the closing line is not shown before it is clear that it does not.
    if (!this.#mayClose.test(this.#line)) added += this.#takeRest();
    this.#show(added);
    return undefined;
  }

  /** The text is over. */
  finish(): void {
    if (this.#line !== "" && !this.#closing.test(this.#line)) this.#show(this.#takeRest());
  }

  key(): string {
    return fenceKey(this.info, this.#text);
  }

  /** What of the current line is not on the page, with the line end before it. */
  #takeRest(): string {
    const first = this.#shown === 0;
    const from = first ? Math.min(this.#indent, /^\s*/.exec(this.#line)?.[0].length ?? 0) : this.#shown;
    const rest = this.#line.slice(from);
    this.#shown = Math.max(this.#line.length, 1);
    return first && this.#lines > 0 ? `\n${rest}` : rest;
  }

  #show(added: string): void {
    if (added === "") return;
    this.#text += added;
    this.#block.write(added);
  }
}
