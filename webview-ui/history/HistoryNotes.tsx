// What there is to say above the list, each sentence with its button.

import { useApp } from "../app.ts";
import { fill } from "../words.ts";

/** The undo of the last deletion, and what the host says about the files. */
export function HistoryNotes() {
  const { history, words } = useApp();
  const t = words.strings;
  const deleted = history.deleted.value;
  return (
    <>
      {deleted ? (
        <p class="history-note">
          <span class="history-note-text">{fill(t.historyDeleted, deleted.title)}</span>
          <button type="button" class="link" data-testid="history-undo" onClick={() => history.undo()}>
            {t.historyUndo}
          </button>
        </p>
      ) : null}
      {history.notes.value.map(({ kind, text, action }) => (
        <p class="history-note" key={kind} data-testid="history-note">
          <span class="history-note-text">{text}</span>
          <button type="button" class="link" data-testid="history-note-action" onClick={() => history.pressNote(kind)}>
            {action}
          </button>
        </p>
      ))}
    </>
  );
}
