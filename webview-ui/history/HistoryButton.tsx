// Opens and closes the list of past conversations.

import { useApp } from "../app.ts";
import { IconButton } from "../ui/IconButton.tsx";

/** The header's button. While the list is shown, the list itself is what is called `history`. */
export function HistoryButton() {
  const { history, words } = useApp();
  const t = words.strings;
  const shown = history.shown.value;
  const { running, waiting } = history.running.value;
  const goingOn = waiting > 0 ? t.historyWaits : running > 0 ? t.historyGoesOn : undefined;
  const show = goingOn === undefined ? t.historyShow : `${t.historyShow} (${goingOn})`;
  return (
    <IconButton
      icon={shown ? "arrow-left" : "history"}
      label={shown ? t.historyClose : show}
      testId={shown ? "history-close" : "history"}
      class={`history-button${waiting > 0 ? " is-waiting" : running > 0 ? " is-running" : ""}`}
      onPress={() => (shown ? history.close() : history.show())}
    />
  );
}
