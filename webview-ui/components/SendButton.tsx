// Send, or stop while a reply grows. One element for both, so that the focus stays on it.

import { useApp } from "../app.ts";
import { IconButton } from "./IconButton.tsx";

/** The button at the end of the composer's row. */
export function SendButton({ canSend, onSend }: { readonly canSend: boolean; readonly onSend: () => void }) {
  const { store, words, post } = useApp();
  const t = words.strings;
  const streaming = store.streaming.value;
  const press = (event: MouseEvent) => {
    if (!streaming) onSend();
    // The second press of a double click on Send is no wish to stop.
    else if (event.detail < 2) post({ type: "stop" });
  };
  return (
    <IconButton
      class={streaming ? "stop" : "primary"}
      icon={streaming ? "stop-circle" : "send"}
      label={streaming ? t.stop : t.send}
      testId={streaming ? "stop" : "send"}
      unavailable={!streaming && !canSend}
      onPress={press}
    />
  );
}
