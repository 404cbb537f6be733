// The keys of the text box while its menu is open or a question can be brought back, and what a pick does to the text.

import type { ChatApp } from "../app.ts";
import type { ContextStore } from "./contextStore.ts";

/** How far Page Up and Page Down go. */
const page = 8;

/** Handles a key for the menu, the chips or the last question; true when it was one. Keys of an input method are none. */
export function handleContextKey(event: KeyboardEvent, app: ChatApp, box: HTMLTextAreaElement): boolean {
  return handleMenuKey(event, app.context, box) || handleBackspace(event, app, box) || handleRecall(event, app, box);
}

/** Up in an empty box brings the last question back; Down at its end, and Escape, take it away while it is unchanged. */
function handleRecall(event: KeyboardEvent, app: ChatApp, box: HTMLTextAreaElement): boolean {
  if (event.isComposing || event.keyCode === 229) return false;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
  const { recall, store } = app;
  const atEnd = box.selectionStart === box.value.length;
  const { key } = event;
  const done =
    (key === "ArrowUp" && box.value === "" && recall.bring(store.messages.peek())) ||
    ((key === "Escape" || (key === "ArrowDown" && atEnd)) && recall.takeBack());
  if (!done) return false;
  event.preventDefault();
  event.stopPropagation();
  // Puts the cursor behind what came.
  app.composerFocus.value += 1;
  return true;
}

/** At the very start Backspace takes the last chip away, as it would a letter. */
function handleBackspace(event: KeyboardEvent, { context, post }: ChatApp, box: HTMLTextAreaElement): boolean {
  if (event.key !== "Backspace" || event.isComposing || box.selectionStart + box.selectionEnd > 0) return false;
  const last = context.state.peek().chips.findLast(({ on }) => on === undefined);
  if (!last) return false;
  event.preventDefault();
  post({ type: "contextRemove", id: last.id });
  return true;
}

/** Opens, updates or closes the menu after the text or the cursor changed. */
export function lookForMention(context: ContextStore, box: HTMLTextAreaElement): void {
  // A selection is no place to type a name.
  if (box.selectionStart === box.selectionEnd) context.look(box.value, box.selectionStart);
}

function handleMenuKey(event: KeyboardEvent, context: ContextStore, box: HTMLTextAreaElement): boolean {
  if (event.isComposing || event.keyCode === 229 || !context.isOpen.peek()) return false;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  switch (event.key) {
    case "ArrowDown":
      context.move(1);
      break;
    case "ArrowUp":
      context.move(-1);
      break;
    case "PageDown":
      context.choose(Math.min(context.chosen.peek() + page, context.candidates.peek().length - 1));
      break;
    case "PageUp":
      context.choose(Math.max(context.chosen.peek() - page, 0));
      break;
    case "Enter":
    case "Tab":
      if (event.shiftKey) return false;
      if (event.key === "Enter" && context.isWhole) {
        context.close();
        return false;
      }
      // Who types faster than the host looks means what the letters mean, not what stands there still.
      context.whenCurrent(() => pickMention(context.chosen.peek(), context, box));
      break;
    case "Escape":
      context.dismiss();
      break;
    default:
      return false;
  }
  event.preventDefault();
  event.stopPropagation();
  return true;
}

/** Picks the line `index`: the letters typed become its name, in one step that can be undone. */
export function pickMention(index: number, context: ContextStore, box: HTMLTextAreaElement): void {
  const picked = context.pick(index);
  if (!picked) return;
  const { query, insert } = picked;
  box.focus();
  box.setSelectionRange(query.start, query.end);
  insertAtCursor(box, insert);
}

/** Replaces the selection of `box`, as typing would. */
export function insertAtCursor(box: HTMLTextAreaElement, text: string): void {
  // The one way that undo knows; it fires `input` by itself.
  if (document.execCommand?.("insertText", false, text)) return;
  box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
