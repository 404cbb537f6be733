// The keys of the conversation: from message to message, and back to the text.

import type { ChatApp } from "../app.ts";

/**
 * Up, Down, Home and End on a message lead to another one; what is higher than the view is scrolled through first.
 * Escape leads from a control to its message, and from there to the text.
 */
export function handleMessageKey(event: KeyboardEvent & { currentTarget: HTMLElement }, app: ChatApp): void {
  const { target, key, currentTarget: list } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (!(target instanceof HTMLElement)) return;
  const message = target.closest<HTMLElement>(".message");
  if (!message) return;
  if (key === "Escape") {
    event.preventDefault();
    if (target === message) app.composerFocus.value += 1;
    else message.focus({ preventScroll: true });
    return;
  }
  const next = target === message ? nextMessage(list, message, key) : undefined;
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function nextMessage(list: HTMLElement, message: HTMLElement, key: string): HTMLElement | undefined {
  const all = list.getElementsByClassName("message");
  if (key === "Home") return all[0] as HTMLElement | undefined;
  if (key === "End") return all[all.length - 1] as HTMLElement | undefined;
  if (key !== "ArrowUp" && key !== "ArrowDown") return undefined;
  const view = list.parentElement?.getBoundingClientRect();
  const box = message.getBoundingClientRect();
  // The browser scrolls.
  if (view && (key === "ArrowDown" ? box.bottom > view.bottom + 1 : box.top < view.top - 1)) return undefined;
  const index = Array.prototype.indexOf.call(all, message);
  return all[index + (key === "ArrowDown" ? 1 : -1)] as HTMLElement | undefined;
}
