// The text of one reply on the page: Markdown up to a limit, the rest of a very long one as plain text. Nothing is lost.

import { ChunkedText } from "./chunkedText.ts";
import type { BlockLabels } from "./dress.ts";
import { StreamingMarkdown } from "./streamingMarkdown.ts";

/** Words a reply carries. */
export interface ReplyLabels extends BlockLabels {
  readonly longReply: string;
}

/** From this length on, the first line end is the last of the Markdown… */
const markdownLimit = 400_000;
/** …or this length, should no line end. */
const markdownHardLimit = 416_000;
/** A reply of more blocks than this is long: the browser is to skip those out of sight. */
const longMarkdown = 300;
/** Text taken at a time, and how long that may go on in one commit. Keeps a long reply from blocking a frame. */
const markdownPerStep = 4096;
const plainPerStep = 262_144;
const commitMs = 10;

/** One reply below `root`. Feed it what was added, then let it `commit` once per frame until it has no more to do. */
export class Reply {
  readonly #root: HTMLElement;
  readonly #labels: ReplyLabels;
  readonly #readText: () => string;
  readonly #part: HTMLElement;
  readonly #markdown: StreamingMarkdown;
  #queue: string[] = [];
  #carriageReturn = false;
  #taken = 0;
  /** Of that, what was Markdown. */
  #drawn = 0;
  #plain: ChunkedText | undefined;
  #ending = false;
  #grew = false;

  /**
   * `readText` gives the whole text, or more than was appended so far: it is kept elsewhere. `onSettled` gets every block
   * that will not change any more.
   */
  constructor(
    root: HTMLElement,
    labels: ReplyLabels,
    readText: () => string,
    onSettled?: (block: HTMLElement) => void,
  ) {
    this.#root = root;
    this.#labels = labels;
    this.#readText = readText;
    const part = document.createElement("div");
    part.className = "markdown";
    root.append(part);
    this.#part = part;
    this.#markdown = new StreamingMarkdown(part, labels, onSettled);
  }

  /** Names the sources, in order, once there are more of them than there were. */
  cite(citations: readonly string[]): void {
    this.#markdown.cite(citations);
  }

  /** Takes text in any line ends. */
  append(text: string): void {
    this.#ending = false;
    this.#queue.push(text);
  }

  /** No more is coming for now: the next commits draw all there is, exactly. */
  end(): void {
    this.#ending = true;
  }

  /** Draws some of what was added. True when there is more to draw, "later" when that is not worth drawing yet. */
  commit(now: number): boolean | "later" {
    const start = performance.now();
    let waits = false;
    while (this.#queue.length > 0) {
      if (performance.now() - start > commitMs) return true;
      this.#write(this.#take(this.#plain ? plainPerStep : markdownPerStep));
      waits = this.#markdown.commit(now);
    }
    if (!this.#ending) {
      this.#grew = true;
      return (waits || this.#markdown.commit(now)) && "later";
    }
    if (this.#carriageReturn) this.#write("\n");
    this.#carriageReturn = false;
    this.#markdown.finish();
    // A reader may be in the middle of what grew: that is left as it is.
    if (!this.#grew && this.#part.childElementCount > longMarkdown) this.#part.classList.add("long");
    return false;
  }

  /** Up to `limit` characters of the queue, more or less: pieces are cut, not joined for good. */
  #take(limit: number): string {
    let text = "";
    let index = 0;
    for (; index < this.#queue.length && text.length < limit; index++) text += this.#queue[index];
    this.#queue.splice(0, index);
    if (text.length > limit) {
      this.#queue.unshift(text.slice(limit));
      text = text.slice(0, limit);
    }
    return this.#normalise(text);
  }

  /** Line ends as `\n`, also when `\r\n` is cut in two, and no NUL, as CommonMark has it. */
  #normalise(piece: string): string {
    let text = this.#carriageReturn ? `\r${piece}` : piece;
    this.#carriageReturn = text.endsWith("\r");
    if (this.#carriageReturn) text = text.slice(0, -1);
    return normaliseAll(text);
  }

  #write(text: string): void {
    if (text === "") return;
    const taken = this.#taken;
    this.#taken += text.length;
    if (this.#plain) {
      this.#plain.write(text);
      return;
    }
    if (this.#markdown.finished) this.#markdown.resume(normaliseAll(this.#readText()).slice(0, this.#drawn));
    const end = this.#markdownEnd(text, taken);
    const markdown = end === undefined ? text : text.slice(0, end);
    this.#drawn += markdown.length;
    this.#markdown.append(markdown);
    if (end === undefined || end === text.length) return;
    this.#plain = this.#openPlain();
    this.#plain.write(text.slice(end));
  }

  /** Where the Markdown ends within `text`, of which `taken` characters came before. */
  #markdownEnd(text: string, taken: number): number | undefined {
    if (taken + text.length < markdownLimit) return undefined;
    const newline = text.indexOf("\n", Math.max(0, markdownLimit - taken));
    const hard = markdownHardLimit - taken;
    if (newline !== -1 && newline < hard) return newline + 1;
    return text.length < hard ? undefined : hard;
  }

  #openPlain(): ChunkedText {
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = this.#labels.longReply;
    const rest = document.createElement("div");
    rest.className = "plain";
    this.#root.append(note, rest);
    return new ChunkedText(rest, "div", { size: 16_384, hardSize: 32_768 });
  }
}

function normaliseAll(text: string): string {
  const lines = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  return lines.includes("\0") ? lines.replaceAll("\0", "\ufffd") : lines;
}
