// What running calls put out, as far as a page shows it: the end of it. It is in no turn, so a page that is built anew is
// given it from here.

/** Of a longer output this much stays, in UTF-16 units and lines. */
const mostText = 65_536;
const mostLines = 200;
/** It is cut when it is this much longer, so that each piece costs what it adds. */
const slack = 2;

/** The ends of outputs, by the id of their turn and the index of their part. */
export class OutputTails {
  readonly #tails = new Map<string, Tail>();

  /** Adds `text`. The number is how much of the whole text stays, when some of it goes. */
  add(id: string, part: number, text: string): { readonly keeps?: number } {
    const name = nameOf(id, part);
    const tail = this.#tails.get(name) ?? { text: "", lines: 0 };
    tail.text += text;
    tail.lines += linesOf(text);
    this.#tails.set(name, tail);
    if (tail.text.length <= mostText * slack && tail.lines <= mostLines * slack) return {};
    tail.text = lastLines(tail.text.slice(-mostText));
    tail.lines = linesOf(tail.text);
    return { keeps: tail.text.length };
  }

  /** What is shown of a call that runs; "" when it put nothing out. */
  of(id: string, part: number): string {
    return this.#tails.get(nameOf(id, part))?.text ?? "";
  }

  /** The call has ended: its result has all there is. */
  drop(id: string, part: number): void {
    this.#tails.delete(nameOf(id, part));
  }

  clear(): void {
    this.#tails.clear();
  }
}

interface Tail {
  text: string;
  lines: number;
}

const nameOf = (id: string, part: number) => `${id}\n${part}`;

function linesOf(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

function lastLines(text: string): string {
  let at = text.length;
  for (let lines = 0; lines <= mostLines; lines++) {
    at = text.lastIndexOf("\n", at - 1);
    if (at <= 0) return text;
  }
  return text.slice(at + 1);
}
