// When Enter means "send": not with Shift, and not when it ends the composition of Chinese or Japanese text.

import { useMemo, useRef } from "preact/hooks";

/** Handlers for a text box. */
export interface EnterKey {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onCompositionEnd: () => void;
}

/** Calls `send` for an Enter that means it. */
export function useEnterKey(send: () => void): EnterKey {
  const latest = useRef(send);
  latest.current = send;
  return useMemo(() => createEnterKey(() => latest.current()), []);
}

/** The handlers, apart from any component. */
export function createEnterKey(send: () => void): EnterKey {
  // Safari ends the composition before it tells of the key that ended it, in the same task.
  let justComposed = false;
  return {
    onCompositionEnd: () => {
      justComposed = true;
      setTimeout(() => {
        justComposed = false;
      }, 0);
    },
    onKeyDown: (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
      // 229 is "the input method has it", also where isComposing is not set yet.
      const composing = event.isComposing || event.keyCode === 229 || justComposed;
      if (composing && event.keyCode === 229) return;
      // One that the input method left to the page ends no line either.
      event.preventDefault();
      if (!composing) send();
    },
  };
}
