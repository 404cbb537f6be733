// Opens and closes the list of past conversations.

import { useApp } from "../app.ts";
import { IconButton } from "./IconButton.tsx";

/** The header's button. While the list is shown, the list itself is what is called `history`. */
export function HistoryButton() {
  const { history, words } = useApp();
  const shown = history.shown.value;
  return (
    <IconButton
      icon={shown ? "arrow-left" : "history"}
      label={shown ? words.strings.historyClose : words.strings.historyShow}
      testId={shown ? "history-close" : "history"}
      class="history-button"
      onPress={() => (shown ? history.close() : history.show())}
    />
  );
}
