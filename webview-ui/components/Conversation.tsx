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
import { handleMessageKey } from "./messageKeys.ts";
import { Turn } from "./Turn.tsx";
import { UserMessage } from "./UserMessage.tsx";

/** The list of messages. Screen readers can walk through it, but are told only what the announcer says. */
export function Conversation() {
  const app = useApp();
  const { store, follow, words } = app;
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

  // Whoever looks for something looks in all of it.
  useEffect(() => {
    const onKeyDown = ({ key, ctrlKey, metaKey }: KeyboardEvent) => {
      if ((ctrlKey || metaKey) && key.toLowerCase() === "f") lazy.current.mountAll();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);

  // Who asks wants to see the answer; who looks at another version stays where that is.
  useEffect(() => {
    const last = store.messages.peek().at(-1)?.meta.peek();
    if (last?.role === "user" || last?.state === "streaming") follow.toEnd();
  }, [store, follow, lastQuestion]);
  useLayoutEffect(() => app.releasePlace(), [app, messages]);

  return (
    <main class="conversation">
      <section class="scroller" ref={scroller} aria-label={words.strings.conversation}>
        <div
          class="messages"
          role="log"
          aria-live="off"
          ref={list}
          onKeyDown={(event) => handleMessageKey(event, app)}
          onFocusOut={({ relatedTarget, currentTarget }) => {
            const isInside = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
            if (!isInside) app.activeMessage.value = undefined;
          }}
        >
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
  const { state } = entry.meta.value;
  return (
    <Turn entry={entry} state={state}>
      <p class="note">{words.strings.undrawable}</p>
      <div class="plain" data-testid="content" dir="auto">
        {entry.parts.value.map(({ text }) => readLog(text.value)).join("\n\n")}
      </div>
    </Turn>
  );
}
