// What was said after a question that was asked or answered again: it belongs to the earlier version, and is not lost.

import { useComputed } from "@preact/signals";
import { useApp } from "../app.ts";
import { fill } from "../words.ts";
import type { MessageEntry } from "./chatStore.ts";

/** A line below the last reply, with the way back. Nothing once the conversation has gone on from here. */
export function LaterTurns({ entry }: { readonly entry: MessageEntry }) {
  const { store, post, words } = useApp();
  const t = words.strings;
  const branch = useComputed(() => {
    const messages = store.messages.value;
    if (messages.at(-1) !== entry) return undefined;
    const question = messages.findLastIndex(({ meta }) => meta.peek().role === "user");
    return messages.slice(Math.max(0, question)).find(({ meta }) => meta.value.later !== undefined);
  }).value;
  const later = branch?.meta.value.later;
  if (!branch || !later || store.busy.value) return null;
  return (
    <p class="later" data-testid="later-turns">
      <span>{later.count === 1 ? t.laterTurn : fill(t.laterTurns, later.count)}</span>
      <button
        type="button"
        class="link"
        data-testid="later-turns-show"
        onClick={() => post({ type: "selectVersion", messageId: branch.id, delta: later.delta })}
      >
        {t.laterShow}
      </button>
    </p>
  );
}
