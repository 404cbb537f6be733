// What is pressed again in a state although others have pressed its like: what the state is there for.

/** These are there for what was pressed in others already. */
export const [askedInWriting, lastOfEach, metSearch] = [
  "asked while something is written",
  "the last of each",
  "a search in the history",
] as const;

/** What is pressed in a state also where others have pressed its like. */
export const anew: Readonly<Record<string, readonly string[]>> = {
  [askedInWriting]: [
    "approve",
    "approve-options",
    "deny",
    "deny-note",
    "question-option",
    "question-answer",
    "question-skip",
  ],
  [lastOfEach]: ["attachment-remove", "mention-remove", "keep-file", "undo-file", "queued-remove", "stop"],
  [metSearch]: ["history-open", "history-search"],
  "a long answer": ["pinned-question", "jump-to-latest"],
  away: ["regenerate", "edit-message", "read-message", "pinned-question", "send", "new-chat"],
  editing: ["edit-text", "edit-save", "edit-cancel", "regenerate", "history", "new-chat"],
  find: ["edit-message", "regenerate", "history", "new-chat", "read-message"],
  history: ["new-chat"],
  queue: ["new-chat", "history", "stop", "send"],
  "three that wait": ["queued-remove", "queued-edit"],
  "an edit that was refused": ["edit-save", "edit-cancel", "edit-text"],
  "a question of several": ["question-option", "question-answer", "question-send", "question-skip"],
  "a run that broke off": ["continue-run", "error-action"],
  "an early turn that is changed": ["edit-save", "edit-cancel", "edit-text"],
  "a long plan": ["plan-start", "plan-edit"],
  "a plan that was refused": ["plan-start", "plan-edit", "mode-way-out"],
  "a reading that failed": ["error-action", "player-stop"],
};
