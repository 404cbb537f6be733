// The box of one message: a stop for the keyboard, which walks from one to the next by the arrow keys.

import { useComputed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useApp } from "../app.ts";
import { type MessageEntry, wordsOf } from "./chatStore.ts";
import { plain } from "./sentenceFeed.ts";
import { startOfLog } from "./textLog.ts";

interface Props {
  readonly entry: MessageEntry;
  /** As shown, which may end later than it is over. */
  readonly state: string;
  readonly children: ComponentChildren;
}

/** Characters of its beginning that are told of a message one comes to. */
const spokenLength = 300;

function beginningOf(entry: MessageEntry): string {
  const [first] = wordsOf(entry);
  return first ? startOfLog(first, spokenLength) : "";
}

/** One message. Of all of them the Tab key reaches one: the last that had the focus, or the last of all. */
export function Turn({ entry, state, children }: Props) {
  const { words, store, activeMessage } = useApp();
  const { role } = entry.meta.peek();
  const isStop = useComputed(() => (activeMessage.value ?? store.messages.value.at(-1)?.id) === entry.id);
  return (
    <article
      class={`message ${role}`}
      data-testid="message"
      data-id={entry.id}
      data-role={role}
      data-state={state}
      aria-label={role === "user" ? words.strings.you : words.strings.assistant}
      // Who walks from one to the next hears how each begins.
      aria-description={isStop.value ? plain(beginningOf(entry)) : undefined}
      tabIndex={isStop.value ? 0 : -1}
      onFocus={() => {
        activeMessage.value = entry.id;
      }}
    >
      {children}
    </article>
  );
}
