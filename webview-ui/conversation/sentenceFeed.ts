// What a screen reader is told of a reply while it grows: finished sentences in plain words, never tokens.

import type { WebviewStrings } from "../../src/protocol/strings.ts";
import { fill } from "../words.ts";

/** A sentence without an end in sight is cut here, so that a piece costs what is new in it. */
const longestSentence = 1000;
/** The end of a sentence: a mark and a space, or a mark of Chinese or Japanese, which needs none. */
const sentenceEnd = /[.!?…]["'”’)\]*_]*(?=\s)|[。！？；]["'”’）」』]*/gu;

/** What a fence may stand in: quotes and items of lists, at any depth. */
const containers = String.raw`^\s*(?:(?:>|[-+*]|\d{1,9}[.)])\s+|>)*`;
const fenceLine = new RegExp(`${containers}(\`{3,}|~{3,})(.*)$`);
const closingLine = /^[\s>]*(`{3,}|~{3,})\s*$/;
const mayBeFence = new RegExp(`${containers}(?:[-+*>]|\\d{1,9}[.)]?)?(?:\`{0,2}$|~{0,2}$|\`\`\`|~~~)`);

/** Turns a growing Markdown text into finished sentences. Code is named, not read. */
export class SentenceFeed {
  readonly #labels: Pick<WebviewStrings, "code" | "codeIn">;
  #tail = "";
  /** The marks that opened the fence we are in. */
  #fence: string | undefined;

  constructor(labels: Pick<WebviewStrings, "code" | "codeIn">) {
    this.#labels = labels;
  }

  /** The sentences that `added` completes, in plain words; "" when it completes none. */
  push(added: string): string {
    this.#tail += added;
    const said: string[] = [];
    const lines = this.#tail.split("\n");
    this.#tail = lines.pop() ?? "";
    for (const line of lines) said.push(this.#line(line));
    if (this.#fence === undefined) said.push(this.#finished());
    // A line this long closes no fence: what it is does not matter any more.
    else if (this.#tail.length > longestSentence) this.#tail = "x";
    return join(said);
  }

  /** What is left when the text is over. */
  end(): string {
    const rest = this.#line(this.#tail);
    this.#tail = "";
    this.#fence = undefined;
    return rest;
  }

  #line(line: string): string {
    if (this.#fence !== undefined) {
      if (closingLine.exec(line)?.[1]?.startsWith(this.#fence)) this.#fence = undefined;
      return "";
    }
    const [, marks, info = ""] = fenceLine.exec(line) ?? [];
    if (marks === undefined || (marks.startsWith("`") && info.includes("`"))) return plain(line);
    this.#fence = marks;
    const language = info.trim().split(/\s/)[0] ?? "";
    return language ? `${fill(this.#labels.codeIn, language)}.` : `${this.#labels.code}.`;
  }

  /** Takes the finished sentences off the line that grows. */
  #finished(): string {
    const long = this.#tail.length > longestSentence;
    // A line that may yet become a fence says nothing.
    if (!long && mayBeFence.test(this.#tail)) return "";
    let end = 0;
    for (const match of this.#tail.matchAll(sentenceEnd)) end = match.index + match[0].length;
    if (end === 0 && long) end = this.#tail.length;
    const sentences = this.#tail.slice(0, end);
    this.#tail = this.#tail.slice(end);
    return plain(sentences);
  }
}

/** Without the marks of Markdown: a link is its text, a table row its cells. */
export function plain(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, "$1")
    .replace(/^\s*(?:#{1,6}|>|[-+*]|\|?[\s:|-]+\|?$)\s*/, "")
    .replace(/[*_`~|]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

const join = (texts: readonly string[]): string => texts.filter((text) => text !== "").join(" ");
