import type { ChatApp } from "./app.ts";

/**
 * Escape stops the reply that grows, unless something nearer takes it: in this order an input method, an open list of
 * choices, the menu of the composer, a question that was brought back, an edit, the figures of the ring, the panel of the
 * cost, the numbers of a reply that have the focus, past conversations, and the find box, wherever the focus is.
 */
export function stopByEscape(event: KeyboardEvent, { store, history, finder, post }: ChatApp): void {
  if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (isListOpen(event) || history.shown.peek()) return;
  if (finder.isOpen.peek()) {
    event.preventDefault();
    finder.close();
    return;
  }
  if (!store.streaming.peek()) return;
  event.preventDefault();
  post({ type: "stop" });
}

/** The page's own lists of choices close by the key after everyone has heard it; the system's keep it to themselves. */
function isListOpen({ target }: KeyboardEvent): boolean {
  if (target instanceof HTMLOptionElement) return true;
  return CSS.supports("selector(:open)") && document.querySelector("select:open") !== null;
}
