// One quiet line on top: what the conversation is about, the past ones, and a new one.

import { useApp } from "./app.ts";
import { ConversationTotal } from "./conversation/ConversationTotal.tsx";
import { HistoryButton } from "./history/HistoryButton.tsx";
import { IconButton } from "./ui/IconButton.tsx";
import { newChatKeys } from "./ui/keys.ts";

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
      {/* Beside the list it would be taken for the cost of what is chosen there. */}
      {!history.shown.value && <ConversationTotal />}
      <HistoryButton />
      <IconButton
        icon="add"
        label={words.strings.newChat}
        keys={newChatKeys}
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
