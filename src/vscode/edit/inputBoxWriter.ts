// Writes into a box that a person types into as well: what they typed wins.

/** A box with text, such as the one of Source Control. */
export interface TextBox {
  value: string;
}

/** Text that grows in a box, as long as nobody else changes it. */
export class InputBoxWriter {
  readonly #box: TextBox;
  /** What stood there before the first of our texts. */
  readonly before: string;
  #written: string;
  #isReplaced = false;

  /**
   * `former` is a writer whose place this one takes: what it wrote does not count as a person's, and it writes and
   * restores nothing from now on, whenever its request ends.
   */
  constructor(box: TextBox, former?: InputBoxWriter) {
    this.#box = box;
    this.before = former?.isUndisturbed ? former.before : box.value;
    this.#written = box.value;
    if (former) former.#isReplaced = true;
  }

  /** Whether nobody else, a later writer included, has changed the box since the last of our texts. */
  get isUndisturbed(): boolean {
    return !this.#isReplaced && this.#box.value === this.#written;
  }

  /** Puts `text` into the box; false, and nothing is changed, when somebody has typed there meanwhile. */
  write(text: string): boolean {
    if (!this.isUndisturbed) return false;
    this.#box.value = text;
    this.#written = text;
    return true;
  }

  /** Puts back what stood there before, unless somebody has typed. */
  restore(): void {
    this.write(this.before);
  }
}
