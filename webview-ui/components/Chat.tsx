// The whole view: the conversation or the welcome above, the composer below.

import { useEffect } from "preact/hooks";
import { useApp } from "../app.ts";
import { Announcer } from "./Announcer.tsx";
import { Composer } from "./Composer.tsx";
import { Conversation } from "./Conversation.tsx";
import { DropOverlay } from "./DropOverlay.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { Header } from "./Header.tsx";
import { History } from "./History.tsx";
import { Player } from "./Player.tsx";
import { Welcome } from "./Welcome.tsx";

/** Everything below the root. Empty until the first snapshot, so that nothing flashes. */
export function Chat() {
  const app = useApp();
  const environment = app.store.environment.value;
  const empty = app.store.messages.value.length === 0;
  const conversation = app.store.conversationId.value;

  // Another conversation is read from its end.
  useEffect(() => app.follow.toEnd(), [app, conversation]);

  if (!environment) return null;
  return (
    <div class="chat">
      <Header />
      <div class="current" inert={app.history.shown.value}>
        {empty ? <Welcome hasKey={environment.hasKey} /> : <Conversation key={conversation} />}
        <ErrorBoundary fallback={null}>
          <Player />
        </ErrorBoundary>
        <ErrorBoundary fallback={null} retry={environment}>
          <Composer environment={environment} />
        </ErrorBoundary>
      </div>
      <ErrorBoundary fallback={null}>
        <History />
      </ErrorBoundary>
      <Announcer />
      <DropOverlay />
    </div>
  );
}
