// Tells a screen reader that a reply is there: once, when it is, and not token by token.

import { useEffect, useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import type { MessageEntry } from "../state/chatStore.ts";
import { readLog } from "../state/textLog.ts";

/** A reply up to this long is read out with the news of it. */
const readOutLength = 400;

/** Announces the end of `entry`'s stream. Errors announce themselves. */
export function useSpokenEnd(entry: MessageEntry): void {
  const app = useApp();
  const wasStreaming = useRef(false);
  const { state } = entry.meta.value;
  useEffect(() => {
    const ended = wasStreaming.current && state !== "streaming";
    wasStreaming.current = state === "streaming";
    if (!ended) return;
    const { streamDone, stopped } = app.words.strings;
    const content = entry.content.peek();
    if (state === "stopped") app.announce(stopped);
    else if (state === "done") {
      app.announce(
        content.length > readOutLength ? streamDone : `${streamDone} ${readLog(content).replace(/[*_`#>|]+/g, "")}`,
      );
    }
  }, [app, entry, state]);
}
