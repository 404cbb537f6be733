// One quiet line on top: what the conversation is about, the past ones, and a new one.

import { useApp } from "../app.ts";
import { HistoryButton } from "./HistoryButton.tsx";
import { IconButton } from "./IconButton.tsx";

/** Title, History and New Chat. */
export function Header() {
  const { store, words, post, history } = useApp();
  const empty = store.messages.value.length === 0;
  return (
    <header class="header">
      <span class="title" title={store.title.value}>
        {empty ? "" : store.title.value}
      </span>
      <HistoryButton />
      <IconButton
        icon="add"
        label={words.strings.newChat}
        testId="new-chat"
        onPress={() => {
          history.close();
          post({ type: "newChat" });
        }}
      />
    </header>
  );
}
