// The way back to the end of the conversation.

import { useApp } from "../app.ts";
import { Icon } from "../ui/IconButton.tsx";

/** Shown whenever the reader is away from the end, whether something grows there or not. */
export function JumpToLatest() {
  const { follow, words } = useApp();
  if (follow.atEnd.value) return null;
  const jump = (event: MouseEvent & { currentTarget: HTMLElement }) => {
    const list = event.currentTarget.parentElement;
    follow.toEnd();
    // The button goes away; the way leads to what it is named after.
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
