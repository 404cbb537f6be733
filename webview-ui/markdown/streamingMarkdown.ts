// Markdown that grows. Settled blocks are drawn once and left alone; only the open end is lexed and drawn again, an
// open fence not even that. When the text is over, the page equals a rendering of the whole text, however it arrived:
// link definitions may change what is settled, so a text that may hold one is then lexed once more as a whole.

import type { Links } from "marked";
import { definitionsIn, isFence, isVisible, type LexedSource } from "./blocks.ts";
import { dressCitations } from "./citations.ts";
import { settledLength } from "./closed.ts";
import { ClosedTail } from "./closedTail.ts";
import { createCodeBlock } from "./codeBlock.ts";
import type { BlockLabels } from "./dress.ts";
import { OpenFence } from "./openFence.ts";
import { replaceDrawn } from "./parts.ts";
import { type Block, looksLike, type Plan, plainPlan, planAll, tryLex } from "./plan.ts";
import { drawBlock, drawPlain } from "./renderBlock.ts";
import { decidedLength } from "./undecided.ts";

/** What grows and is longer than this is not drawn for every few characters: the browser may lay all of it out. */
const shortBlock = 2048;
/** Of a longer one, this part must be new, or `longestWaitMs` must have passed. */
const growth = 1 / 16;
const tableGrowth = 1 / 6;
const longestWaitMs = 250;

/** One reply's Markdown below `root`. Line ends must be `\n`. */
export class StreamingMarkdown {
  readonly #root: HTMLElement;
  #labels: BlockLabels;
  readonly #onSettled: (block: HTMLElement) => void;
  /** The text as it came, as long as it grows: after that whoever wrote it has it. */
  #source: string[] = [];
  #pending = "";
  #tail = "";
  #settled: Block[] = [];
  #open: Block[] = [];
  /** What of the open end is on the page and is not read any more. */
  readonly #closed = new ClosedTail();
  #fence: OpenFence | undefined;
  #links: Links = {};
  #drawnAt = Number.NEGATIVE_INFINITY;
  #finished = false;
  /** All of the tail is to be drawn. */
  #ending = false;

  /** Blocks that `finish` had to draw again. Only link definitions make it more than 0. */
  redrawn = 0;
  /** Characters lexed so far, the measure of the work done. */
  lexed = 0;

  /** `onSettled` gets every block or list item that will not change any more, again should it be drawn anew nevertheless. */
  constructor(root: HTMLElement, labels: BlockLabels, onSettled: (block: HTMLElement) => void = () => {}) {
    this.#root = root;
    this.#labels = labels;
    this.#onSettled = onSettled;
  }

  /** Whether the text is over. */
  get finished(): boolean {
    return this.#finished;
  }

  /** Takes text; `commit` draws it. A text that is over must have been resumed. */
  append(text: string): void {
    if (text === "") return;
    this.#source.push(text);
    this.#pending += text;
  }

