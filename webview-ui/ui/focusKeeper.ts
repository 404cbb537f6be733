// The focus is never lost: when the element that has it leaves the page, what took its place gets it, or what is nearest.

import { type Place, placeOf, successorIn, withId } from "./place.ts";

/** Watches the focus below `root` and puts it back. Returns what stops that. */
export function keepFocus(root: HTMLElement): () => void {
  const page = root.ownerDocument;
  const window = page.defaultView ?? globalThis.window;
  let place: Place | undefined;
  /** It went while the view did not have the keyboard: taking it then would be stealing it. */
  let waits = false;

  const onFocusIn = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    waits = false;
    place = placeOf(target);
  };
  // Who leaves by a press on nothing is not called back. A browser may tell the same of what is taken off the page.
  const onFocusOut = ({ target, relatedTarget }: FocusEvent) => {
    if (relatedTarget) return;
    queueMicrotask(() => {
      if (place && target === place.element && place.element.isConnected && page.hasFocus()) place = undefined;
    });
  };
  const restore = () => {
    if (!place || place.element.isConnected || page.activeElement !== page.body) return;
    waits = !page.hasFocus();
    if (waits) return;
    const next = successorOf(root, place);
    place = undefined;
    // Where the reader is, is another matter.
    next?.focus({ preventScroll: true });
  };
  const onReturn = () => {
    if (waits) restore();
    waits = false;
  };

  // Told once for all that a drawing changed, and after it; text that is appended is no change of elements.
  const observer = new MutationObserver(restore);
  observer.observe(root, { childList: true, subtree: true });
  root.addEventListener("focusin", onFocusIn);
  root.addEventListener("focusout", onFocusOut);
  window.addEventListener("focus", onReturn);
  return () => {
    observer.disconnect();
    root.removeEventListener("focusin", onFocusIn);
    root.removeEventListener("focusout", onFocusOut);
    window.removeEventListener("focus", onReturn);
  };
}

/** What stands in its place; else the box of the list that is shown, or the text. */
function successorOf(root: HTMLElement, place: Place): HTMLElement | null {
  const other = () => root.querySelector<HTMLElement>(withId("history-search"));
  return successorIn(place) ?? other() ?? root.querySelector<HTMLElement>(withId("composer"));
}
