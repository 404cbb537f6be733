// Keeps the end of the conversation in sight while the reader is there, and leaves the page alone when not: for one who
// went up, and for one who has marked something.

import { batch, effect, type ReadonlySignal, signal } from "@preact/signals";
import { hasSelection } from "../ui/selection.ts";

/** This close to the end counts as being there, in pixels. */
const nearPx = 24;

/** Who presses these leaves the end. */
const upKeys = new Set(["ArrowUp", "PageUp", "Home"]);

/** Follows the growing end of one scroller. */
export class ScrollFollow {
  readonly #atEnd = signal(true);
  #scroller: HTMLElement | undefined;
  #lastTop = 0;
  #lastHeight = 0;
  /** Whether some of the conversation is marked. */
  readonly #marked = signal(false);
  /** Whether going to the end was asked for since something was marked. */
  readonly #overruled = signal(false);
  /** What keeps its distance (px) from the view's upper edge while what is around it is drawn. */
  readonly #held = signal<{ readonly element: Element; readonly top: number } | undefined>(undefined);

  /** Whether the reader is at the end, so that what comes next is shown. */
  readonly atEnd: ReadonlySignal<boolean> = this.#atEnd;

  /** Watches `scroller` and the `content` that grows in it. Returns what stops that. */
  attach(scroller: HTMLElement, content: HTMLElement): () => void {
    this.#scroller = scroller;
    const listening = new AbortController();
    const options = { passive: true, signal: listening.signal };
    scroller.addEventListener("scroll", () => this.#read(), options);
    // Heard before the scrolling it begins: to go to the end now would end that.
    scroller.addEventListener("wheel", (event) => this.#turn(event), options);
    scroller.addEventListener("keydown", (event) => this.#press(event), options);
    const page = scroller.ownerDocument;
    // Whoever does anything goes on from there.
    for (const act of ["wheel", "pointerdown", "touchstart", "keydown"]) {
      page.addEventListener(act, () => this.#release(), { ...options, capture: true });
    }
    const onSelection = () =>
      batch(() => {
        this.#overruled.value = false;
        this.#marked.value = hasSelection(scroller);
      });
    onSelection();
    page.addEventListener("selectionchange", onSelection, options);
    // The browser's own keeping of the place would look for an anchor in every layout, to no end while we go along.
    // What is marked is to stay though when what is above it turns out higher than it was taken to be.
    const stopAnchoring = effect(() => {
      const staysWithMark = this.#marked.value && !this.#overruled.value;
      const isOurs = this.#held.value !== undefined || (this.#atEnd.value && !staysWithMark);
      scroller.style.overflowAnchor = isOurs ? "none" : "auto";
    });
    const stop = () => {
      this.#release();
      stopAnchoring();
      listening.abort();
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

  /** Goes to the end and stays there, whatever is marked. */
  toEnd(): void {
    this.#release();
    this.#atEnd.value = true;
    this.#overruled.value = true;
    this.#keep();
  }

  /** Lets go of the end: what is shown next is elsewhere. */
  leaveEnd(): void {
    this.#atEnd.value = false;
  }

  /**
   * Moves the page so that the new `element` stands `top` px below the window's upper edge, and follows the end no more
   * unless that is the end. With `stays` it stands there, whatever is laid out around it, until somebody does something.
   */
  hold(element: Element, top: number, stays = false): void {
    const held = { element, top };
    this.#held.value = held;
    this.#keepHeld(held);
    if (stays) return;
    // How high things are is known once they are laid out.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (this.#held.peek() === held) this.#release();
      }),
    );
  }

  #release(): void {
    this.#held.value = undefined;
  }

  #keepHeld({ element, top }: { readonly element: Element; readonly top: number }): void {
    const scroller = this.#scroller;
    if (!scroller || !element.isConnected) return;
    const off = element.getBoundingClientRect().top - top;
    if (Math.abs(off) > 0.5) scroller.scrollTop += off;
    this.#atEnd.value = this.#distance(scroller) <= 1;
    this.#remember(scroller);
  }

  #keep(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    const held = this.#held.peek();
    if (held) {
      this.#keepHeld(held);
      return;
    }
    const distance = this.#distance(scroller);
    if (!this.#atEnd.value) {
      // What grew may still fit, or what folded may have brought the end into sight.
      if (distance <= 1) this.#atEnd.value = true;
      return;
    }
    if (distance > 0.5) {
      if (!this.#overruled.value && hasSelection(scroller)) {
        this.#atEnd.value = false;
        return;
      }
      scroller.scrollTop = scroller.scrollHeight;
    }
    this.#remember(scroller);
  }

  #read(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    const { scrollTop, scrollHeight } = scroller;
    const distance = this.#distance(scroller);
    // Not by us, and not because the page changed its height: somebody goes elsewhere.
    if (this.#held.peek() && Math.abs(scrollTop - this.#lastTop) > 1 && scrollHeight === this.#lastHeight)
      this.#release();
    // Upwards, and not because the page became shorter: the reader did that.
    const wentUp = scrollTop < this.#lastTop - 1 && scrollHeight >= this.#lastHeight;
    if (wentUp && distance > 2) this.#atEnd.value = false;
    else if (distance <= nearPx) this.#atEnd.value = true;
    else if (scrollTop !== this.#lastTop && scrollHeight === this.#lastHeight) this.#atEnd.value = false;
    this.#remember(scroller);
  }

  #turn({ deltaY, ctrlKey, target }: WheelEvent): void {
    const scroller = this.#scroller;
    if (!scroller || deltaY >= 0 || ctrlKey || scroller.scrollTop <= 0) return;
    // A box of its own within the page takes the wheel first.
    for (let box = target instanceof Element ? target : null; box && box !== scroller; box = box.parentElement) {
      if (box.scrollTop > 0) return;
    }
    this.#atEnd.value = false;
  }

  #press({ key, target }: KeyboardEvent): void {
    const writes = target instanceof Element && target.matches("textarea, select, input");
    if (writes || !upKeys.has(key) || (this.#scroller?.scrollTop ?? 0) <= 0) return;
    this.#atEnd.value = false;
  }

  #remember({ scrollTop, scrollHeight }: HTMLElement): void {
    this.#lastTop = scrollTop;
    this.#lastHeight = scrollHeight;
  }

  #distance(scroller: HTMLElement): number {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  }
}
