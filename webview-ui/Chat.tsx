// The whole view: the conversation or the welcome above, the composer below.

import { useLayoutEffect } from "preact/hooks";
import { useApp } from "./app.ts";
import { Composer } from "./composer/Composer.tsx";
import { DropOverlay } from "./composer/DropOverlay.tsx";
import { Conversation } from "./conversation/Conversation.tsx";
import { Welcome } from "./conversation/Welcome.tsx";
import { Header } from "./Header.tsx";
import { Announcer } from "./ui/Announcer.tsx";
import { ErrorBoundary } from "./ui/ErrorBoundary.tsx";
import { useLazyPart } from "./ui/useLazyPart.ts";

/** Everything below the root. Empty until the first snapshot, so that nothing flashes. */
export function Chat() {
  const app = useApp();
  const environment = app.store.environment.value;
  const empty = app.store.messages.value.length === 0;
  const conversation = app.store.conversationId.value;

  // Another conversation is read from its end, unless something was found in it.
  useLayoutEffect(() => {
    if (!app.takeShownHit(conversation)) app.follow.toEnd();
  }, [app, conversation]);

  // Once the list is gone: until then nothing below it takes the focus, and going it gives that to the text.
  const isCovered = app.history.shown.value;
  useLayoutEffect(() => {
    if (!isCovered) app.showHit();
  }, [app, isCovered]);

  const answers = useLazyPart(app.answers, !empty);
  const canShow = answers !== undefined || app.answers.failed.value;

  if (!environment) return null;
  return (
    <div class="chat">
      <Header />
      <div class="current" inert={isCovered}>
        {empty && <Welcome hasKey={environment.hasKey} />}
        {/* At once as it will be: nothing shows as plain text and then as another. */}
        {!empty && (canShow ? <Conversation key={conversation} /> : <main class="conversation" />)}
        <ErrorBoundary fallback={null}>
          <PlayerBar />
        </ErrorBoundary>
        <ErrorBoundary fallback={null} retry={environment}>
          <Composer environment={environment} />
        </ErrorBoundary>
      </div>
      <ErrorBoundary fallback={null}>
        <PastConversations />
      </ErrorBoundary>
      <Announcer />
      <DropOverlay />
    </div>
  );
}

/** The player once its bundle is there. */
function PlayerBar() {
  const loaded = useApp().player.loaded;
  return loaded ? <loaded.Player player={loaded.player} /> : null;
}

/** The list of past conversations, once its bundle is there. */
function PastConversations() {
  const { history, historyView } = useApp();
  const view = useLazyPart(historyView, history.shown.value, () => history.close());
  return view ? <view.History /> : null;
}
