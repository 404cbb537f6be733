// The messages, and the scrolling that keeps their end in sight.

import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import { FindBar } from "../find/FindBar.tsx";
import { ErrorBoundary } from "../ui/ErrorBoundary.tsx";
import { keepFocusInSight } from "../ui/focusInSight.ts";
import { AssistantMessage } from "./AssistantMessage.tsx";
import { lastQuestionOf, type MessageEntry } from "./chatStore.ts";
import { JumpToLatest } from "./JumpToLatest.tsx";
import { LazyContext } from "./LazyParts.tsx";
import { LazyMount } from "./lazyMount.ts";
import { MessageGroups } from "./MessageGroups.tsx";
import { handleMessageKey } from "./messageKeys.ts";
import { Turn } from "./Turn.tsx";
import { readLog } from "./textLog.ts";
import { UserMessage } from "./UserMessage.tsx";

/** The list of messages. Screen readers can walk through it, but are told only what the announcer says. */
export function Conversation() {
  const app = useApp();
  const { store, follow, goTo, words } = app;
  const scroller = useRef<HTMLElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const lazy = useRef(new LazyMount());
  const messages = store.messages.value;
  const lastQuestion = lastQuestionOf(messages);

  useLayoutEffect(() => {
    if (!scroller.current || !list.current) return undefined;
    const detach = [
      follow.attach(scroller.current, list.current),
      keepFocusInSight(scroller.current),
      lazy.current.attach(scroller.current),
      goTo.attach(list.current, lazy.current),
    ];
    return () => {
      for (const stop of detach) stop();
    };
  }, [follow, goTo]);

  // Who asks here wants to see the answer. What waited its turn, or was asked elsewhere, moves nobody who reads further up.
  useLayoutEffect(() => {
    if (lastQuestion !== undefined && app.takeAsked(lastQuestion)) follow.toEnd();
  }, [app, follow, lastQuestion]);
  useLayoutEffect(() => app.releasePlace(), [app, messages]);

  return (
    <main class="conversation">
      <FindBar />
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
          <LazyContext.Provider value={lazy.current}>
            <MessageGroups messages={messages} lazy={lazy.current} draw={drawMessage} />
          </LazyContext.Provider>
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
