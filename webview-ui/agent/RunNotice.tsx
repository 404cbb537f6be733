// A word about the run, where it happened; at its end it can be gone on with.

import { useComputed } from "@preact/signals";
import type { NoticeHead } from "../../src/protocol/parts.ts";
import { useApp } from "../app.ts";
import type { MessageEntry, PartEntry } from "../conversation/chatStore.ts";
import { Icon } from "../ui/IconButton.tsx";

interface Props {
  readonly entry: MessageEntry;
  readonly part: PartEntry;
  readonly head: NoticeHead;
}

/** One line, with Continue where the run ended with it. */
export function RunNotice({ entry, part, head }: Props) {
  const { words, post, store } = useApp();
  const ends = useComputed(
    () =>
      (head.notice === "limit" || head.notice === "repeats") &&
      entry.meta.value.state === "stopped" &&
      entry.parts.value.at(-1) === part &&
      store.messages.value.at(-1) === entry &&
      !store.busy.value,
  ).value;
  return (
    <div class="run-notice" data-testid="run-notice" data-notice={head.notice}>
      <Icon name="info" />
      <span>{head.line}</span>
      {ends && (
        <button
          type="button"
          class="button"
          data-testid="continue-run"
          onClick={() => post({ type: "continueRun", messageId: entry.id })}
        >
          {words.strings.continueRun}
        </button>
      )}
    </div>
  );
}
