// What holds for everything that asks in the middle of a run: a press that was meant for something else is none, and the
// focus comes to it only when it takes it from nobody.

import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type ChatApp, useApp } from "../app.ts";

/** Presses sooner than this after it appeared, in ms, were meant for what stood there before. */
export const tooSoonMs = 400;

/** Whether the person is in the view and writes nothing there. */
function isFree(page: Document): boolean {
  if (!page.hasFocus()) return false;
  const { activeElement } = page;
  if (activeElement instanceof HTMLSelectElement) return false;
  const isText = activeElement instanceof HTMLTextAreaElement || activeElement instanceof HTMLInputElement;
  return !(isText && activeElement.value !== "");
}

/** One question of the run. */
export interface Asking {
  /** Calls `act` unless it was pressed too soon, or something was decided before. */
  decide(act: () => void): void;
  /** It has come into sight now, as if it had just appeared. */
  cameIntoSight(): void;
  /** Whether a press would be too soon. */
  isNew(): boolean;
}

/**
 * `text` is told once, to those who do not see it; what `first` selects in `root` gets the focus. Where it came from it
 * goes back to.
 */
export function useAsking(root: RefObject<HTMLElement | null>, first: string, text: string): Asking {
  const app = useApp();
  const appearedAt = useRef(performance.now());
  const decided = useRef(false);
  const cameFrom = useRef<HTMLElement | undefined>(undefined);
  useEffect(() => {
    const page = document;
    // It appears when the page does.
    const onVisible = () => {
      appearedAt.current = performance.now();
    };
    page.addEventListener("visibilitychange", onVisible);
    app.announce(text);
    if (isFree(page) && !isAsked(page, root.current)) {
      const before = page.activeElement;
      cameFrom.current = before instanceof HTMLTextAreaElement ? before : undefined;
      root.current?.querySelector<HTMLElement>(first)?.focus({ preventScroll: true });
    }
    // Who begins to write wants to write: no space of a sentence is a yes.
    const onKeyDown = (event: KeyboardEvent) => {
      // Unless it is written here.
      if (event.target instanceof HTMLTextAreaElement) return;
      const isLetter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (isLetter && cameFrom.current?.isConnected) cameFrom.current.focus({ preventScroll: true });
    };
    const element = root.current;
    element?.addEventListener("keydown", onKeyDown);
    return () => {
      page.removeEventListener("visibilitychange", onVisible);
      element?.removeEventListener("keydown", onKeyDown);
    };
  }, []);
  const isNew = () => performance.now() - appearedAt.current < tooSoonMs;
  return {
    isNew,
    cameIntoSight: () => {
      appearedAt.current = performance.now();
    },
    decide: (act) => {
      if (decided.current || isNew()) return;
      decided.current = true;
      const back = cameFrom.current;
      if (back?.isConnected && root.current?.contains(document.activeElement)) back.focus({ preventScroll: true });
      act();
    },
  };
}

/** Whether the person is at another question already. */
function isAsked(page: Document, own: HTMLElement | null): boolean {
  const at = page.activeElement?.closest(".asks");
  return at !== null && at !== undefined && at !== own;
}

/** A key that nothing took for so long, in ms, was for something that has gone. */
const longestPressMs = 10_000;
/** Less of a view than this shows nothing, in px. */
const leastView = 40;

/** Whether all of `element` is in sight, or as much of it as the view is high. */
function isInSight(element: HTMLElement): boolean {
  if (document.visibilityState !== "visible" || element.closest("[inert]")) return false;
  const scroller = element.closest(".scroller") ?? document.documentElement;
  const { top, bottom, height } = scroller.getBoundingClientRect();
  // Where it is scrolled, the question that is answered may lie over its beginning (pinned.css).
  const covered = scroller.scrollTop > 0 ? Number.parseFloat(getComputedStyle(scroller).scrollPaddingTop) || 0 : 0;
  const box = element.getBoundingClientRect();
  const seen = Math.min(box.bottom, bottom, window.innerHeight) - Math.max(box.top, top + covered, 0);
  return height >= leastView + covered && seen >= Math.min(box.height, height - covered) - 1;
}

/** Frames after which what comes into sight stands still: what is above it gets its height on the way. */
const settlingFrames = 10;

/** Scrolls to `element`, and says when it is there, and while it moves. */
function bringIntoSight(element: HTMLElement, onMoved: () => void): void {
  let frames = 0;
  const step = () => {
    if (!isInSight(element)) {
      element.scrollIntoView({ block: "nearest", behavior: "instant" });
      onMoved();
    }
    if (++frames < settlingFrames && element.isConnected) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

/**
 * Takes the keys for what waits first under `token`. What the person has not seen, or may not mean, is shown and pointed
 * at, and decided by the next press. Returns whether it is pointed at.
 */
export function usePressed(
  app: ChatApp,
  root: RefObject<HTMLElement | null>,
  { token, asking, sentence }: { readonly token: string; readonly asking: Asking; readonly sentence: string },
  presses: Readonly<Record<"approve" | "deny", () => void>>,
): boolean {
  const pressed = app.pressWaiting.value;
  const isPointedAt = app.pointedAt.value === token;
  useEffect(() => {
    const element = root.current;
    if (!pressed || pressed.taken || !element || document.querySelector(".asks") !== element) return;
    pressed.taken = true;
    if (performance.now() - pressed.at > longestPressMs) return;
    if (isInSight(element) && !asking.isNew() && (pressed.sure || isPointedAt)) return presses[pressed.press]();
    app.pointedAt.value = token;
    // Not before it is drawn as what is pointed at, which is higher.
    bringIntoSight(element, asking.cameIntoSight);
    app.announce(`${sentence} ${app.words.strings.pressAgain}`);
  });
  return isPointedAt;
}
