// The way back to the end of a reply that grows out of sight.

import { useSignal, useSignalEffect } from "@preact/signals";
import { useApp } from "../app.ts";
import { Icon } from "./IconButton.tsx";

/** Shown while a reply grows and the reader is elsewhere, and until they have seen its end. */
export function JumpToLatest() {
  const { store, follow, words } = useApp();
  const missed = useSignal(false);
  useSignalEffect(() => {
    if (follow.atEnd.value) missed.value = false;
    else if (store.streaming.value) missed.value = true;
  });
  if (!missed.value) return null;
  const jump = (event: MouseEvent & { currentTarget: HTMLElement }) => {
    follow.toEnd();
    // The button goes away; the way leads to what it is named after.
    const list = event.currentTarget.parentElement;
    const last = list?.querySelector<HTMLElement>(".turns:last-child > .message:last-child");
    last?.focus({ preventScroll: true });
  };
  return (
    <button type="button" class="jump" data-testid="jump-to-latest" onClick={jump}>
      <Icon name="arrow-down" />
      <span>{words.strings.jumpToLatest}</span>
    </button>
  );
}
