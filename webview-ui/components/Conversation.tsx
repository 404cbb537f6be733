// The messages, and the scrolling that keeps their end in sight.

import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import { LazyMount } from "../lazyMount.ts";
import type { MessageEntry } from "../state/chatStore.ts";
import { readLog } from "../state/textLog.ts";
import { AssistantMessage } from "./AssistantMessage.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { JumpToLatest } from "./JumpToLatest.tsx";
import { MessageGroups } from "./MessageGroups.tsx";
import { UserMessage } from "./UserMessage.tsx";

/** The list of messages. Screen readers can walk through it, but are told only what the announcer says. */
export function Conversation() {
  const { store, follow, words } = useApp();
  const scroller = useRef<HTMLElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const lazy = useRef(new LazyMount());
  const messages = store.messages.value;
  const lastQuestion = messages.findLast((entry) => entry.meta.peek().role === "user")?.id;

  useLayoutEffect(() => {
    if (!scroller.current || !list.current) return undefined;
    const detach = [follow.attach(scroller.current, list.current), lazy.current.attach(scroller.current)];
    return () => {
      for (const stop of detach) stop();
    };
  }, [follow]);

  // Who asks wants to see the answer.
  useEffect(() => follow.toEnd(), [follow, lastQuestion]);

  return (
    <main class="conversation">
      <section class="scroller" ref={scroller} aria-label={words.strings.conversation}>
        <div class="messages" role="log" aria-live="off" ref={list} aria-busy={store.streaming.value}>
          <MessageGroups messages={messages} lazy={lazy.current} draw={drawMessage} />
        </div>
      </section>
      <JumpToLatest />
    </main>
  );
}

function drawMessage(entry: MessageEntry) {
  return (
    <ErrorBoundary key={entry.id} fallback={<RawMessage entry={entry} />}>
      <Message entry={entry} />
    </ErrorBoundary>
  );
}

function Message({ entry }: { readonly entry: MessageEntry }) {
  return entry.meta.peek().role === "user" ? <UserMessage entry={entry} /> : <AssistantMessage entry={entry} />;
}

/** A message whose drawing failed, so that its text is not lost. */
function RawMessage({ entry }: { readonly entry: MessageEntry }) {
  const { words } = useApp();
  const { role, state } = entry.meta.value;
  return (
    <article class="message" data-testid="message" data-role={role} data-state={state}>
      <p class="note">{words.strings.undrawable}</p>
      <div class="plain" data-testid="content">
        {entry.parts.value.map(({ text }) => readLog(text.value)).join("\n\n")}
      </div>
    </article>
  );
}
