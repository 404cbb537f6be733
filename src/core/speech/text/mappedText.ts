// Text that remembers where each of its characters came from, so that a sentence can be heard and shown in its source.

/** Text whose character `i` stands for the source's `[from[i], to[i])`, in UTF-16 units. */
export interface MappedText {
  readonly text: string;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** Builds a MappedText from left to right. */
export class MappedTextBuilder {
  #pieces: string[] = [];
  #from: number[] = [];
  #to: number[] = [];
  #last = "";

  /** Adds `text`, which stands for `[from, to)` of the source: character by character if it is as long, else as a whole. */
  add(text: string, from: number, to: number): this {
    const verbatim = text.length === to - from;
    for (let i = 0; i < text.length; i++) {
      this.#from.push(verbatim ? from + i : from);
      this.#to.push(verbatim ? from + i + 1 : to);
    }
    this.#pieces.push(text);
    this.#last = text.at(-1) ?? this.#last;
    return this;
  }

  /** Adds `[start, end)` of another text as it is. */
  addSlice(other: MappedText, start: number, end: number): this {
    for (let i = start; i < end; i++) {
      this.#from.push(other.from[i] ?? 0);
      this.#to.push(other.to[i] ?? 0);
    }
    const text = other.text.slice(start, end);
    this.#pieces.push(text);
    this.#last = text.at(-1) ?? this.#last;
    return this;
  }

  /** Adds `text` in place of `[start, end)` of another text. */
  replace(text: string, other: MappedText, start: number, end: number): this {
    const range = rangeOf(other, start, end);
    for (let i = 0; i < text.length; i++) {
      this.#from.push(range.start);
      this.#to.push(range.end);
    }
    this.#pieces.push(text);
    this.#last = text.at(-1) ?? this.#last;
    return this;
  }

  /** The last character so far; empty at the start. */
  get lastChar(): string {
    return this.#last;
  }

  get isEmpty(): boolean {
    return this.#from.length === 0;
  }

  /** In UTF-16 units. */
  get length(): number {
    return this.#from.length;
  }

  /** Another builder that goes on from here. */
  copy(): MappedTextBuilder {
    const copy = new MappedTextBuilder();
    copy.#pieces = [...this.#pieces];
    copy.#from = [...this.#from];
    copy.#to = [...this.#to];
    copy.#last = this.#last;
    return copy;
  }

  build(): MappedText {
    return { text: this.#pieces.join(""), from: this.#from, to: this.#to };
  }
}

/** What `[start, end)` of `mapped` stands for in the source; empty for an empty slice. */
export function rangeOf(mapped: MappedText, start: number, end: number): { start: number; end: number } {
  const first = mapped.from[start] ?? mapped.to.at(-1) ?? 0;
  let last = first;
  for (let i = start; i < end; i++) last = Math.max(last, mapped.to[i] ?? 0);
  return { start: first, end: last };
}
