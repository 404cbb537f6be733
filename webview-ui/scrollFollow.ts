// Keeps the end of the conversation in sight while the reader is there, and leaves the page alone when not.

import { effect, type ReadonlySignal, signal } from "@preact/signals";

/** This close to the end counts as being there, in pixels. */
const nearPx = 24;

/** Follows the growing end of one scroller. */
export class ScrollFollow {
  readonly #atEnd = signal(true);
  #scroller: HTMLElement | undefined;
  #lastTop = 0;
  #lastHeight = 0;

  /** Whether the reader is at the end, so that what comes next is shown. */
  readonly atEnd: ReadonlySignal<boolean> = this.#atEnd;

  /** Watches `scroller` and the `content` that grows in it. Returns what stops that. */
  attach(scroller: HTMLElement, content: HTMLElement): () => void {
    this.#scroller = scroller;
    const onScroll = () => this.#read();
    scroller.addEventListener("scroll", onScroll, { passive: true });
    // The browser's own keeping of the place would look for an anchor in every layout, to no end while we go along.
    const stopAnchoring = effect(() => {
      scroller.style.overflowAnchor = this.#atEnd.value ? "none" : "auto";
    });
    const stop = () => {
      stopAnchoring();
      scroller.removeEventListener("scroll", onScroll);
    };
    if (typeof ResizeObserver === "undefined") return stop;
    // Called after layout and before paint, so reading and writing the position forces no layout of its own.
    const observer = new ResizeObserver(() => this.#keep());
    observer.observe(content);
    observer.observe(scroller);
    return () => {
      observer.disconnect();
      stop();
    };
  }

  /** Goes to the end and stays there. */
  toEnd(): void {
    this.#atEnd.value = true;
    this.#keep();
  }

  #keep(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    if (!this.#atEnd.value) {
      // What grew may still fit, or what folded may have brought the end into sight.
      if (this.#distance(scroller) <= 1) this.#atEnd.value = true;
      return;
    }
    if (this.#distance(scroller) > 0.5) scroller.scrollTop = scroller.scrollHeight;
    this.#lastTop = scroller.scrollTop;
    this.#lastHeight = scroller.scrollHeight;
  }

  #read(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    const { scrollTop, scrollHeight } = scroller;
    const distance = this.#distance(scroller);
    // Upwards, and not because the page became shorter: the reader did that.
    const wentUp = scrollTop < this.#lastTop - 1 && scrollHeight >= this.#lastHeight;
    if (wentUp && distance > 2) this.#atEnd.value = false;
    else if (distance <= nearPx) this.#atEnd.value = true;
    else if (scrollTop !== this.#lastTop && scrollHeight === this.#lastHeight) this.#atEnd.value = false;
    this.#lastTop = scrollTop;
    this.#lastHeight = scrollHeight;
  }

  #distance(scroller: HTMLElement): number {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  }
}
