// The focus is never lost: when the element that has it leaves the page, what took its place gets it, or what is nearest.

/** What had the focus last, and where it stood. */
interface Place {
  readonly element: HTMLElement;
  readonly testId: string | undefined;
  /** Undefined outside of the messages. */
  readonly message: MessagePlace | undefined;
  /** Which one it is of those with its test id in its message. */
  readonly nth: number;
}

/** Where a message stands, whichever message that is. */
interface MessagePlace {
  readonly list: Element;
  readonly group: number;
  readonly child: number;
}

/** Controls that go away together: leaving one leads to the other. */
const instead: Readonly<Record<string, string>> = {
  "edit-text": "edit-message",
  "edit-save": "edit-message",
  "edit-cancel": "edit-message",
};

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

function placeOf(element: HTMLElement): Place {
  const { testid: testId } = element.dataset;
  const message = element.closest("[data-testid=message]");
  const nth = message && testId ? [...message.querySelectorAll(withId(testId))].indexOf(element) : 0;
  return { element, testId, message: message ? messagePlaceOf(message) : undefined, nth };
}

/** Messages stand in groups, in one list. */
function messagePlaceOf(message: Element): MessagePlace | undefined {
  const group = message.parentElement;
  const list = group?.parentElement;
  if (!group || !list) return undefined;
  return { list, group: [...list.children].indexOf(group), child: [...group.children].indexOf(message) };
}

/** The same control in the same place; else the message there; else the box of the list that is shown, or the text. */
function successorOf(root: HTMLElement, { testId, message, nth }: Place): HTMLElement | null {
  const there = message?.list.isConnected ? message.list.children[message.group]?.children[message.child] : undefined;
  if (there instanceof HTMLElement) {
    const wanted = instead[testId ?? ""] ?? testId;
    // The button of a notice that has gone is no button of the next notice.
    const same = wanted === undefined || wanted === "error-action" ? [] : there.querySelectorAll<HTMLElement>(withId(wanted));
    return same[nth] ?? there;
  }
  return root.querySelector<HTMLElement>(withId("history-search")) ?? root.querySelector<HTMLElement>(withId("composer"));
}

const withId = (testId: string): string => `[data-testid="${testId}"]`;
