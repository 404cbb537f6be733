// One quiet line on top: what the conversation is about, and a new one.

import { useApp } from "../app.ts";
import { ConversationTotal } from "./ConversationTotal.tsx";
import { IconButton } from "./IconButton.tsx";

/** Title and New Chat. */
export function Header() {
  const { store, words, post } = useApp();
  const empty = store.messages.value.length === 0;
  return (
    <header class="header">
      <span class="title" title={store.title.value}>
        {empty ? "" : store.title.value}
      </span>
      <ConversationTotal />
      <IconButton
        icon="add"
        label={words.strings.newChat}
        testId="new-chat"
        onPress={() => post({ type: "newChat" })}
      />
    </header>
  );
}
