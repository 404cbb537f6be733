// One quiet line on top: what the conversation is about, the past ones, and a new one.

import { useApp } from "../app.ts";
import { ConversationTotal } from "./ConversationTotal.tsx";
import { HistoryButton } from "./HistoryButton.tsx";
import { IconButton } from "./IconButton.tsx";

/** Title, History and New Chat. */
export function Header() {
  const { store, words, post, history, composerFocus } = useApp();
  const current = store.messages.value.length === 0 ? "" : store.title.value;
  const title = history.shown.value ? words.strings.history : current;
  return (
    <header class="header">
      <span class="title" dir="auto" title={title}>
        {title}
      </span>
      <ConversationTotal />
      <HistoryButton />
      <IconButton
        icon="add"
        label={words.strings.newChat}
        testId="new-chat"
        onPress={() => {
          history.close();
          post({ type: "newChat" });
          composerFocus.value += 1;
        }}
      />
    </header>
  );
}
