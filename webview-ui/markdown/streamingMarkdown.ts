// Markdown that grows. Settled blocks are drawn once and left alone; only the open end is lexed and drawn again, an
// open fence not even that. When the text is over, the page equals a rendering of the whole text, however it arrived:
// link definitions may change what is settled, so a text that may hold one is then lexed once more as a whole.

import type { Links, Token } from "marked";
import { definitionsIn, isFence, isVisible, keyOf, type LexedSource, lexBlocks } from "./blocks.ts";
import { dressCitations } from "./citations.ts";
import { settledLength } from "./closed.ts";
import { createCodeBlock } from "./codeBlock.ts";
import type { Drawn } from "./drawn.ts";
import type { BlockLabels } from "./dress.ts";
import { morph } from "./morph.ts";
import { OpenFence } from "./openFence.ts";
import { draw, planBlock, planPlain } from "./renderBlock.ts";
import { decidedLength } from "./undecided.ts";

/** A block on the page. */
interface Block extends Drawn {
  /** Tells whether it must be drawn anew. */
  readonly key: string;
  /** Whether it may hold a reference to a link definition. */
  readonly mayRefer: boolean;
  /** The fence that fills it, if one does; its key is the fence's then. */
  readonly fence?: OpenFence;
}

/** An open end longer than this is not lexed for every few characters. */
const shortTail = 2048;
/** Of a long one, this part must be new, or `longestWaitMs` must have passed. */
const growth = 1 / 16;
const longestWaitMs = 250;

/** One reply's Markdown below `root`. Line ends must be `\n`. */
export class StreamingMarkdown {
  readonly #root: HTMLElement;
  #labels: BlockLabels;
  readonly #onSettled: (block: HTMLElement) => void;
  readonly #source: string[] = [];
  #pending = "";
  #tail = "";
  #settled: Block[] = [];
  #open: Block[] = [];
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

  /** Takes text; `commit` draws it. */
  append(text: string): void {
    if (text === "") return;
    if (this.#finished) this.#restart();
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
    const long = this.#tail.length > shortTail && this.#pending.length < this.#tail.length * growth;
    if (!this.#fence && long && now - this.#drawnAt < longestWaitMs) return true;
    this.#drawnAt = now;
    this.#drain();
    return false;
  }

  /** The text is over: draws all of it and makes it exact. More may still be appended. */
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
    if (lexed) {
      this.#open = this.#show(planAll(lexed), this.#open, lexed).map((block) => this.#settleItems(block));
      this.#cut(source, lexed);
    } else {
      this.#open = this.#show([plainPlan(source)], this.#open);
    }
  }

  /** Lets go of the items of a list but for the last, which grows: code in a list need not wait for the end of the list. */
  #settleItems(block: Block): Block {
    const { list, element } = block;
    const last = (list?.keys.length ?? 0) - 1;
    if (!list || list.settled >= last) return block;
    for (let index = list.settled; index < last; index++) {
      const item = element.children[index];
      if (item instanceof HTMLElement) this.#onSettled(item);
    }
    return { ...block, list: { ...list, settled: last } };
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
    this.#tail = this.#tail.slice(length);
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
    const changed = plans.flatMap((plan, index) => {
      const block = drawn[index];
      return block && looksLike(block, plan) ? [] : [{ plan, block, index }];
    });
    const renderings = changed.map(({ plan: { token, source }, block }) =>
      token && lexed ? planBlock(token, lexed, this.#labels, block) : planPlain(source),
    );
    const blocks = drawn.slice(0, plans.length);
    draw(renderings, this.#labels).forEach((result, at) => {
      const change = changed[at];
      if (change) blocks[change.index] = this.#place(change.plan, result, change.block);
    });
    for (const extra of drawn.slice(plans.length)) extra.element.remove();
    if (this.#finished) {
      this.redrawn += changed.length;
      for (const { index } of changed) if (blocks[index]) this.#onSettled(blocks[index].element);
    }
    return blocks;
  }

  #place({ key, mayRefer }: Plan, { element, list }: Drawn, block: Block | undefined): Block {
    if (!block) this.#root.append(element);
    return {
      key,
      mayRefer,
      list,
      element: block && block.element !== element ? morph(block.element, element) : element,
    };
  }

  #settle(count: number): void {
    const blocks = this.#open.splice(0, count);
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

  /** Text came after the end: nothing is settled any more, but what stays the same stays on the page. */
  #restart(): void {
    this.#tail = this.#source.join("");
    this.#open = [...this.#settled, ...this.#open];
    this.#settled = [];
    this.#fence = undefined;
    this.#links = {};
    this.#finished = false;
  }
}

/** What is to be on the page in one place. */
interface Plan {
  /** Absent for source that is shown as it is written. */
  readonly token?: Token;
  readonly source: string;
  readonly key: string;
  readonly mayRefer: boolean;
}

function planAll(lexed: LexedSource): Plan[] {
  const hasLinks = Object.keys(lexed.links).length > 0;
  return lexed.tokens.filter(isVisible).map((token) => ({
    token,
    source: token.raw,
    key: keyOf(token),
    mayRefer: hasLinks && token.raw.includes("["),
  }));
}

function plainPlan(source: string): Plan {
  return { source, key: `plain\n${source}`, mayRefer: false };
}

/** Whether drawing `plan` would change nothing. Where definitions were known or are, a reference may read anew. */
function looksLike(block: Block, plan: Plan): boolean {
  return (block.fence?.key() ?? block.key) === plan.key && !block.mayRefer && !plan.mayRefer;
}

/** Undefined when the source nests too deep to be read. */
function tryLex(source: string, links: Links): LexedSource | undefined {
  try {
    return lexBlocks(source, links);
  } catch {
    return undefined;
  }
}
