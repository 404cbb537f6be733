// Output on its way to the view: joined, since programs write in small pieces, and no more of it than an eye can use.

import type { Disposable } from "../../../core/util/disposable.ts";

/** Milliseconds between two pieces. */
const every = 50;
/** UTF-16 units of one piece; of more the end is shown. */
const most = 16 * 1024;

/** Gathers text and hands it on. */
export class OutputBatch implements Disposable {
  readonly #onText: (text: string) => void;
  #text = "";
  #isCut = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(onText: (text: string) => void) {
    this.#onText = onText;
  }

  /** Shows `text` soon. */
  add(text: string): void {
    this.#text += text;
    if (this.#text.length > 4 * most) this.#cut();
    this.#timer ??= setTimeout(() => this.flush(), every);
  }

  /** Shows what is there now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#cut();
    const text = this.#isCut ? `\n…\n${this.#text}` : this.#text;
    this.#text = "";
    this.#isCut = false;
    if (text !== "") this.#onText(text.toWellFormed());
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  /** To the last whole lines. */
  #cut(): void {
    if (this.#text.length <= most) return;
    const end = this.#text.slice(-most);
    const line = end.indexOf("\n");
    this.#text = line >= 0 && line < end.length - 1 ? end.slice(line + 1) : end;
    this.#isCut = true;
  }
}
