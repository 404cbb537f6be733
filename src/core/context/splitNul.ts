// Text that a program writes with a NUL behind each piece, as it comes.

/** More than any path has; a longer piece is dropped. */
const maxPiece = 32 * 1024;

/** Takes UTF-8 bytes cut anywhere and gives the pieces that are whole. What is no UTF-8 is left out. */
export class NulSplitter {
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #rest = "";
  #isTooLong = false;

  /** The pieces that end in `bytes`. */
  push(bytes: Uint8Array): readonly string[] {
    const pieces = (this.#rest + this.#decoder.decode(bytes, { stream: true })).split("\0");
    this.#rest = pieces.pop() ?? "";
    if (this.#isTooLong && pieces.length > 0) {
      this.#isTooLong = false;
      pieces.shift();
    }
    if (this.#rest.length > maxPiece) {
      this.#isTooLong = true;
      this.#rest = "";
    }
    return pieces.filter((piece) => piece !== "" && !piece.includes("\ufffd"));
  }
}