  /** From now on `citations` can be cited, also by what is on the page already. */
  cite(citations: readonly string[]): void {
    this.#labels = { ...this.#labels, citations };
    dressCitations(this.#root, citations);
  }

  /** Draws what is worth drawing at `now` (milliseconds). True when some of the text still waits. */
  commit(now: number): boolean {
    if (this.#pending === "") return false;
    const length = this.#tail.length + this.#closed.length;
    const share = this.#closed.areRows ? tableGrowth : growth;
    const long = length > shortBlock && this.#pending.length < length * share;
    if (!this.#fence && long && now - this.#drawnAt < longestWaitMs) return true;
    this.#drawnAt = now;
    this.#drain();
    return false;
  }

  /** The text is over: draws all of it, makes it exact and keeps nothing of it but the page. */
  finish(): void {
    if (this.#finished) return;
    const holds = this.#pending === "" && decidedLength(this.#tail) < this.#tail.length;
    this.#ending = true;
    this.#drain();
    if (holds) this.#readTail("");
    this.#ending = false;
    this.#fence?.finish();
    this.#finished = true;
    this.#settle(this.#open.length);
    this.#verify();
    this.#source = [];
    this.#settled = [];
    this.#fence = undefined;
    this.#links = {};
    this.#tail = "";
  }

  /** Goes on with a text that was over, `source` being all of it: what stays the same stays on the page. */
  resume(source: string): void {
    this.#finished = false;
    this.#source = [source];
    this.#tail = source;
    const lexed = tryLex(source, {});
    const plans = lexed ? planAll(lexed) : [plainPlan(source)];
    const elements = [...this.#root.children] as HTMLElement[];
    this.#open = plans.flatMap(({ key, mayRefer }, index) => {
      const element = elements[index];
      return element ? [{ key, mayRefer, element }] : [];
    });
    for (const extra of elements.slice(plans.length)) extra.remove();
  }

  #drain(): void {
    while (this.#pending !== "") {
      const text = this.#pending;
      this.#pending = "";
      if (this.#fence) this.#readFence(this.#fence, text);
      else this.#readTail(text);
    }
  }

  #readFence(fence: OpenFence, text: string): void {
    const rest = fence.read(text);
    if (rest === undefined) return;
    this.#fence = undefined;
    this.#settle(this.#open.length);
    this.#pending = rest;
  }

  #readTail(text: string): void {
    this.#tail += text;
    const source = this.#ending ? this.#tail : this.#tail.slice(0, decidedLength(this.#tail));
    this.lexed += source.length;
    const lexed = tryLex(source, this.#links);
    if (this.#closed.goesOff(lexed)) {
      this.#tail = this.#closed.reopen(this.#tail, this.#open);
      this.#readTail("");
      return;
    }
    if (lexed) {
      this.#open = this.#show(planAll(lexed), this.#open, lexed).map((block) => this.#settleParts(block));
      this.#cut(source, lexed);
    } else {
      this.#open = this.#show([plainPlan(source)], this.#open);
    }
  }

  /** Lets go of the parts of a block but for the last, which grows: code in a list need not wait for the end of the list. */
  #settleParts(block: Block): Block {
    const { parts } = block;
    const last = (parts?.list.length ?? 0) - 1;
    if (!parts || parts.settled >= last) return block;
    for (const { element } of parts.list.slice(parts.settled, last)) this.#onSettled(element);
    return { ...block, parts: { ...parts, settled: last } };
  }

  /** Lets go of what is settled, and of a fence that has opened. */
  #cut(source: string, lexed: LexedSource): void {
    const length = settledLength(source, lexed.tokens);
    let offset = 0;
    let blocks = 0;
    for (const token of lexed.tokens) {
      if (offset >= length) break;
      offset += token.raw.length;
      if (isVisible(token)) blocks += 1;
      if (token.raw.includes("]:")) this.#links = { ...definitionsIn(token), ...this.#links };
    }
    this.#settle(blocks);
    this.#tail = this.#closed.close(source, { lexed, length, tail: this.#tail, open: this.#open });
    const last = lexed.tokens.at(-1);
    if (last && isFence(last) && this.#open.length === 1 && last.raw.includes("\n"))
      this.#openFence(last.raw, last.lang ?? "");
  }

  #openFence(raw: string, info: string): void {
    const lineEnd = raw.indexOf("\n");
    const block = createCodeBlock(info, this.#labels);
    const fence = new OpenFence(raw.slice(0, lineEnd), info, block);
    this.#open[0]?.element.replaceWith(block.element);
    this.#open = [{ element: block.element, key: "", mayRefer: false, fence }];
    this.#fence = fence;
    // The token has all of the tail, but a line end after a closing fence belongs to it as well.
    this.#pending = this.#tail.slice(lineEnd + 1) + this.#pending;
    this.#tail = "";
  }

  /** Brings the page from `drawn` to `plans`, touching only what differs. */
  #show(plans: readonly Plan[], drawn: readonly Block[], lexed?: LexedSource): Block[] {
    const changed: HTMLElement[] = [];
    const blocks = plans.map((plan, index) => {
      const block = drawn[index];
      if (block && looksLike(block, plan)) return block;
      const now = this.#place(plan, block, lexed);
      changed.push(now.element);
      return now;
    });
    for (const extra of drawn.slice(plans.length)) extra.element.remove();
    if (this.#finished) {
      this.redrawn += changed.length;
      for (const element of changed) this.#onSettled(element);
    }
    return blocks;
  }

  #place({ token, source, key, mayRefer }: Plan, block: Block | undefined, lexed: LexedSource | undefined): Block {
    const drawn = token && lexed ? drawBlock(token, lexed, this.#labels, block) : drawPlain(source);
    if (!block) this.#root.append(drawn.element);
    return { key, mayRefer, ...(block ? replaceDrawn(block.element, drawn) : drawn) };
  }

  #settle(count: number): void {
    const blocks = this.#closed.settle(this.#open.splice(0, count));
    this.#settled.push(...blocks);
    for (const { element } of blocks) this.#onSettled(element);
  }

  /** Lexes the whole once and redraws what comes out differently. */
  #verify(): void {
    const source = this.#source.join("");
    // Nothing but a definition changes what is settled.
    if (!source.includes("]:")) return;
    const lexed = tryLex(source, {});
    const plans = lexed ? planAll(lexed) : [plainPlan(source)];
    this.#settled = this.#show(plans, this.#settled, lexed);
  }
}
