// What is looked for in the conversation while the box for it is open.

import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { GoTo } from "../conversation/goTo.ts";
import { findWords, mostFound } from "./findWords.ts";
import { showMarks } from "./marks.ts";

/** How long changes of the page are gathered, in ms. */
const gatherMs = 100;

/** The search within the conversation that is shown. A tab of the editor has VS Code's own instead. */
export class Finder {
  readonly #goTo: GoTo;
  readonly #isOpen = signal(false);
  readonly #query = signal("");
  readonly #count = signal(0);
  readonly #index = signal(-1);
  /** Counts up whenever the box should take the focus. */
  readonly asked = signal(0);
  #found: readonly Range[] = [];
  /** What was found in each message, until the message changes or something else is looked for. */
  #known = new WeakMap<Element, readonly Range[]>();
  #observer: MutationObserver | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(goTo: GoTo) {
    this.#goTo = goTo;
  }

  readonly isOpen: ReadonlySignal<boolean> = this.#isOpen;
  readonly query: ReadonlySignal<string> = this.#query;
  readonly count: ReadonlySignal<number> = this.#count;
  /** Of the one that is shown; -1 for none. */
  readonly index: ReadonlySignal<number> = this.#index;

  /** Opens the box, or leads back to it. What is marked on the page is what is looked for. */
  open(marked: string): void {
    const list = this.#goTo.list;
    if (!list) return;
    this.asked.value += 1;
    if (!this.#isOpen.peek()) {
      this.#isOpen.value = true;
      // All of it is searched; what comes onto the page later is as well.
      this.#goTo.bringAll();
      this.#observer = new MutationObserver((records) => {
        for (const { target } of records) this.#forget(target);
        this.#timer ??= setTimeout(() => this.#lookAgain(), gatherMs);
      });
      this.#observer.observe(list, { childList: true, characterData: true, subtree: true });
    }
    if (marked !== "" && !marked.includes("\n")) this.search(marked.slice(0, 200));
    else this.#look();
  }

  close(): void {
    this.#observer?.disconnect();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#found = [];
    this.#known = new WeakMap();
    if (this.#isOpen.peek()) this.#goTo.letGo();
    this.#isOpen.value = false;
    this.#show(-1);
    showMarks("found", []);
  }

  /** Looks for `query` and shows what is nearest below the upper edge of the view. */
  search(query: string): void {
    if (query !== this.#query.peek()) this.#known = new WeakMap();
    this.#query.value = query;
    this.#look();
    const top = this.#goTo.list?.parentElement?.getBoundingClientRect().top ?? 0;
    const next = this.#found.findIndex((range) => placeOf(range) >= top);
    this.#show(this.#found.length === 0 ? -1 : Math.max(0, next));
    this.#reveal();
  }

  /** Shows the next one, or the one before; from the last to the first. */
  step(delta: 1 | -1): void {
    const count = this.#found.length;
    if (count === 0) return;
    const from = this.#index.peek() === -1 && delta === -1 ? 0 : this.#index.peek();
    this.#show((from + delta + count) % count);
    this.#reveal();
  }

  /** The page has changed: the one that is shown stays the same one. */
  #lookAgain(): void {
    this.#timer = undefined;
    if (!this.#isOpen.peek()) return;
    const before = this.#found[this.#index.peek()];
    this.#look();
    if (!before) return;
    const same = this.#found.findIndex(
      ({ startContainer, startOffset }) =>
        startContainer === before.startContainer && startOffset === before.startOffset,
    );
    this.#show(same);
  }

  #look(): void {
    const { list } = this.#goTo;
    this.#found = list ? this.#findIn(list) : [];
    this.#count.value = this.#found.length;
    if (this.#index.peek() >= this.#found.length) this.#show(-1);
    showMarks("found", this.#found);
  }

  /** Reads only the messages that are not known: of a long conversation one grows, the others stay as they are. */
  #findIn(list: HTMLElement): readonly Range[] {
    const found: Range[] = [];
    for (const message of list.querySelectorAll(".message")) {
      const own = this.#known.get(message) ?? findWords(message, [this.#query.peek()]);
      this.#known.set(message, own);
      found.push(...own);
      if (found.length >= mostFound) return found.slice(0, mostFound);
    }
    return found;
  }

  #forget(changed: Node): void {
    const message = (changed instanceof Element ? changed : changed.parentElement)?.closest(".message");
    if (message) this.#known.delete(message);
  }

  #show(index: number): void {
    const range = this.#found[index];
    batch(() => {
      this.#index.value = range ? index : -1;
      this.#count.value = this.#found.length;
    });
    showMarks("current", range ? [range] : []);
  }

  #reveal(): void {
    const element = this.#found[this.#index.peek()]?.startContainer.parentElement;
    element?.closest("details")?.setAttribute("open", "");
    element?.scrollIntoView({ block: "center" });
  }
}

/** What is not laid out has no place of its own: its message's counts. */
function placeOf(range: Range): number {
  const own = range.getBoundingClientRect();
  if (own.height > 0) return own.top;
  return range.startContainer.parentElement?.closest(".message")?.getBoundingClientRect().bottom ?? 0;
}
