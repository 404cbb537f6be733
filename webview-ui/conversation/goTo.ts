// Leads to a message, also to one that is not on the page yet, and marks what was looked for in it.

import { findWords } from "../find/findWords.ts";
import { showMarks } from "../find/marks.ts";
import type { LazyMount } from "./lazyMount.ts";
import type { ScrollFollow } from "./scrollFollow.ts";

/** How long a message that was asked for may take to be drawn, in frames. */
const patience = 20;
/** And with the list, should that be on its way as well. */
const longPatience = 600;

/** The ways within the conversation that is shown. */
export class GoTo {
  readonly #follow: ScrollFollow;
  #lazy: LazyMount | undefined;
  #list: HTMLElement | undefined;
  /** Counts the ways: the last one holds. */
  #ways = 0;

  constructor(follow: ScrollFollow) {
    this.#follow = follow;
  }

  /** Knows the messages in `list`, which `lazy` brings. Returns what stops that. */
  attach(list: HTMLElement, lazy: LazyMount): () => void {
    this.#list = list;
    this.#lazy = lazy;
    return () => {
      if (this.#list !== list) return;
      this.#list = undefined;
      this.#lazy = undefined;
    };
  }

  /** The list of messages; undefined while none is shown. */
  get list(): HTMLElement | undefined {
    return this.#list;
  }

  /** Puts all messages on the page, a few in each frame. */
  bringAll(): void {
    this.#lazy?.mountAll();
  }

  /** What is far from the reader may leave the page again. */
  letGo(): void {
    this.#lazy?.letGo();
  }

  /** Scrolls to the beginning of a message and gives it the focus. */
  message(id: string): void {
    this.#arrive(id, (message) => {
      this.#settle(message, message, "start");
      message.focus({ preventScroll: true });
    });
  }

  /** Scrolls to the first of `words` in a message, marks them all until the next press or key, and gives the message the focus. */
  words(id: string, words: readonly string[]): void {
    this.#arrive(id, (message) => {
      const found = findWords(message, words);
      const at = found[0]?.startContainer.parentElement;
      at?.closest("details")?.setAttribute("open", "");
      untilNextAct(message.ownerDocument, showMarks("found", found));
      this.#settle(message, at ?? message, at ? "center" : "start");
      message.focus({ preventScroll: true });
    });
  }

  #arrive(id: string, act: (message: HTMLElement) => void): void {
    const way = ++this.#ways;
    this.#follow.leaveEnd();
    let frames = 0;
    let all = 0;
    const look = () => {
      if (way !== this.#ways) return;
      // The list may be drawn anew meanwhile.
      this.#lazy?.bring(id);
      const message = this.#list?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
      if (message) act(message);
      // The list itself may be on its way.
      else if (frames < patience && all++ < longPatience) {
        if (this.#list) frames++;
        requestAnimationFrame(look);
      }
    };
    look();
  }

  /** Stays there while what is around it is laid out. */
  #settle(message: HTMLElement, target: Element, block: "start" | "center"): void {
    target.scrollIntoView({ block });
    this.#follow.hold(message, message.getBoundingClientRect().top, true);
  }
}

/** Calls `end` with the next thing the person does; a key that is still held down is none. */
function untilNextAct(page: Document, end: () => void): void {
  const listening = new AbortController();
  const act = (event: Event) => {
    if (event instanceof KeyboardEvent && event.repeat) return;
    listening.abort();
    end();
  };
  for (const type of ["pointerdown", "keydown"]) {
    page.addEventListener(type, act, { capture: true, signal: listening.signal });
  }
}
