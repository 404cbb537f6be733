// Where a spoken sentence is written. Only letters and digits are compared: marks are spoken as words or not at all, and
// "sum paid" is written sumPaid.

import { rangeOf, textOf } from "../find/findWords.ts";

/** A shorter one may stand anywhere. */
const fewest = 2;

interface Plain {
  /** Letters and digits alone, in lower case. */
  readonly text: string;
  /** Of each of them, where it is in the text of the page. */
  readonly at: readonly number[];
}

/** What came of looking for a sentence. */
interface Look {
  readonly part: number;
  readonly sentence: string;
  readonly range: Range | undefined;
  /** Of all that stood in the message then, in UTF-16 units: when it is the same, so is the answer. */
  readonly length: number;
}

/** Sentences of one reading, in their order: each is looked for after the one before. */
export class SpokenPlace {
  #message: Element | undefined;
  #last: Look | undefined;
  /** Where the sentences that were found end, by their part. */
  readonly #ends = new Map<number, number>();

  /** The range of the sentence, the `part`th of its reading; undefined when it is not written like that. */
  find(message: Element, part: number, sentence: string): Range | undefined {
    if (message !== this.#message) {
      this.#ends.clear();
      this.#last = undefined;
    }
    this.#message = message;
    const last = this.#last;
    // What was found holds as long as it is on the page, what was not until the message has changed.
    const isSame = last?.part === part && last.sentence === sentence;
    if (isSame && last.range?.startContainer.isConnected) return last.range;
    const length = message.textContent?.length ?? 0;
    if (isSame && !last.range && last.length === length) return undefined;
    const range = this.#look(message, part, sentence);
    this.#last = { part, sentence, range, length };
    return range;
  }

  #look(message: Element, part: number, sentence: string): Range | undefined {
    const wanted = plain(sentence.replace(/…$/, "")).text;
    if (wanted.length < fewest) return undefined;
    const { text, pieces } = textOf(message);
    const written = plain(text);
    const before = [...this.#ends].filter(([at]) => at < part).map(([, end]) => end);
    const from = Math.max(0, ...before);
    const index = written.text.indexOf(wanted, from);
    const found = index === -1 ? written.text.indexOf(wanted) : index;
    if (found === -1) return undefined;
    const end = found + wanted.length;
    this.#ends.set(part, end);
    return rangeOf(pieces, written.at[found] ?? 0, (written.at[end - 1] ?? 0) + 1);
  }
}

function plain(text: string): Plain {
  const at: number[] = [];
  let out = "";
  for (const match of text.matchAll(/[\p{L}\p{N}]/gu)) {
    const lower = match[0].toLowerCase();
    out += lower;
    for (let unit = 0; unit < lower.length; unit++) at.push(match.index);
  }
  return { text: out, at };
}
