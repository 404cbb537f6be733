// Where the keyboard is after each thing there is to press: the place that a person who cannot see the rest expects.

import { askedInWriting, lastOfEach, metSearch } from "./anew.ts";

/** The name of a control; "same" is the one that was pressed, or its twin in its place. */
export interface Landing {
  /** At once. */
  readonly lands: string;
  /** When the host has answered; as before, where it is not said. */
  readonly answered?: string;
  /** The keyboard has another way to the same. */
  readonly mouseOnly?: true;
}

/** Which of several it is, and in what state it stands. */
type Which = { readonly scene: string; readonly nth: number };

const stays: Landing = { lands: "same" };
const toText: Landing = { lands: "composer" };
/** It goes away with what it was for, and the text is what is nearest. */
const goesToText: Landing = { lands: "same", answered: "composer" };
/** It goes away, and its message is left; or nothing came of it on this page. */
const goesToMessage: Landing = { lands: "same", answered: "message" };
/** Its call has it then. */
const goesToCall: Landing = { lands: "same", answered: "tool-line" };

/**
 * What asked first took the focus from the empty box, and gives it back; what asked after it, or while something was
 * written, took none.
 */
const decides = ({ scene, nth }: Which): Landing => (nth === 0 && scene !== askedInWriting ? toText : goesToCall);
/** The row goes: its neighbour is there at once, and where there is none, the text. */
const leavesRow =
  (neighbour: string) =>
  ({ scene }: Which): Landing =>
    scene === lastOfEach ? goesToText : { lands: neighbour, answered: "same" };
/** What is changed in the queue is a row of that, and goes back to it. */
const inQueue =
  (queued: Landing, other: Landing) =>
  ({ scene }: Which): Landing =>
    scene === "queue" ? queued : other;

/** A question that waits. */
const asked = ({ scene }: Which): Landing => (scene === askedInWriting ? goesToCall : toText);
/** Where something stands in the box while a reply grows. */
const written = ["queue", "a run that asks for one", "a reply, and something to queue", askedInWriting, lastOfEach];

const staying = [
  ...["active-editor", "agents-file", "approve-options", "attach", "call-open", "call-terminal", "change-name"],
  ...["changes-line", "code-apply", "code-apply-all", "code-copy", "code-diagram", "code-enlarge", "code-insert"],
  ...["code-new-file", "code-run", "composer", "context-ring", "conversation-usage", "copy-message", "file-link"],
  ...["find-box", "find-next", "find-previous", "link", "mention-open", "message-attachment", "mode-picker"],
  ...["model-picker", "notice-details", "open-console", "player-back", "player-forward", "player-progress"],
  ...["player-save", "player-speed", "player-toggle", "player-unlock", "player-volume", "read-message"],
  ...["reasoning-line", "reference", "review-changes", "show-usage", "source", "thinking-toggle", "todos-line"],
  ...["tool-line", "usage-clear", "usage-export", "usage-line", "usage-prices-line", "usage-range"],
  ...["web-search-toggle"],
];

/** Every control of the view, by its test id: one that is not here has no place to lead to. */
export const landings: Readonly<Record<string, Landing | ((which: Which) => Landing)>> = {
  ...Object.fromEntries(staying.map((name) => [name, stays])),
  approve: decides,
  // Of what asked first.
  "approve-option": toText,
  "attachment-problem-choose": toText,
  "attachment-problem-dismiss": toText,
  "attachment-refusal-action": goesToText,
  "attachment-remove": ({ scene }) =>
    // The page takes it away by itself.
    scene === lastOfEach ? toText : { lands: "same" },
  citation: { lands: "source" },
  "command-option": { lands: "composer", mouseOnly: true },
  "context-action": toText,
  "continue-run": goesToMessage,
  deny: decides,
  "deny-note": decides,
  "edit-cancel": inQueue({ lands: "queued-edit" }, { lands: "edit-message" }),
  "edit-message": { lands: "edit-text" },
  "edit-save": inQueue({ lands: "same", answered: "queued-edit" }, goesToMessage),
  "edit-text": inQueue({ lands: "same", answered: "queued-edit" }, goesToMessage),
  // Of the run that broke off it leads elsewhere, and what is read goes on.
  "error-action": ({ scene }) => {
    if (scene === "a reading that failed") return { lands: "player-toggle" };
    return scene === "a run that broke off" ? stays : goesToMessage;
  },
  "find-close": toText,
  history: { lands: "history-search" },
  "history-close": toText,
  "history-delete": { lands: "history-open" },
  "history-name": { lands: "history-open" },
  "history-note-action": { lands: "same", answered: "history-search" },
  // Where a search was met, the message it was met in.
  "history-open": ({ scene }) => (scene === metSearch ? { lands: "composer", answered: "message" } : toText),
  "history-open-in-editor": toText,
  "history-rename": { lands: "history-name" },
  "history-search": ({ scene }) => (scene === metSearch ? { lands: "composer", answered: "message" } : toText),
  "history-undo": { lands: "history-search" },
  "jump-to-latest": { lands: "message" },
  "keep-all": goesToText,
  "keep-file": leavesRow("keep-file"),
  "later-turns-show": goesToMessage,
  "mention-add": toText,
  "mention-option": { lands: "composer", mouseOnly: true },
  "mention-remove": ({ scene }) =>
    // Beside both of them stands the active editor.
    scene === lastOfEach ? toText : { lands: scene === "context" ? "active-editor" : "mention-open" },
  "mode-way-out": goesToMessage,
  "new-chat": toText,
  "pinned-question": { lands: "message", mouseOnly: true },
  "plan-edit": toText,
  "plan-start": goesToMessage,
  "player-stop": toText,
  "question-answer": asked,
  // Of several it is checked, and nothing is sent.
  "question-option": (which) => (which.scene === "a question of several" ? stays : asked(which)),
  "question-send": asked,
  "question-skip": asked,
  "queue-send": goesToText,
  "queued-edit": { lands: "edit-text" },
  // The other row there is being changed.
  "queued-remove": (which) => (which.scene === "queue" ? goesToText : leavesRow("queued-remove")(which)),
  regenerate: goesToMessage,
  "restore-checkpoint": goesToMessage,
  send: stays,
  "set-key": goesToText,
  // With something written, Send stands beside it, and is what is left.
  stop: ({ scene }) => (written.includes(scene) ? { lands: "same", answered: "send" } : stays),
  suggestion: toText,
  "undo-all": goesToText,
  "undo-file": leavesRow("undo-file"),
  "version-next": stays,
  "version-prev": stays,
};
