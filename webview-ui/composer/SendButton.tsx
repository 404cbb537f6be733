// Send and, while a reply grows, stop. With an empty box one element is both in turn, so that the focus stays on it; with
// something to queue they stand side by side.

import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import { IconButton } from "../ui/IconButton.tsx";

/** The end of the composer's row. */
export function SendButton({ canSend, onSend }: { readonly canSend: boolean; readonly onSend: () => void }) {
  const { store, words, post } = useApp();
  const t = words.strings;
  const streaming = store.streaming.value;
  const stop = { icon: "stop-circle", label: t.stop, keys: "Esc", testId: "stop", class: "stop" };
  const send = {
    icon: "send",
    label: streaming ? t.queueSend : t.send,
    keys: "Enter",
    testId: "send",
    class: "primary",
  };
  const stops = streaming && !canSend;
  const both = streaming && canSend;
  const row = useRef<HTMLSpanElement>(null);
  // Seen before it is drawn: the second Stop goes, and its focus with it.
  const leaves = !both && row.current?.childElementCount === 2 && document.activeElement === row.current.firstChild;
  useLayoutEffect(() => {
    if (leaves) row.current?.querySelector("button")?.focus();
  });
  return (
    <span class="send-buttons" ref={row}>
      {both && <IconButton {...stop} onPress={() => post({ type: "stop" })} />}
      <IconButton
        {...(stops ? stop : send)}
        unavailable={!stops && !canSend}
        onPress={({ detail }) => {
          if (!stops) onSend();
          // The second press of a double click on Send is no wish to stop.
          else if (detail < 2) post({ type: "stop" });
        }}
      />
    </span>
  );
}
