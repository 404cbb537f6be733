// The keys of the conversation: from message to message, and back to the text.

import type { ChatApp } from "../app.ts";

/**
 * Up, Down, Home and End on a message lead to another one; what is higher than the view is scrolled through first.
 * Escape leads from a control to its message, and from there to the text.
 */
export function handleMessageKey(event: KeyboardEvent & { currentTarget: HTMLElement }, app: ChatApp): void {
  const { target, key, currentTarget: list } = event;
  // 229 is "the input method has it", also where isComposing is not set yet.
  if (event.isComposing || event.keyCode === 229) return;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (!(target instanceof HTMLElement)) return;
  const message = target.closest<HTMLElement>(".message");
  if (!message) return;
  if (key === "Escape") {
    // While a reply grows it stops that, wherever in the view one is.
    if (app.store.streaming.peek()) return;
    event.preventDefault();
    if (target === message) app.composerFocus.value += 1;
    else message.focus({ preventScroll: true });
    return;
  }
  if (target !== message) return;
  if (key === "Home") {
    event.preventDefault();
    goToFirst(list);
    return;
  }
  const next = nextMessage(list, message, key);
  if (!next) return;
  event.preventDefault();
  goTo(next);
}

function goTo(message: HTMLElement): void {
  message.focus({ preventScroll: true });
  message.scrollIntoView({ block: "nearest" });
}

/** The first of a long list may not be on the page: scrolling there brings it, before the next frame is laid out. */
function goToFirst(list: HTMLElement): void {
  const first = () => list.firstElementChild?.querySelector<HTMLElement>(".message");
  const there = first();
  if (there) {
    goTo(there);
    return;
  }
  list.parentElement?.scrollTo({ top: 0, behavior: "instant" });
  requestAnimationFrame(() => {
    const come = first();
    if (come) goTo(come);
  });
}

function nextMessage(list: HTMLElement, message: HTMLElement, key: string): HTMLElement | undefined {
  const all = list.getElementsByClassName("message");
  if (key === "End") return all[all.length - 1] as HTMLElement | undefined;
  if (key !== "ArrowUp" && key !== "ArrowDown") return undefined;
  const view = list.parentElement?.getBoundingClientRect();
  const box = message.getBoundingClientRect();
  // The browser scrolls.
  if (view && (key === "ArrowDown" ? box.bottom > view.bottom + 1 : box.top < view.top - 1)) return undefined;
  const index = Array.prototype.indexOf.call(all, message);
  return all[index + (key === "ArrowDown" ? 1 : -1)] as HTMLElement | undefined;
}
