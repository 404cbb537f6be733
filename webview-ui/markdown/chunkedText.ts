// Plain text of any length. It grows at its end and is cut into elements of bounded size, so that appending lays out
// one of them again and never the whole. Where it is cut depends on the text alone, not on how it arrived.

/** When an element is full. */
export interface ChunkLimits {
  /** Lines after which it ends. */
  readonly lines?: number;
  /** Characters after which it ends with the line. */
  readonly size?: number;
  /** Characters after which it ends within the line. */
  readonly hardSize?: number;
}

/** Appends text below `root` in elements of `tag`. */
export class ChunkedText {
  readonly #root: Element;
  readonly #tag: string;
  readonly #limits: Required<ChunkLimits>;
  #node: Text | undefined;
  #lines = 0;
  #length = 0;

  constructor(root: Element, tag: "span" | "div", limits: ChunkLimits) {
    this.#root = root;
    this.#tag = tag;
    this.#limits = { lines: Infinity, size: Infinity, hardSize: Infinity, ...limits };
  }

  /** Puts `text` at the end. */
  write(text: string): void {
    let start = 0;
    while (start < text.length) {
      const end = this.#cut(text, start);
      const piece = text.slice(start, end ?? text.length);
      if (piece !== "") this.#append(piece);
      if (end !== undefined) {
        this.#node = undefined;
        this.#lines = 0;
        this.#length = 0;
      }
      start += piece.length;
    }
  }

  /** Where the current element ends within `text`, or undefined when all of it fits. */
  #cut(text: string, start: number): number | undefined {
    const { lines, size, hardSize } = this.#limits;
    if (lines !== Infinity) {
      for (let at = text.indexOf("\n", start); at !== -1; at = text.indexOf("\n", at + 1)) {
        this.#lines += 1;
        if (this.#lines >= lines) return at + 1;
      }
      return undefined;
    }
    const hard = start + hardSize - this.#length;
    const newline = size === Infinity ? -1 : text.indexOf("\n", Math.max(start, start + size - this.#length - 1));
    if (newline !== -1 && newline < hard) return newline + 1;
    if (text.length < hard) return undefined;
    // A surrogate pair stays together.
    return isHighSurrogate(text.charCodeAt(hard - 1)) ? hard - 1 : hard;
  }

  #append(piece: string): void {
    this.#length += piece.length;
    if (this.#node) {
      this.#node.appendData(piece);
      return;
    }
    const element = document.createElement(this.#tag);
    element.className = "chunk";
    this.#node = document.createTextNode(piece);
    element.append(this.#node);
    this.#root.append(element);
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
